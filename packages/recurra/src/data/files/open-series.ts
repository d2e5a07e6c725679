import type { CsvOptions } from "../csv/from-csv.ts";
import type { DecodedText } from "../csv/text.ts";
import { SeriesSet } from "../many/series-set.ts";
import { Series } from "../series/series.ts";
import { type OpenTableOptions, openTable } from "./open-table.ts";

/** The series of a table that was opened, with the notes of both in one list. Throws as `Series.fromCsv`. */
export function seriesOf({ text, notes }: DecodedText, options: CsvOptions = {}): Series {
  const series = Series.fromCsv(text, options);
  return notes.length === 0 ? series : new Series({ ...series.parts, notes: [...notes, ...series.notes] });
}

/** The many series of a table that was opened, with the notes of both in one list. Throws as `SeriesSet.fromCsv`. */
export function seriesSetOf({ text, notes }: DecodedText, options: CsvOptions = {}): SeriesSet {
  return SeriesSet.fromCsv(text, options).withNotes(notes);
}

/**
 * The series in a file's bytes, whatever it is packed in or written as: `openTable`, then `Series.fromCsv`.
 *
 * Throws DataError as these do.
 */
export async function openSeries(bytes: Uint8Array, options: CsvOptions & OpenTableOptions = {}): Promise<Series> {
  const { table, csv } = await opened(bytes, options);
  return seriesOf(table, csv);
}

/** The many series in a file's bytes: `openTable`, then `SeriesSet.fromCsv`. Throws DataError as these do. */
export async function openSeriesSet(
  bytes: Uint8Array,
  options: CsvOptions & OpenTableOptions = {},
): Promise<SeriesSet> {
  const { table, csv } = await opened(bytes, options);
  return seriesSetOf(table, csv);
}

async function opened(bytes: Uint8Array, { part, encoding, ...csv }: CsvOptions & OpenTableOptions) {
  const table = await openTable(bytes, csv.name ?? "file", {
    ...(part === undefined ? {} : { part }),
    ...(encoding === undefined ? {} : { encoding }),
  });
  return { table, csv };
}
