// Scores a model on rows that it has not seen, beside rivals that need no network, and says whether it is worth anything.

import { DataError } from "../core/errors.ts";
import {
  callback,
  checkOptions,
  either,
  exactly,
  type OptionRules,
  object,
  text,
  whole,
} from "../core/option-rules.ts";
import { clip } from "../data/bounds.ts";
import { fillFor } from "../data/grid/fill-for.ts";
import { gapFreeOrigins } from "../data/grid/gap-free-origins.ts";
import { SEASON, type SeasonSetting } from "../data/seasons/season-setting.ts";
import type { Series } from "../data/series/series.ts";
import { bisect } from "../statistics/bisect.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import type { BacktestReport } from "./backtest-report.ts";
import { backtestSeasons } from "./backtest-seasons.ts";
import { findStart, refuseSeenRows } from "./backtest-start.ts";
import { type Forecastable, toWindowForecaster, type WindowForecaster } from "./forecastable.ts";
import { conformalCoverage, conformalIntervals, intervalScale } from "./intervals/conformal.ts";
import { type RivalForecasts, rivalForecasts, TargetGrid } from "./rival-forecasts.ts";
import { LEVEL } from "./scores/binomial.ts";
import { naiveScale } from "./scores/metrics.ts";
import { score } from "./scores/score.ts";
import type { Comparison } from "./verdict/decision.ts";
import { detectFlat } from "./verdict/flat.ts";
import { detectLag } from "./verdict/lag.ts";
import { directionRemarks, fewWindowsRemarks, measureRemarks } from "./verdict/remarks.ts";
import { findSame } from "./verdict/same-forecasts.ts";
import { dieboldMariano } from "./verdict/significance.ts";
import { bestNaive, verdict } from "./verdict/verdict.ts";
import { forecastInBlocks } from "./window-forecasts.ts";

export interface BacktestOptions {
  /** Where the first forecast row stands: a date or time of the series, or a row number. Rows before it are history. */
  from: string | number;
  /** Rows from one window to the next. With less than the horizon, windows overlap; the test of significance knows. */
  stride?: number;
  /** The model keeps the weights it has. */
  refit?: "never";
  /** Share of truths that the intervals are to hold. */
  level?: number;
  /** Rows in one season, in each of several, or "none"; without it the model's, then those that the fitted rows show. */
  season?: SeasonSetting;
  signal?: AbortSignal;
  /** Called after each block of windows. */
  onProgress?: (done: number, total: number) => void;
}

const RULES: OptionRules<BacktestOptions> = {
  from: either(text("a date or time of the series"), whole(0)),
  stride: whole(1),
  refit: exactly("never"),
  level: LEVEL,
  season: SEASON,
  signal: object("an AbortSignal"),
  onProgress: callback(),
};

/**
 * Scores a model on every window whose first forecast row is `from`, `from + stride`, ... and whose last is in the
 * series, beside rivals on the same windows: naive forecasts, and simple methods that are fitted on the rows that the model was fitted
 * on. Nothing sees a row that it forecasts. Values that a repair filled in are no truth: nothing is scored on them.
 *
 * Throws StateError when `from` is not after the rows that the model was fitted on, OptionError when no window fits or
 * an option cannot be used, DataError for missing cells, gaps without a window between them, and cells before `from` that were made with
 * the help of a later row; rejects with the signal's reason when it is aborted.
 */
