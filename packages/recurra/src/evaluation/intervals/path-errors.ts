// What sample paths are drawn by: how errors are spread beside the radii of their steps, and how an error hangs on the one of the step before.
//
//   error of step s = radius_s reach Q(Phi(z_s))
//   z_1 ~ N(0, 1), z_s = c_s z_(s-1) + sqrt(1 - c_s^2) e_s, e_s ~ N(0, 1)
//
// Q are the quantiles of all signed errors in units of their radii and reaches, Phi the normal distribution, c_s the correlation of the normal scores
// of the errors of steps s - 1 and s over the windows (a Gaussian copula that goes from step to step). So each step has the spread that was
// measured, and a path stays high where errors of neighbouring steps are alike: all of the way for a walk, not at all for noise.
//
// Source: the copula as in Salinas et al. 2019, arXiv:1910.03002, with a correlation for each pair of steps that follow one another.

import { normalQuantile } from "../distributions/normal-quantile.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import type { Intervals } from "./intervals.ts";
import { reachesOf } from "./reaches.ts";

/** Errors lie between so many quantiles, evenly spaced, the smallest and the largest among them. */
const QUANTILES = 23;

/** From all windows of a backtest; undefined where there are no intervals, or nothing was measured. */
export function pathErrors(errors: ForecastErrors, intervals: Intervals): Intervals["paths"] {
  const { horizon, origins, actual, predicted } = errors;
  const { scale, shape, radius: plain } = intervals;
  if (plain === null) return undefined;
  const reaches = reachesOf(errors, shape ?? { unit: scale }, scale);
  const radius = shape?.radius ?? plain;
  const scores = actual.map((truth, at) => (truth - predicted[at]) / (radius[at % horizon] * reaches[at]));
  const sorted = scores.filter(Number.isFinite).sort();
  if (sorted.length === 0) return undefined;
  const steps = Array.from({ length: horizon }, (_, step) =>
    normalScores(Float64Array.from(origins, (_origin, window) => scores[window * horizon + step])),
  );
  return {
    quantiles: Array.from({ length: QUANTILES }, (_, k) => quantileAt(sorted, k / (QUANTILES - 1))),
    correlation: steps.slice(1).map((scored, before) => correlationOf(steps[before], scored)),
  };
}

/** The number at a share of ascending ones, on a line between two. */
export function quantileAt(ascending: ArrayLike<number>, share: number): number {
  const place = share * (ascending.length - 1);
  const below = Math.min(ascending.length - 1, Math.floor(place));
  const above = Math.min(ascending.length - 1, below + 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}

/** The normal quantiles of the ranks; NaN stays. */
function normalScores(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).filter((at) => Number.isFinite(values[at]));
  order.sort((a, b) => values[a] - values[b] || a - b);
  const scored = new Float64Array(values.length).fill(Number.NaN);
  order.forEach((at, rank) => {
    scored[at] = normalQuantile((rank + 0.5) / order.length);
  });
  return scored;
}

/** From -1 to 1; 0 where there is nothing to tell it by. */
function correlationOf(one: Float64Array, other: Float64Array): number {
  let [both, first, second] = [0, 0, 0];
  one.forEach((value, at) => {
    if (Number.isNaN(value) || Number.isNaN(other[at])) return;
    both += value * other[at];
    first += value * value;
    second += other[at] * other[at];
  });
  return first > 0 && second > 0 ? Math.max(-1, Math.min(1, both / Math.sqrt(first * second))) : 0;
}
