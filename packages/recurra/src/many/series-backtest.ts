// The backtest of one series: the shared model on the windows of its last part, beside rivals that are fitted on its earlier rows alone.

import { DataError } from "../core/errors.ts";
import { gapFreeOrigins } from "../data/grid/gap-free-origins.ts";
import type { Series } from "../data/index.ts";
import { type BacktestReport, backtest, intervalAround } from "../evaluation/index.ts";
import { backtestStride } from "../experiment/plan.ts";
import type { MemberForecaster } from "../global/index.ts";

/** How the series of a set are scored. */
export interface Scoring {
  readonly rivals: "all" | "few";
  /** Windows of a series at most. */
  readonly most: number;
  readonly level: number;
  readonly signal: AbortSignal | undefined;
}

/** Scores the model on the rows of a series from `start` on; undefined where gaps leave no window. Throws what `backtest` throws. */
export async function backtestSeries(
  model: MemberForecaster,
  series: Series,
  start: number,
  { rivals, most, level, signal }: Scoring,
): Promise<BacktestReport | undefined> {
  const { horizon, lookback, target, seasons = [] } = model;
  // Of a series that is short before its test, the windows that have rows enough.
  const from = Math.max(start, lookback);
  const windows = { horizon, lookback: Math.max(1, lookback), columns: [target], from };
  const count = gapFreeOrigins(series, { ...windows, stride: 1 }).length;
  const places = most < 60 ? [] : seasons.map(({ rows }) => rows);
  const stride = count === 0 ? 1 : backtestStride(count, most, places);
  try {
    return await backtest(model, series, { from, stride, rivals, level, ...(signal && { signal }) });
  } catch (error) {
    if (error instanceof DataError && error.code === "BACKTEST_GAPS") return undefined;
    throw error;
  }
}

/** How many true values of a backtest lay within the intervals that the fit had sized, of how many. */
export function countHeld(
  { intervals, bounds, horizon }: MemberForecaster,
  { origins, actual, predicted }: BacktestReport,
  series: Series,
  target: string,
): { readonly held: number; readonly of: number } {
  let [held, of] = [0, 0];
  if (intervals === undefined) return { held, of };
  const values = series.column(target);
  origins.forEach((origin, window) => {
    for (let step = 0; step < horizon; step++) {
      const at = window * horizon + step;
      if (Number.isNaN(actual[at])) continue;
      const ends = intervalAround(predicted[at], step, values[origin - 1], intervals, bounds);
      if (ends === null) continue;
      of++;
      if (ends.lower <= actual[at] && actual[at] <= ends.upper) held++;
    }
  });
  return { held, of };
}
