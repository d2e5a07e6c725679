// The windows of a backtest: where they start, what was measured in them, and what was known before them.

import { DataError } from "../core/errors.ts";
import { spikeRows } from "../data/findings/spike-rows.ts";
import { fillFor } from "../data/grid/fill-for.ts";
import { gapFreeOrigins } from "../data/grid/gap-free-origins.ts";
import type { SeasonSetting } from "../data/seasons/season-setting.ts";
import type { Series } from "../data/series/series.ts";
import { bisect } from "../statistics/bisect.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import { type BacktestSeasons, backtestSeasons } from "./backtest-seasons.ts";
import type { WindowForecaster } from "./forecastable.ts";
import { TargetGrid } from "./rival-forecasts.ts";

/** Where a backtest looks for windows. */
interface Wanted {
  /** The first row of the test. */
  readonly from: number;
  readonly stride: number;
  /** Where it was asked for. */
  readonly season: SeasonSetting | undefined;
}

export interface BacktestWindows {
  /** The first row of the test. */
  readonly from: number;
  readonly stride: number;
  /** The target's values; NaN where they were filled in. */
  readonly measured: Float64Array;
  /** The same on the grid of the clock, without the spikes of the fitted rows: a network's scales leave them out, and so may its rivals. */
  readonly grid: TargetGrid;
  /** Rows before this one are those that the model was fitted on. */
  readonly fittedRows: number;
  readonly seasons: BacktestSeasons;
  /** The first rows of the windows, ascending. */
  readonly origins: Uint32Array;
}

/** Throws OptionError for a season that the rows before the test do not hold, DataError where gaps leave no window. */
export function findWindows(
  model: WindowForecaster,
  series: Series,
  { from, stride, season }: Wanted,
): BacktestWindows {
  const measured = measuredValues(series, model.target);
  const fittedRows = countFitted(model, series, from);
  const grid = new TargetGrid(series, withoutSpikes(measured, fittedRows));
  const fitted = grid.values.subarray(0, grid.placeAfter(fittedRows));
  const asked = season ?? (model.seasons === undefined ? model.season : undefined);
  const seasons = backtestSeasons(series.times, fitted, asked, model.seasons);
  const origins = findOrigins(model, series, measured, from, stride);
  return { from, stride, measured, grid, fittedRows, seasons, origins };
}

/** The target's values; NaN where they were filled in. */
export function measuredValues(series: Series, target: string): Float64Array {
  const values = series.column(target);
  const cells = series.isMeasured(target);
  return cells === undefined ? values : values.map((value, row) => (cells[row] === 1 ? value : Number.NaN));
}

/**
 * The first rows of the windows: from `from` on, each `stride` rows, those that cross no gap, read no cell that was made with the help of
 * a row that they are to forecast, and have at least one measured value. Throws DataError where there is none.
 */
function findOrigins(
  model: WindowForecaster,
  series: Series,
  measured: Float64Array,
  from: number,
  stride: number,
): Uint32Array {
  const { horizon, lookback, target, inputs = series.columns } = model;
  const columns = [target, ...inputs];
  const free = gapFreeOrigins(series, { horizon, lookback: Math.max(1, lookback), from, stride, columns });
  const origins = free.filter((at) => measured.subarray(at, at + horizon).some((value) => !Number.isNaN(value)));
  if (origins.length === 0) {
    throw new DataError(
      "BACKTEST_GAPS",
      series.name,
      `no window of ${counted(lookback, "row")} and a forecast of ${grouped(horizon)} from ${series.times.label(from)} on is without a gap and has a measured value`,
      {
        remedies: [
          ["fill the gaps: ", { option: "fillGaps", value: fillFor(series.times) }],
          ["shorten the ", { option: "lookback" }],
        ],
      },
    );
  }
  return origins;
}

/** NaN in place of single values of the first `rows` that are so far from all others that they are readings gone wrong. */
export function withoutSpikes(measured: Float64Array, rows: number): Float64Array {
  const spikes = spikeRows(measured.subarray(0, rows));
  if (spikes.length === 0) return measured;
  const copy = measured.slice();
  for (const row of spikes) copy[row] = Number.NaN;
  return copy;
}

/** How many rows the model was fitted on; all before the test where it does not say. */
function countFitted({ fittedRows }: WindowForecaster, series: Series, from: number): number {
  if (fittedRows === undefined) return from;
  const times = series.times.values();
  return Math.min(
    from,
    bisect(series.length, (row) => times[row] > fittedRows.to),
  );
}
