// Scores a model on rows that it has not seen, beside rivals that need no network, and says whether it is worth anything.

import {
  callback,
  checkOptions,
  either,
  exactly,
  type OptionRules,
  requireOption,
  SIGNAL,
  text,
  whole,
  word,
} from "../core/option-rules.ts";
import { Turns } from "../core/turns.ts";
import { clip } from "../data/bounds.ts";
import { SEASON, type SeasonSetting } from "../data/seasons/season-setting.ts";
import type { Series } from "../data/series/series.ts";
import { SERIES } from "../data/table/series-rule.ts";
import { assembleReport } from "./assemble-report.ts";
import type { BacktestReport } from "./backtest-report.ts";
import { findStart, refuseSeenRows } from "./backtest-start.ts";
import { type BacktestWindows, findWindows } from "./backtest-windows.ts";
import { type Forecastable, toWindowForecaster, type WindowForecaster } from "./forecastable.ts";
import { forecastFurther } from "./further-forecasts.ts";
import { LEVELS } from "./intervals/levels.ts";
import { type RivalForecasts, rivalForecasts } from "./rival-forecasts.ts";
import { ownEnds } from "./spread-forecasts.ts";
import { forecastInBlocks } from "./window-forecasts.ts";

export interface BacktestOptions {
  /** Where the first forecast row stands: a date or time of the series, or a row number. Rows before it are history. */
  from: string | number;
  /** Rows from one window to the next. With less than the horizon, windows overlap; the test of significance knows. */
  stride?: number;
  /** The model keeps the weights it has. */
  refit?: "never";
  /** Share of truths that the intervals are to hold; or several, of which the first counts. Default 0.9. */
  level?: number | readonly number[];
  /** Rows in one season, in each of several, or "none"; without it the model's, then those that the fitted rows show. */
  season?: SeasonSetting;
  /** "few": naive forecasts and a ridge regression alone, for very many series. Default "all". */
  rivals?: "all" | "few";
  signal?: AbortSignal;
  /** Called after each block of windows. */
  onProgress?: (done: number, total: number) => void;
}

const RULES: OptionRules<BacktestOptions> = {
  from: either(text("a date or time of the series"), whole(0)),
  stride: whole(1),
  refit: exactly("never"),
  level: LEVELS,
  season: SEASON,
  rivals: word("all", "few"),
  signal: SIGNAL,
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
  requireOption("backtest", "series", SERIES, series);
  const model = toWindowForecaster("backtest", scored);
  const { stride = 1, level = 0.9, season, rivals: amount = "all", signal, onProgress } = options;
  series.requireClean([model.target]);
  const from = findStart(model, series, options.from);
  refuseSeenRows(model, series, from);
  series.requireNoLookahead(from, from, [model.target, ...(model.inputs ?? series.columns)]);
  const windows = findWindows(model, series, { from, stride, season });

  const { bounds = {} } = model;
  const given = await forecastInBlocks(model, series, windows.origins, signal, onProgress);
  const predicted = given.map((value) => clip(value, bounds));
  const rivals = await forecastRivals(model, series, windows, amount, signal);
  const further = await forecastFurther(model, series, windows.origins, [level].flat()[0], signal);
  const own = await ownEnds(model, series, windows.origins, predicted, [level].flat(), signal);
  return assembleReport({ model, series, windows, level, predicted, rivals, further, own });
}

/** What the rivals forecast for the same windows, with turns of the event loop between them. */
async function forecastRivals(
  { horizon, bounds = {} }: WindowForecaster,
  series: Series,
  { grid, origins, fittedRows, seasons }: BacktestWindows,
  amount: "all" | "few",
  signal: AbortSignal | undefined,
): Promise<RivalForecasts[]> {
  const rivals: RivalForecasts[] = [];
  const wanted = { horizon, origins, fittedRows, seasons: seasons.held, amount, bounds };
  const turns = new Turns();
  for (const rival of rivalForecasts(grid, series.length, wanted)) {
    rivals.push(rival);
    if (!turns.due) continue;
    await turns.take();
    signal?.throwIfAborted();
  }
  return rivals;
}
