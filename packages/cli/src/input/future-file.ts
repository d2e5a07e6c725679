// A second file with what is known of the rows ahead.

import type { Series } from "recurra";
import { type OpenTableOptions, openSeries } from "recurra/files";
import { withFutureRows } from "recurra/forecast";
import type { CsvSettings } from "./csv-settings.ts";
import { nameOf } from "./read-file.ts";
import { openTableFile } from "./table-file.ts";

/** A series with the rows and columns of a second file, and the hash of that file. It is read as the first one is, but for what chooses rows. */
export async function joinFutureFile(
  series: Series,
  path: string,
  options: CsvSettings & OpenTableOptions,
): Promise<{ readonly series: Series; readonly sha256: string }> {
  const file = await openTableFile(path);
  const { time, dateOrder, timeFormat, timeZone, decimal, missing, delimiter, categories } = options;
  const rows = await openSeries(file, {
    ...{ time, dateOrder, timeFormat, timeZone, decimal, missing, delimiter, categories },
    name: nameOf(path),
  });
  return { series: withFutureRows(series, rows), sha256: await file.sha256() };
}
