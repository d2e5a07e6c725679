import { object, requireOption } from "../../core/option-rules.ts";
import { SeriesSet } from "../many/series-set.ts";
import type { CsvContents } from "../reading/contents.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import { Series } from "../series/series.ts";
import type { ByteSource } from "./byte-source.ts";
import { openParts } from "./open-parts.ts";
import type { OpenTableOptions } from "./open-table.ts";

const OPTIONS = object();

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

/** The many series in a file's bytes, as `openSeries` reads one: `openTable`, then `SeriesSet.fromCsv`. Throws DataError as these do. */
export async function openSeriesSet(
  file: Uint8Array | ByteSource,
  options: CsvOptions & OpenTableOptions = {},
): Promise<SeriesSet> {
  requireOption("openSeriesSet", "options", OPTIONS, options);
  if (options.wide === "columns") {
    return SeriesSet.fromParts(await openParts(file, options, (reader) => reader.finish()), options);
  }
  let contents: CsvContents | undefined;
  const parts = await openParts(file, options, (reader) => {
    contents = reader.finishMany();
    return contents.parts;
  });
  return SeriesSet.fromContents({ ...(contents as unknown as CsvContents), parts }, options);
}
