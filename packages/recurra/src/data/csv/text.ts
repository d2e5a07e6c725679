// Bytes to text, for all edges: the encoding found by its byte-order mark or by the bytes themselves, binary files refused.

import { DataError } from "../../core/errors.ts";
import { BYTES, requireArguments, TEXT } from "../../core/option-rules.ts";
import { counted } from "../../words/counted.ts";
import { findSignature } from "./signatures.ts";

/** A text, and what was found while it was decoded. */
export interface DecodedText {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Characters of the bytes 0x80 to 0x9f in Windows-1252. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * Text of a CSV file's bytes. UTF-8 with or without a byte-order mark, and UTF-16; bytes that are not UTF-8 but look like
 * text are read as Windows-1252, as older spreadsheets write them.
 *
 * Throws DataError CSV_BINARY, naming the file, when the bytes are no text.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  requireArguments("decodeText", { bytes: BYTES, name: TEXT }, bytes, name);
  return decodeBytes(bytes, name).text;
}

/** `decodeText` with what was found, as notes; `encoding` (a label of TextDecoder) in place of finding one. */
export function decodeBytes(bytes: Uint8Array, name: string, encoding?: string): DecodedText {
  const foreign = encoding === undefined ? findSignature(bytes) : undefined;
  if (foreign !== undefined) {
    const { meaning, remedy } = foreign;
    throw new DataError("CSV_BINARY", name, `not a CSV text but ${meaning}`, { remedies: [remedy] });
  }
  const decoded = encoding === undefined ? decode(bytes) : { text: decodeAs(encoding, bytes), notes: [] };
  requireText(decoded.text, name);
  return decoded;
}

function decode(bytes: Uint8Array): DecodedText {
  const utf16 = findUtf16(bytes);
  if (utf16 !== undefined) return { text: decodeAs(utf16, bytes), notes: ["read as UTF-16"] };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), notes: [] };
  } catch {
    return decodeOther(bytes);
  }
}

/** By its mark; or, without one, because every second byte of a text in Latin letters is zero. */
function findUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i & 1]++;
  const many = sample.length * 0.4;
  if (sample.length < 8 || bytes.length % 2 !== 0) return undefined;
  if (zeros[0] === 0 && zeros[1] >= many) return "utf-16le";
  return zeros[1] === 0 && zeros[0] >= many ? "utf-16be" : undefined;
}

/** Characters of a text that could not be decoded, and those beyond ASCII that could. */
export class BrokenCharacters {
  #broken = 0;
  #right = 0;

  add(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0xfffd) this.#broken++;
      else if (code > 0x7f) this.#right++;
    }
  }

  /** What bytes are that are not all UTF-8: UTF-8 with some broken characters where most beyond ASCII are right, or Windows-1252. */
  get encoding(): { readonly label: string; readonly note: string } {
    if (this.#right > 4 * this.#broken) {
      const note = `${counted(this.#broken, "broken character")} in a text of UTF-8, read as \ufffd`;
      return { label: "utf-8", note };
    }
    return { label: "windows-1252", note: "not UTF-8: read as Windows-1252, as no encoding was given" };
  }
}

function decodeOther(bytes: Uint8Array): DecodedText {
  const text = new TextDecoder("utf-8").decode(bytes);
  const characters = new BrokenCharacters();
  characters.add(text);
  const { label, note } = characters.encoding;
  return { text: label === "utf-8" ? text : decodeAs(label, bytes), notes: [note] };
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  return repaired(new TextDecoder(encoding), (decoder) => decoder.decode(bytes));
}

/** Some versions of Node leave 0x80 to 0x9f of Windows-1252 as they are. */
export function repaired(decoder: TextDecoder, decode: (decoder: TextDecoder) => string): string {
  const text = decode(decoder);
  return decoder.encoding === "windows-1252"
    ? text.replace(/[\x80-\x9f]/g, (c) => windows1252[c.charCodeAt(0) - 0x80])
    : text;
}

/** Throws DataError CSV_BINARY when `text` holds NUL characters or is full of control or replacement characters. */
export function requireText(text: string, name: string): void {
  if (looksBinary(text)) {
    throw new DataError("CSV_BINARY", name, "not a CSV text but a binary file", {
      remedies: ["give a text file with one row per line"],
    });
  }
}

/** More than one character in twenty is a control character, or one in ten could not be decoded. */
function looksBinary(text: string): boolean {
  if (text.includes("\0")) return true;
  const sample = Math.min(text.length, 65536);
  let controls = 0;
  let undecoded = 0;
  for (let i = 0; i < sample; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) undecoded++;
    else if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0x7f) controls++;
  }
  return controls * 20 > sample || undecoded * 10 > sample;
}
