// Where a file's bytes come from, in pieces, so that a large file need not be in memory as a whole.

import { BYTES, type OptionRule, part, requireOption } from "../../core/option-rules.ts";
import { joined } from "../packed/joined.ts";

/** Bytes that can be read from their beginning as often as it takes: a file on a disk, a download that was kept. */
export interface ByteSource {
  /** How many bytes there are, where that is known. */
  readonly size?: number;
  /** The bytes from the beginning, in pieces of any length. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** So much of a file shows what it is. */
const HEAD = 65_536;

/** The source that an array of bytes is. */
/** What gives bytes in pieces. */
export const SOURCE: OptionRule<ByteSource> = /* @__PURE__ */ part("a source, { pieces }", "pieces");

export function sourceOf(bytes: Uint8Array): ByteSource {
  requireOption("sourceOf", "bytes", BYTES, bytes);
  return {
    size: bytes.length,
    async *pieces() {
      yield bytes;
    },
  };
}

/** The first bytes of a source, at least 64 KB where it has them. */
export async function headOf(source: ByteSource): Promise<Uint8Array> {
  requireOption("headOf", "source", SOURCE, source);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.pieces()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD) break;
  }
  return joined(pieces, length);
}

/** All bytes of a source. */
export async function bytesOf(source: ByteSource): Promise<Uint8Array> {
  requireOption("bytesOf", "source", SOURCE, source);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.pieces()) {
    pieces.push(piece);
    length += piece.length;
  }
  return joined(pieces, length);
}
