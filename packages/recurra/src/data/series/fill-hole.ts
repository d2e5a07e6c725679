// How one hole of a column is filled: rows [start, end) without a value, up to the next row that has one.

import { DataError } from "../../core/errors.ts";
import type { OptionMention, Phrase } from "../../core/phrase.ts";
import type { SeriesView } from "../table/series-view.ts";

/** What a message needs to know of a hole in a column of a series. */
interface Filling {
  readonly series: SeriesView;
  readonly column: string;
  /** What asked for it: `repair: "linear"`. */
  readonly by: OptionMention;
  /** What else could be done where a hole cannot be filled. */
  readonly remedies: readonly Phrase[];
}

/** Calls `fill` with each hole of `values`, from the first on; the number of cells in all of them. */
export function eachHole(values: Float64Array, fill: (start: number, end: number) => void): number {
  let cells = 0;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row])) continue;
    const start = row;
    while (row < values.length && Number.isNaN(values[row])) row++;
    fill(start, row);
    cells += row - start;
  }
  return cells;
}

/** Throws DataError REPAIR_NO_PAST for a hole that no value stands before. */
export function requirePast({ series, column, by, remedies }: Filling, start: number, end: number): void {
  if (start > 0) return;
  throw new DataError("REPAIR_NO_PAST", series.name, [by, " finds no value before the first row to start from"], {
    place: series.placeOf(start, column),
    remedies: [
      ...(end < series.length ? [["start the series later: ", { call: `series.slice(${end})` }] as const] : []),
      ...remedies,
    ],
  });
}

/** Draws a line from the value before a hole to the value after it. Throws DataError REPAIR_NO_FUTURE where there is none. */
export function drawLine(filling: Filling, values: Float64Array, start: number, end: number): void {
  const { series, column, by, remedies } = filling;
  if (end === values.length) {
    throw new DataError("REPAIR_NO_FUTURE", series.name, [by, " finds no value after the hole at the end"], {
      place: series.placeOf(start, column),
      remedies: [["use ", { ...by, value: "forward-fill" }], ...remedies],
    });
  }
  // The line runs over rows, which are the clock: a weekend inside the hole does not bend it.
  const [before, after] = [values[start - 1], values[end]];
  for (let row = start; row < end; row++) {
    const share = (row - start + 1) / (end - start + 1);
    values[row] = before * (1 - share) + after * share;
  }
}
