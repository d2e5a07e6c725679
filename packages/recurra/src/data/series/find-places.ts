// Where a finding lies: all its places, and not only the first few that its message names. For charts.

import { optional, PLACE, requireArguments, TEXT, word } from "../../core/option-rules.ts";
import type { FindingKind } from "../findings/finding.ts";
import { findShift } from "../findings/level-shift.ts";
import { rowsWhere } from "../findings/row-list.ts";
import { withoutMarks } from "../findings/sentinel.ts";
import { spikeRows } from "../findings/spike-rows.ts";
import { findStretch } from "../findings/stretch.ts";
import { SERIES } from "../table/series-rule.ts";
import type { SeriesView } from "../table/series-view.ts";

/** The first and the last row (from 0) of a stretch. A gap lies between its two rows. */
export type FindingPlace = readonly [first: number, last: number];

const ofTimes: readonly FindingKind[] = ["duplicate-time", "disorder", "gap", "irregular", "reversed"];
const KIND = word<FindingKind>(
  ...ofTimes,
  ...([
    "missing",
    "constant",
    "sentinel",
    "spike",
    "level-shift",
    "counter",
    "copy",
    "follows-target",
    "unseen",
  ] as const),
);
const ARGUMENTS = { series: SERIES, kind: KIND, column: optional(TEXT), row: optional(PLACE) };

/**
 * The places of a finding of `series.check()`, in the order of the rows: of its kind, in its column where it is about one, and of a "sentinel" of the
 * number that stands in `row`, the first of its rows. None for what is about all rows, such as a counter.
 *
 * Throws DataError COLUMN_UNKNOWN or COLUMN_NOT_NUMBERS.
 */
export function findPlaces(series: SeriesView, kind: FindingKind, column?: string, row = 0): readonly FindingPlace[] {
  requireArguments("findPlaces", ARGUMENTS, series, kind, column, row);
  if (kind === "gap") return gapPlaces(series);
  if (kind === "duplicate-time") return together(repeatedRows(series.times.values()));
  if (kind === "disorder") {
    const times = series.times.values();
    return together(rowsWhere(series.length, (at) => at > 0 && times[at] < times[at - 1]));
  }
  if (column === undefined) return [];
  const values = series.column(column);
  switch (kind) {
    case "missing":
      return together(rowsWhere(series.length, (at) => Number.isNaN(values[at])));
    case "sentinel":
      return together(rowsWhere(series.length, (at) => values[at] === values[row]));
    case "spike":
      return together(spikeRows(withoutMarks(values)));
    case "constant":
      return series.length === 0 ? [] : [[0, series.length - 1]];
    case "level-shift":
      return shiftPlaces(series, withoutMarks(values));
    default:
      return [];
  }
}

/** None where times are out of order, or stand there twice: between which rows a time is missing is then another question. */
function gapPlaces({ times }: SeriesView): FindingPlace[] {
  const values = times.values();
  if (values.some((time, row) => row > 0 && time <= values[row - 1])) return [];
  return times.gapRows().map((row) => [row, row + 1]);
}

function repeatedRows(times: Float64Array): number[] {
  const seen = new Set<number>();
  return rowsWhere(times.length, (row) => {
    const again = seen.has(times[row]);
    seen.add(times[row]);
    return again;
  });
}

function shiftPlaces({ times }: SeriesView, values: Float64Array): FindingPlace[] {
  const shift = findShift(values, times.seasonLength());
  if (shift !== undefined) return [[shift.row, shift.row]];
  return (findStretch(values)?.stretches ?? []).map(([first, last]) => [first, last]);
}

/** Rows next to one another as one place. */
function together(rows: readonly number[]): FindingPlace[] {
  const places: [number, number][] = [];
  for (const row of rows) {
    const last = places.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else places.push([row, row]);
  }
  return places;
}
