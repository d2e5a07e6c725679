// What stands in a series of a set, in a few words: for a first look at many.

import type { Series } from "../series/series.ts";

export interface SeriesSummary {
  /** What the columns of the ids have for it. */
  readonly key: readonly string[];
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  readonly step: string;
  /** Missing cells of all its columns. */
  readonly missing: number;
  /** Times that are missing between its rows. */
  readonly gaps: number;
}

export function summariseSeries(series: Series, key: readonly string[]): SeriesSummary {
  const { times, length } = series;
  let missing = 0;
  for (const name of series.columns) for (const value of series.column(name)) if (Number.isNaN(value)) missing++;
  const gaps = times.gapRows().reduce((sum, row) => sum + times.missedAfter(row), 0);
  return { key, rows: length, from: times.label(0), to: times.label(length - 1), step: times.step, missing, gaps };
}
