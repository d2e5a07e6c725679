// The text of a source in pieces: the encoding found as for whole texts (`decodeBytes`), without having the whole in memory.

import { BrokenCharacters, repaired } from "../csv/text.ts";
import type { ByteSource } from "./byte-source.ts";

/** Bytes that are decoded at once: strings of this length are cheap to make and soon gone. */
const PIECE = 1 << 16;

/** Says that bytes which were taken for UTF-8 are none. */
export class NotUtf8 extends Error {}

/** The text in UTF-8, or in `encoding` (a label of TextDecoder). Throws NotUtf8 where bytes turn out not to be the former. */
export async function* decodePieces(source: ByteSource, encoding: string | undefined): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding ?? "utf-8", { fatal: encoding === undefined });
  const decode = (bytes?: Uint8Array) => {
    try {
      return repaired(decoder, () =>
        bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }),
      );
    } catch {
      throw new NotUtf8();
    }
  };
  for await (const bytes of source.pieces()) {
    for (let at = 0; at < bytes.length; at += PIECE) yield decode(bytes.subarray(at, at + PIECE));
  }
  yield decode();
}

/** What bytes are that are not all UTF-8: a label of TextDecoder, and the note that says so. */
export async function otherEncoding(source: ByteSource): Promise<{ readonly label: string; readonly note: string }> {
  const characters = new BrokenCharacters();
  for await (const text of decodePieces(source, "utf-8")) characters.add(text);
  return characters.encoding;
}
