// Where a finding lies: all its places, and not only the first few that its message names. For charts.

import { object, requireArguments } from "../../core/option-rules.ts";
import { SERIES } from "../table/series-rule.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";
import { findShift } from "./level-shift.ts";
import { rowsWhere } from "./row-list.ts";
import { withoutMarks } from "./sentinel.ts";
import { spikeRows } from "./spike-rows.ts";
import { findStretch } from "./stretch.ts";

/** The first and the last row (from 0) of a stretch. A gap lies between its two rows. */
export type FindingPlace = readonly [first: number, last: number];

const ARGUMENTS = { series: SERIES, finding: object() };

/** The places of a finding of `series.check()`, in the order of the rows; none for one about all rows, such as a counter. */
export function findPlaces(series: SeriesView, finding: Finding): readonly FindingPlace[] {
  requireArguments("findPlaces", ARGUMENTS, series, finding);
  const { kind, column, rows } = finding;
  const named = rows.map((row): FindingPlace => [row, row]);
  if (kind === "gap") return gapPlaces(series) ?? named;
  if (kind === "duplicate-time") return together(repeatedRows(series.times.values()));
  if (kind === "disorder") {
    const times = series.times.values();
    return together(rowsWhere(series.length, (row) => row > 0 && times[row] < times[row - 1]));
  }
  if (column === undefined) return [];
  const values = series.column(column);
  switch (kind) {
    case "missing":
      return together(rowsWhere(series.length, (row) => Number.isNaN(values[row])));
    case "sentinel":
      return together(rowsWhere(series.length, (row) => values[row] === values[rows[0]]));
    case "spike":
      return together(spikeRows(withoutMarks(values)));
    case "constant":
      return series.length === 0 ? [] : [[0, series.length - 1]];
    case "level-shift":
      return shiftPlaces(series, withoutMarks(values)) ?? named;
    default:
      return [];
  }
}

/** Undefined where times are out of order, or stand there twice. */
function gapPlaces({ times }: SeriesView): FindingPlace[] | undefined {
  const values = times.values();
  if (values.some((time, row) => row > 0 && time <= values[row - 1])) return undefined;
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

function shiftPlaces({ times }: SeriesView, values: Float64Array): FindingPlace[] | undefined {
  const shift = findShift(values, times.seasonLength());
  if (shift !== undefined) return [[shift.row, shift.row]];
  return findStretch(values)?.stretches.map(([first, last]) => [first, last]);
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
