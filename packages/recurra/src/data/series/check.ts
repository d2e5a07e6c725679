// What a series may need attention for. Findings inform; what cannot be worked with is refused where it is used.

import { quoteCell } from "../../core/nearest-names.ts";
import { type Phrase, programWording, putPhrase, type Wording } from "../../core/phrase.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { offerBin } from "../grid/bin.ts";
import { fillFor } from "../grid/fill-for.ts";
import type { SeriesView } from "../table/series-view.ts";
import { stepLength } from "../time/step-length.ts";

export type FindingKind = "missing" | "duplicate-time" | "disorder" | "constant" | "gap" | "irregular" | "reversed";

export interface Finding {
  readonly kind: FindingKind;
  /** The column it is about; none for findings about times. */
  readonly column?: string;
  /** The first rows, as indices of the series from 0. A gap is named by the row after it. */
  readonly rows: readonly number[];
  /** Number of rows (of gaps, for "gap"). */
  readonly count: number;
  /** One line for people: counts, first rows as the file numbers them, and their times; then what it offers, in the words of programs. */
  readonly message: string;
  /** Where it offers something: the line without the offer, and the offer, which `wordFinding` says in an edge's words. */
  readonly problem?: string;
  readonly remedies?: readonly Phrase[];
}

/** A finding that offers to do something about it. */
function offering(finding: Omit<Finding, "message" | "problem"> & { readonly problem: string }): Finding {
  return wordFinding({ ...finding, message: "" }, programWording);
}

/** The finding with a message in an edge's words; what that edge does not have is not offered. */
export function wordFinding<T extends Pick<Finding, "message" | "problem" | "remedies">>(
  finding: T,
  wording: Wording,
): T {
  const { problem, remedies } = finding;
  if (problem === undefined || remedies === undefined) return finding;
  const offers = remedies.map((remedy) => putPhrase(remedy, wording, true)).filter((offer) => offer !== undefined);
  return { ...finding, message: [problem, ...(offers.length > 0 ? [offers.join(" and ")] : [])].join(" ") };
}

const shown = 3;

/** All findings, times first, then columns in their order. */
export function findFindings(series: SeriesView): Finding[] {
  return [
    ...findReversed(series),
    ...findDisorder(series),
    ...findDuplicates(series),
    ...findIrregular(series),
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

function findIrregular({ times, length }: SeriesView): Finding[] {
  if (!times.irregular) return [];
  const value = offerBin(stepLength(times.step) ?? 0);
  return [
    offering({
      kind: "irregular",
      rows: [],
      count: length,
      problem: `times: the steps between rows differ too much for gaps and seasons to be told (${times.step})`,
      remedies: [["(", { option: "resample", value }, " makes them regular: the mean of each step)"]],
    }),
  ];
}

/** Gaps lie between times in their order, so that a row out of order or a time that repeats hides none. */
function findGaps(series: SeriesView): Finding[] {
  const all = series.times.values();
  const order = Uint32Array.from(all, (_, row) => row).sort((a, b) => all[a] - all[b] || a - b);
  const distinct = order.filter((row, i) => i === 0 || all[row] !== all[order[i - 1]]);
  const times =
    distinct.length === all.length && distinct.every((row, i) => row === i)
      ? series.times
      : series.times.derive(Float64Array.from(distinct, (row) => all[row]));
  const later = rowsWhere(distinct.length, (at) => at > 0 && times.missedAfter(at - 1) > 0);
  if (later.length === 0) return [];
  const named = later
    .slice(0, shown)
    .map((at) => `${grouped(times.missedAfter(at - 1))} missing between ${times.label(at - 1)} and ${times.label(at)}`);
  const missing = later.reduce((sum, at) => sum + times.missedAfter(at - 1), 0);
  const problem = `${counted(later.length, "gap")}${later.length === 1 ? "" : ` of ${grouped(missing)} rows`} (${times.gapRule}): ${named.join(", ")}${rest(later.length)}`;
  const remedies: Phrase[] = [["(", { option: "fillGaps", value: fillFor(times) }, " fills them in)"]];
  const rows = later.slice(0, shown).map((at) => distinct[at]);
  return [offering({ kind: "gap", rows, count: later.length, problem, remedies })];
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
