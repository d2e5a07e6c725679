// The file of which a model of many series is to forecast each.

import { DataError } from "recurra";
import { SeriesSet } from "recurra/data";
import { type ByteSource, type OpenTableOptions, openSeries, openSeriesSet } from "recurra/files";
import type { GlobalForecaster } from "recurra/global";
import type { CsvSettings } from "../input/csv-settings.ts";

/** What a table with a series in each row, or in each column, calls its values. */
const VALUE = "value";

type Options = CsvSettings & OpenTableOptions & { readonly name: string };

/** As the model's own file was read: below each other, in rows or in columns. A file of one series is a set of one. */
export async function openMany(
  source: ByteSource,
  options: Options,
  { target, ids }: Pick<GlobalForecaster, "target" | "ids">,
): Promise<SeriesSet> {
  const named = target === VALUE ? {} : { columns: [target] };
  try {
    const set = await openSeriesSet(source, { ...options, ...(options.wide !== true && named) });
    if (set.columns.includes(target)) return set;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    if (error.code === "COLUMN_UNKNOWN") throw error.with({ context: `The model forecasts ${JSON.stringify(target)}` });
    if (error.code !== "SERIES_SINGLE") throw error;
    if (target !== VALUE) {
      const one = await openSeries(source, { ...options, ...named });
      return SeriesSet.fromSeries([[options.name, one]], { name: options.name });
    }
  }
  // Of a table with a series in each column, those that the fit had.
  return openSeriesSet(source, { ...options, wide: "columns", columns: ids });
}
