// How much wider intervals are past the horizon, where a model goes on from its own forecasts, block after block. A backtest forecasts some of
// its windows that far, and how much larger the errors are there is measured as they were made.
//
//   radius of row t = radius of its step in a block x factor_t                        t up to the rows that were measured
//   factor_t = factor of the same step in the last measured block x (t / its row)^p   beyond them
//
// factor_t is the quantile of the errors at t over that at the same step of the first block, at least 1; p = log(e_B / e_1) / log(t_B / t_1), from
// 0 to 1, with e the mean of the quantiles of the last and of the first block and t their middle rows: 0 where errors do not grow, 1/2 for a walk.

import { log } from "../../core/math.ts";
import { gapFreeOrigins } from "../../data/grid/gap-free-origins.ts";
import type { Series } from "../../data/series/series.ts";
import { bisect } from "../../statistics/bisect.ts";
import type { Beyond } from "./beyond-factor.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import type { IntervalShape, Intervals } from "./intervals.ts";
import { conformalQuantile, windowsNeeded } from "./quantile.ts";
import { reachesOf } from "./reaches.ts";

/** Rows that are measured where there are windows enough; two blocks at least. */
const ROWS = 24;
/** Windows that are forecast beyond the horizon, at most; and at least so many times those that a level needs. */
const MOST_WINDOWS = 200;
const WINDOWS = 2;

/** Windows whose errors beyond the horizon can be measured, and how far; undefined where there are too few for two blocks. */
export function beyondWindows(
  series: Series,
  origins: Uint32Array,
  { target, horizon, level }: { readonly target: string; readonly horizon: number; readonly level: number },
): { readonly origins: Uint32Array; readonly rows: number } | undefined {
  for (let blocks = Math.max(2, Math.ceil(ROWS / horizon)); blocks >= 2; blocks--) {
    const rows = blocks * horizon;
    const free = gapFreeOrigins(series, { lookback: 1, horizon: rows, columns: [target] });
    const usable = origins.filter((origin) => free[bisect(free.length, (at) => free[at] >= origin)] === origin);
    if (usable.length < WINDOWS * windowsNeeded(level)) continue;
    const every = Math.max(1, Math.ceil(usable.length / MOST_WINDOWS));
    return { origins: usable.filter((_, i) => (usable.length - 1 - i) % every === 0), rows };
  }
  return undefined;
}

/** From errors as far as `errors.horizon` of a model that forecasts `horizon` rows at once; undefined where nothing can be told. */
export function measureBeyond(
  errors: ForecastErrors,
  horizon: number,
  {
    level,
    scale,
    shape = { unit: scale },
  }: Pick<Intervals, "level" | "scale"> & { readonly shape?: Omit<IntervalShape, "radius"> },
): Beyond | undefined {
  const rows = errors.horizon;
  const reaches = reachesOf(errors, shape, scale);
  const quantiles = Array.from({ length: rows }, (_, step) => {
    const scores = Float64Array.from(errors.origins, (_origin, window) => {
      const at = window * rows + step;
      return Math.abs(errors.actual[at] - errors.predicted[at]) / reaches[at];
    });
    return conformalQuantile(scores.filter(Number.isFinite).sort(), level) ?? Number.NaN;
  });
  const factor = quantiles.slice(horizon).map((one, i) => Math.max(1, one / quantiles[i % horizon]));
  const mean = (from: number): number =>
    quantiles.slice(from, from + horizon).reduce((sum, one) => sum + one, 0) / horizon;
  const middle = (horizon + 1) / 2;
  const growth = log(mean(rows - horizon) / mean(0)) / log((rows - horizon + middle) / middle);
  if (!factor.every(Number.isFinite) || Number.isNaN(growth)) return undefined;
  return { factor, exponent: Math.max(0, Math.min(1, growth)) };
}
