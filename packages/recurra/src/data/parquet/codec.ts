// Pages as they were before they were packed, in bounded memory.

import { DataError } from "../../core/errors.ts";
import { unpackHadoopLz4, unpackLz4 } from "../packed/lz4.ts";
import { unpackSnappy } from "../packed/snappy.ts";
import { unpack } from "../packed/unpack.ts";
import { unpackZstd } from "../packed/zstd.ts";
import { damaged } from "./damage.ts";

/** parquet.thrift's CompressionCodec. */
const NAMES = ["none", "Snappy", "gzip", "LZO", "Brotli", "LZ4", "zstd", "LZ4"];

/** What pages may unpack to before they have to be as dense as tables are. */
const FREE = 64 * 2 ** 20;
const DENSEST = 100;

/** What the pages of a group of rows may still unpack to. */
export class PageBudget {
  #left: number;

  constructor(fileBytes: number) {
    this.#left = Math.max(FREE, DENSEST * fileBytes);
  }

  take(bytes: number): void {
    this.#left -= bytes;
    if (!(bytes >= 0) || this.#left < 0) throw damaged("it claims far more values than its bytes can hold");
  }
}

/** The `size` bytes of a page. Throws DataError where they are damaged, or packed in a way that is not read. */
export async function unpackPage(
  packed: Uint8Array,
  codec: number,
  size: number,
  budget: PageBudget,
): Promise<Uint8Array> {
  budget.take(size);
  const page = await byCodec(packed, codec, size);
  if (page?.length !== size) throw damaged("a page of values is damaged");
  return page;
}

async function byCodec(packed: Uint8Array, codec: number, size: number): Promise<Uint8Array | undefined> {
  if (size === 0) return new Uint8Array(0);
  switch (codec) {
    case 0:
      return packed;
    case 1:
      return unpackSnappy(packed, size);
    case 2:
      return unpack(packed, "gzip", "file");
    case 5:
      return unpackHadoopLz4(packed, size) ?? unpackLz4(packed, size);
    case 6:
      return unpackZstd(packed, size);
    case 7:
      return unpackLz4(packed, size);
    default:
      throw new DataError("FILE_PARQUET", "file", `a Parquet file packed by ${NAMES[codec] ?? "what is not known"}`, {
        context: "Snappy, gzip, LZ4 and zstd are read",
        remedies: ['write it again, in pandas with df.to_parquet("FILE.parquet", compression="snappy")'],
      });
  }
}
