// What a forecast without training reads of a series: the rows behind its last gap.

import { DataError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import { gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Series } from "../data/index.ts";
import { seasonRows } from "../data/seasons/season-setting.ts";
import { fitBounds } from "../forecast/layout/fit-bounds.ts";
import { requireReadable } from "../forecast/windows/forecast-windows.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import type { ZeroShotSettings } from "./zero-shot-options.ts";

/** Rows without a gap up to the last one of a series, and what is known of them. */
export interface KnownRows {
  /** Finite, four at least. */
  readonly values: Float64Array;
  /** Rows of the seasons that they may be seen in. */
  readonly seasons: readonly number[];
  readonly bounds: Bounds | undefined;
  /** What a reader should know of the rows that were read, a sentence each. */
  readonly notes: readonly string[];
}

/** Of fewer rows nothing is said. */
const LEAST_ROWS = 4;
/** What stands further back tells nothing more: the network reads 16 seasons of 400 rows at most. */
const MOST_ROWS = 10_000;

/**
 * Throws DataError: of the column as `Series.column`, TIMES_UNORDERED, FORECAST_CELL where the last cell is missing, and FORECAST_ROWS for
 * fewer than four rows behind the last gap.
 */
export function knownRows(series: Series, { target, horizon, season, min, max }: ZeroShotSettings): KnownRows {
  const column = series.column(target);
  series.requireOrdered();
  const { length, name } = series;
  const run = gapFreeRuns(series).at(-1) ?? { from: 0, to: 0 };
  if (length > 0) requireReadable(series, { target, inputs: [], lookback: 1, horizon }, Uint32Array.of(length));
  let from = length;
  while (from > run.from && Number.isFinite(column[from - 1])) from--;
  const rows = length - from;
  if (rows < LEAST_ROWS) {
    throw new DataError(
      "FORECAST_ROWS",
      name,
      `a forecast without training needs ${LEAST_ROWS} rows that follow each other without a gap, up to the last, but ${rows < length ? `behind the last gap there ${rows === 1 ? "is" : "are"} ${rows}` : `there ${rows === 1 ? "is" : "are"} ${rows}`}`,
      { found: rows, remedies: [rows < length ? "fill the gap" : "give more rows"] },
    );
  }
  const notes: string[] = [];
  if (from > 0) {
    const why =
      from === run.from ? "before them rows are missing" : `before them a cell of ${quoteCell(target)} is missing`;
    notes.push(
      `Read were the last ${grouped(rows)} of ${counted(length, "row")}, from ${series.times.label(from)} on: ${why}.`,
    );
  }
  const values = column.slice(from);
  const read = series.slice(Math.max(from, length - MOST_ROWS));
  return {
    values,
    seasons: (seasonRows(season) ?? read.seasons(target).map(({ rows }) => rows)).map(Math.round),
    bounds: fitBounds({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }, values),
    notes,
  };
}

/** The value within the bounds, if there are any. */
export function within(value: number, bounds: Bounds | undefined): number {
  return bounds === undefined ? value : clip(value, bounds);
}
