// Intervals that a model gives itself, as one with a head of quantiles does, corrected by how far truths lay outside them (or inside) before.
//
//   E = max(l - y, y - u) / unit        below 0 where the interval [l, u] held the truth y
//   corrected: [l - r unit, u + r unit], r the quantile of E at the level
//
// with the unit of plain intervals: 1, or the last known value. Too narrow ones widen, too wide ones shrink, by as much at each place.
//
// Source: Romano, Patterson and Candes 2019, arXiv:1905.03222 (conformalized quantile regression).

import { type Bounds, clip } from "../../data/bounds.ts";

/** The ends of a model's own interval of one level, at every step of every window: [n * horizon]. */
export interface OwnEnds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** How far each truth lies outside, in units; NaN where there is none. */
export function ownScores(actual: Float64Array, { lower, upper }: OwnEnds, units: Float64Array): Float64Array {
  return actual.map((truth, at) => Math.max(lower[at] - truth, truth - upper[at]) / units[at]);
}

/** A corrected interval, which holds the forecast, cut off at the bounds. */
export function correctedEnds(
  value: number,
  { lower, upper }: { readonly lower: number; readonly upper: number },
  correction: number,
  bounds: Bounds,
): { readonly lower: number; readonly upper: number } {
  return {
    lower: clip(Math.min(value, lower - correction), bounds),
    upper: clip(Math.max(value, upper + correction), bounds),
  };
}
