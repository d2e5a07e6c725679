// What a series may need attention for. Findings inform; what cannot be worked with is refused where it is used.

import { quoteCell } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";

export type FindingKind = "missing" | "duplicate-time" | "disorder" | "constant" | "gap" | "reversed";

export interface Finding {
  readonly kind: FindingKind;
  /** The column it is about; none for findings about times. */
  readonly column?: string;
  /** The first rows, as indices of the series from 0. A gap is named by the row after it. */
  readonly rows: readonly number[];
  /** Number of rows (of gaps, for "gap"). */
  readonly count: number;
  /** One line for people: counts, first rows as the file numbers them, and their times. */
  readonly message: string;
}

const shown = 3;

/** All findings, times first, then columns in their order. */
export function findFindings(series: SeriesView): Finding[] {
  return [
    ...findReversed(series),
    ...findDisorder(series),
    ...findDuplicates(series),
    ...findGaps(series),
    ...series.columns.flatMap((name) => [...findMissing(series, name), ...findConstant(series, name)]),
  ];
}

function findReversed(series: SeriesView): Finding[] {
  if (!series.reversed) return [];
  return [
    { kind: "reversed", rows: [], count: series.length, message: "the file has the newest row first: turned round" },
  ];
}

function findDisorder(series: SeriesView): Finding[] {
  const times = series.times.values();
  const rows = rowsWhere(series.length, (row) => row > 0 && times[row] < times[row - 1]);
  if (rows.length === 0) return [];
  const message = `${counted(rows.length, "row")} earlier than the row before: ${listRows(series, rows)}`;
  return [{ kind: "disorder", rows: rows.slice(0, shown), count: rows.length, message }];
}

function findDuplicates(series: SeriesView): Finding[] {
  const times = series.times.values();
  const seen = new Set<number>();
  const rows = rowsWhere(series.length, (row) => {
    if (seen.has(times[row])) return true;
    seen.add(times[row]);
    return false;
  });
  if (rows.length === 0) return [];
  const message = `${counted(rows.length, "row")} with a time that an earlier row has: ${listRows(series, rows)}`;
  return [{ kind: "duplicate-time", rows: rows.slice(0, shown), count: rows.length, message }];
}

function findGaps(series: SeriesView): Finding[] {
  const { times } = series;
  const ordered = times.values().every((time, row, all) => row === 0 || time > all[row - 1]);
  if (!ordered) return []; // Holes between rows out of order mean nothing; the disorder is a finding of its own.
  const rows = rowsWhere(series.length, (row) => row > 0 && times.missedAfter(row - 1) > 0);
  if (rows.length === 0) return [];
  const named = rows
    .slice(0, shown)
    .map(
      (row) => `${grouped(times.missedAfter(row - 1))} missing between ${times.label(row - 1)} and ${times.label(row)}`,
    );
  const message = `${counted(rows.length, "gap")} (${times.gapRule}): ${named.join(", ")}${rest(rows.length)}`;
  return [{ kind: "gap", rows: rows.slice(0, shown), count: rows.length, message }];
}

function findMissing(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  const rows = rowsWhere(series.length, (row) => Number.isNaN(values[row]));
  if (rows.length === 0) return [];
  const message = `${quoteCell(column)}: ${counted(rows.length, "missing cell")} of ${grouped(series.length)}: ${listRows(series, rows)}`;
  return [{ kind: "missing", column, rows: rows.slice(0, shown), count: rows.length, message }];
}

function findConstant(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  const filled = values.filter((value) => !Number.isNaN(value));
  if (filled.length < 2 || filled.some((value) => value !== filled[0])) return [];
  const message = `${quoteCell(column)}: the same value in all ${grouped(filled.length)} filled rows: ${filled[0]}`;
  return [{ kind: "constant", column, rows: [], count: filled.length, message }];
}

function rowsWhere(length: number, test: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if (test(row)) rows.push(row);
  return rows;
}

function listRows(series: SeriesView, rows: readonly number[]): string {
  const dated = series.times.kind !== "row";
  const named = rows.slice(0, shown).map((row) => `${series.place(row)}${dated ? `, ${series.times.label(row)}` : ""}`);
  return `${named.join("; ")}${rest(rows.length)}`;
}

function rest(total: number): string {
  return total > shown ? ` and ${grouped(total - shown)} more` : "";
}
