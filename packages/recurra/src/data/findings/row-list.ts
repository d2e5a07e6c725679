// Rows of a series, found and named: "row 2 (line 3), 2020-01-02; row 3 (line 4), 2020-01-03 and 1 more".

import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";

/** As many rows as a finding names. */
export const SHOWN = 3;

export function rowsWhere(length: number, test: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if (test(row)) rows.push(row);
  return rows;
}

export function nameRow(series: SeriesView, row: number): string {
  const dated = series.times.kind !== "row";
  return `${series.place(row)}${dated ? `, ${series.times.label(row)}` : ""}`;
}

export function listRows(series: SeriesView, rows: readonly number[]): string {
  const named = rows.slice(0, SHOWN).map((row) => nameRow(series, row));
  return `${named.join("; ")}${countRest(rows.length)}`;
}

export function countRest(total: number): string {
  return total > SHOWN ? ` and ${grouped(total - SHOWN)} more` : "";
}
