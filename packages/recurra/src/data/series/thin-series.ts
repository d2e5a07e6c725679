// A series as a chart of so many pixels shows it: of very many rows the least and the greatest of equal stretches of its clock, so that
// no peak is lost.

import { COUNT, checkOptions, names, type OptionRules, PLACE, requireOption } from "../../core/option-rules.ts";
import { bisect } from "../../statistics/bisect.ts";
import { SERIES } from "../table/series-rule.ts";
import type { Series } from "./series.ts";

export interface ThinOptions {
  /** Names of the columns. Default: all. */
  readonly columns?: readonly string[];
  /** Stretches at most; each has two values of a column. */
  readonly stretches: number;
  /** Rows [start, end). Default: all. */
  readonly start?: number;
  readonly end?: number;
}

/** Where a column of a stretch is least and greatest. */
export interface ThinColumn {
  readonly name: string;
  /** Rows, from 0; -1 where the stretch has no value. */
  readonly least: Int32Array;
  readonly greatest: Int32Array;
  /** Cells without a value. */
  readonly missing: Uint32Array;
}

/** Stretches of rows. */
export interface ThinSeries {
  /** The first and the last row of each stretch, from 0. Stretches without rows are left out. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  readonly columns: readonly ThinColumn[];
}

const RULES: OptionRules<ThinOptions> = { columns: names, stretches: COUNT, start: PLACE, end: PLACE };

/**
 * A series in at most so many stretches, each as long by the clock as the others; where it has no more rows than twice as many, each row is one. Times out of order
 * say nothing of where a row stands: there the stretches have equally many rows. Throws OptionError, and DataError for a column that it does not have.
 */
export function thinSeries(series: Series, options: ThinOptions): ThinSeries {
  requireOption("thinSeries", "series", SERIES, series);
  checkOptions("thinSeries", options, RULES, ["stretches"]);
  const { columns = series.columns, stretches, start = 0, end = series.length } = options;
  const to = Math.min(end, series.length);
  const ends = endsOf(series, Math.min(start, to), to, stretches);
  const first = Uint32Array.from(ends, (_, at) => (at === 0 ? Math.min(start, to) : ends[at - 1]));
  const last = Uint32Array.from(ends, (behind) => behind - 1);
  return { first, last, columns: columns.map((name) => thinColumn(name, series.column(name), first, last)) };
}

/** The row behind each stretch. */
function endsOf(series: Series, start: number, end: number, stretches: number): number[] {
  const rows = end - start;
  if (rows <= 2 * stretches) return Array.from({ length: rows }, (_, at) => start + at + 1);
  const times = series.times.values();
  let ordered = true;
  for (let row = start + 1; row < end && ordered; row++) ordered = times[row] >= times[row - 1];
  const [low, high] = [times[start], times[end - 1]];
  const ends: number[] = [];
  for (let at = 1, before = start; at <= stretches; at++) {
    const border = low + ((high - low) * at) / stretches;
    const behind =
      at === stretches
        ? end
        : ordered
          ? before + bisect(end - before, (row) => times[before + row] >= border)
          : start + Math.round((rows * at) / stretches);
    if (behind > before) ends.push(behind);
    before = behind;
  }
  return ends;
}

function thinColumn(name: string, values: Float64Array, first: Uint32Array, last: Uint32Array): ThinColumn {
  const [least, greatest] = [new Int32Array(first.length).fill(-1), new Int32Array(first.length).fill(-1)];
  const missing = new Uint32Array(first.length);
  for (let at = 0; at < first.length; at++) {
    let [low, high, holes] = [-1, -1, 0];
    for (let row = first[at]; row <= last[at]; row++) {
      const value = values[row];
      if (Number.isNaN(value)) holes++;
      else {
        if (low < 0 || value < values[low]) low = row;
        if (high < 0 || value > values[high]) high = row;
      }
    }
    least[at] = low;
    greatest[at] = high;
    missing[at] = holes;
  }
  return { name, least, greatest, missing };
}
