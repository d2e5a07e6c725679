// Rows of a series as plain objects.

import type { SeriesView } from "../table/series-view.ts";

/** The time of a row as text, by its column's name, then its numbers by theirs; null where a number is missing. */
export type PlainRow = Readonly<Record<string, string | number | null>>;

/** What the times are called among the columns: "row" where the rows are the clock, and by another name where a column has theirs. */
export function clockName({ times, columns }: SeriesView): string {
  let { name } = times;
  while (columns.includes(name)) name += " (clock)";
  return name;
}

/** Rows [from, to), as far as there are such. */
export function plainRows(series: SeriesView, from: number, to: number): PlainRow[] {
  const name = clockName(series);
  const rows: PlainRow[] = [];
  for (let row = Math.max(0, from); row < Math.min(to, series.length); row++) {
    const cells = series.columns.map((column) => {
      const value = series.column(column)[row];
      return [column, Number.isNaN(value) ? null : value] as const;
    });
    rows.push(Object.fromEntries([[name, series.times.label(row)], ...cells]));
  }
  return rows;
}