export async function backtest(
  scored: Forecastable,
  series: Series,
  options: BacktestOptions,
): Promise<BacktestReport> {
  checkOptions("backtest", options, RULES, ["from"]);
  const model = toWindowForecaster("backtest", scored);
  const { stride = 1, level = 0.9, signal } = options;
  series.requireClean([model.target]);
  const from = findStart(model, series, options.from);
  refuseSeenRows(model, series, from);
  const values = series.column(model.target);
  series.requireNoLookahead(from, from, [model.target, ...(model.inputs ?? series.columns)]);
  const measured = measuredValues(series, model.target);
  const grid = new TargetGrid(series, measured);
  const fittedRows = countFitted(model, series, from);
  const fitted = grid.values.subarray(0, grid.placeAfter(fittedRows));
  const asked = options.season ?? (model.seasons === undefined ? model.season : undefined);
  const seasons = backtestSeasons(series.times, fitted, asked, model.seasons);
  const [shortest] = seasons.found;
  const { name, horizon } = model;
  const origins = findOrigins(model, series, measured, from, stride);

  const { bounds = {} } = model;
  const given = await forecastInBlocks(model, series, origins, signal, options.onProgress);
  const predicted = given.map((value) => clip(value, bounds));
  const at = (values: Float64Array) =>
    Float64Array.from(predicted, (_, i) => values[origins[Math.floor(i / horizon)] + (i % horizon)]);
  const actual = at(measured);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const rivals: RivalForecasts[] = [];
  const wanted = { horizon, origins, fittedRows, seasons: seasons.held, bounds };
  for (const rival of rivalForecasts(grid, series.length, wanted)) {
    rivals.push(rival);
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
  }

  const history = grid.values.subarray(0, grid.placeAfter(from));
  const windows = { horizon, actual, last, scale: naiveScale(history, shortest?.rows ?? 1) };
  const scores = [
    score({ name, words: `the ${name}`, kind: "model" }, windows, predicted),
    ...rivals.map(({ rival, forecasts }) => score(rival, windows, forecasts)),
  ];
  const comparisons = rivals.map(({ rival, forecasts }): Comparison => {
    const tested = dieboldMariano(actual, predicted, forecasts, { horizon, stride, origins, against: rival.name });
    return { ...tested, kind: rival.kind };
  });
  const lag = detectLag(measured, origins, predicted, { horizon, stride, name });
  const flat = detectFlat({
    ...{ actual, predicted, scores, comparisons, windows: origins.length, lookback: model.lookback },
    seasonOf: (against) => rivals.find(({ rival }) => rival.name === against)?.rival.season,
  });
  const same = findSame(
    { actual, last, predicted, horizon },
    rivals.map(({ rival, forecasts }) => [rival.name, forecasts] as const),
  );
  const finalOrigin = origins[origins.length - 1];
  const errors = { horizon, origins, last, actual, predicted, bounds };
  const scale = intervalScale(values.subarray(0, finalOrigin));
  const best = scores.slice(1).reduce((least, one) => (one.mae < least.mae ? one : least));
  return {
    target: model.target,
    horizon,
    ...(shortest && { season: Math.round(shortest.rows) }),
    seasons: seasons.found,
    windows: {
      count: origins.length,
      stride,
      from: series.times.label(origins[0]),
      to: series.times.label(finalOrigin + horizon - 1),
    },
    scores,
    coverage: conformalCoverage(errors, level, scale),
    intervals: conformalIntervals(errors, level, scale),
    lag,
    flat,
    comparisons,
    significance: comparisons.find(({ against }) => against === bestNaive(scores).name) as Comparison,
    verdict: verdict({
      ...{ scores, comparisons, windows: origins.length },
      ...(same !== undefined && { same }),
      remarks: [
        ...(lag.message && same === undefined ? [lag.message] : []),
        ...(flat.message && same === undefined ? [flat.message] : []),
        ...measureRemarks(scores),
        ...fewWindowsRemarks(name, { actual, predicted, horizon }, (window) => series.times.label(origins[window])),
        ...directionRemarks(scores[0]),
      ],
    }),
    origins,
    actual,
    predicted,
    rivals: Object.fromEntries(rivals.map(({ rival, forecasts }) => [rival.name, forecasts])),
    next: {
      name: best.name,
      words: best.words,
      values: rivals.find(({ rival }) => rival.name === best.name)?.next as Float64Array,
    },
  };
}

/** The target's values; NaN where they were filled in. */
function measuredValues(series: Series, target: string): Float64Array {
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

/** How many rows the model was fitted on; all before the test where it does not say. */
function countFitted({ fittedRows }: WindowForecaster, series: Series, from: number): number {
  if (fittedRows === undefined) return from;
  const times = series.times.values();
  return Math.min(
    from,
    bisect(series.length, (row) => times[row] > fittedRows.to),
  );
}
