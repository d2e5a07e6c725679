import type { CsvOptions } from "../csv/from-csv.ts";
import { Series } from "../series/series.ts";
import type { ByteSource } from "./byte-source.ts";
import { openParts } from "./open-parts.ts";
import type { OpenTableOptions } from "./open-table.ts";

/**
 * The series in a file's bytes, whatever it is packed in or written as: `openTable`, then `Series.fromCsv`. Of a text that is given as a
 * source, no more is in memory at a time than a piece of it and the columns; of Parquet the file and a group of its rows beside them.
 *
 * Throws DataError as these do.
 */
export async function openSeries(
  file: Uint8Array | ByteSource,
  options: CsvOptions & OpenTableOptions = {},
): Promise<Series> {
  return Series.fromParts(await openParts(file, options, (reader) => reader.finish()), options);
}
