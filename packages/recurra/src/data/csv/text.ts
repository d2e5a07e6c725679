// Bytes to text, for callers that hold a file: the encoding found by its byte-order mark, binary files refused.

import { DataError } from "../../core/errors.ts";

const signatures: readonly (readonly [bytes: readonly number[], meaning: string, remedy: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive or an Excel workbook", "save the sheet as CSV first"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook", "save the sheet as CSV first"],
  [[0x1f, 0x8b], "compressed by gzip", "unpack it first"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF document", "export its table as CSV first"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file", "export it as CSV first"],
];

/** Characters of the bytes 0x80 to 0x9f in Windows-1252. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * Text of a CSV file's bytes. UTF-8 with or without a byte-order mark, and UTF-16 with one; bytes that are not UTF-8 but
 * look like text are read as Windows-1252, as older spreadsheets write them.
 *
 * Throws DataError CSV_BINARY, naming the file, when the bytes are no text.
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  for (const [signature, meaning, remedy] of signatures) {
    if (signature.every((byte, i) => bytes[i] === byte)) {
      throw new DataError("CSV_BINARY", name, `not a CSV text but ${meaning}`, { remedies: [remedy] });
    }
  }
  const text = decode(bytes);
  requireText(text, name);
  return text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Some versions of Node leave 0x80 to 0x9f of this encoding as they are.
    return new TextDecoder("windows-1252")
      .decode(bytes)
      .replace(/[\x80-\x9f]/g, (c) => windows1252[c.charCodeAt(0) - 0x80]);
  }
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
