// Packed bytes, unpacked piece by piece, so that a small file that unpacks to gigabytes is given up early.

import { DataError } from "../../core/errors.ts";
import { grouped } from "../../words/grouped.ts";
import { joined } from "./joined.ts";

/** Pieces in which packed bytes are fed: one of zeros unpacks to a thousand times as much. */
const PIECE = 16_384;
/** From here on the file must not be packed denser than tables are. */
const FREE = 32 * 2 ** 20;
/** How many times its length a packed table may have from there on: rows with a time of their own reach some 30. */
const DENSEST = 100;
/** No text of JavaScript is longer. */
const MOST = 500 * 2 ** 20;

/**
 * The bytes behind gzip ("gzip") or within a zip archive ("deflate-raw").
 *
 * Throws DataError FILE_PACKED where they are damaged, or unpack to more than a table would.
 */
export async function unpack(
  packed: Uint8Array,
  format: "gzip" | "deflate-raw",
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of unpackPieces([packed], format, name)) {
    length += piece.length;
    if (length > MOST) throw tooMuch(name, length);
    pieces.push(piece);
  }
  return joined(pieces, length);
}

/** The same in pieces, as they come. Throws as `unpack`, without a limit where they are no denser than a table. */
export async function* unpackPieces(
  packed: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  format: "gzip" | "deflate-raw",
  name: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream(format);
  const reader = readable.getReader();
  const progress: Progress = { fed: 0, failure: undefined };
  const feeding = feed(packed, writable.getWriter(), progress);
  feeding.catch(() => {}); // the reader fails with the same error
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > FREE && length > DENSEST * progress.fed) throw tooMuch(name, length);
      yield value;
    }
    await feeding;
  } catch (error) {
    if (progress.failure !== undefined) throw progress.failure;
    if (error instanceof DataError) throw error;
    throw new DataError("FILE_PACKED", name, "its packed bytes are damaged or cut short", {
      cause: error,
      remedies: ["copy or download the file again"],
    });
  } finally {
    void reader.cancel().catch(() => {});
  }
}

interface Progress {
  fed: number;
  /** Why no more packed bytes came. */
  failure: unknown;
}

/** Each piece waits until the one before it was taken: the queue of a stream of Node holds thousands. */
async function feed(
  packed: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
  progress: Progress,
): Promise<void> {
  try {
    for await (const bytes of packed) {
      for (let at = 0; at < bytes.length; at += PIECE) {
        const piece = bytes.slice(at, at + PIECE);
        progress.fed += piece.length;
        await writer.write(piece);
      }
    }
  } catch (error) {
    // What the stream itself refuses, its reader tells.
    if (!(error instanceof TypeError)) progress.failure = error;
    await writer.abort(error);
    throw error;
  }
  await writer.close();
}

function tooMuch(name: string, length: number): DataError {
  const megabytes = grouped(Math.round(length / 2 ** 20));
  const problem = `unpacks to more than ${megabytes} MB${length > MOST ? "" : ", far more than a table of its size"}: given up`;
  return new DataError("FILE_PACKED", name, problem, { remedies: ["unpack it yourself, and give a part of it"] });
}
