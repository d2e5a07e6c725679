// Radii as quantiles of what the errors are in their units.

import type { ForecastErrors } from "./forecast-errors.ts";

/**
 * The ceil((n + 1) * level)-th smallest of n scores; null when n is too small for the level, that is below
 * {@link windowsNeeded}. A new score from the same source is at
 * most this with probability >= level.
 */
export function conformalQuantile(scores: ArrayLike<number>, level: number): number | null {
  return rankedAt(Float64Array.from(scores).sort(), level);
}

/** The fewest windows from which an interval of this level can be made: ceil(1 / (1 - level)) - 1. */
export function windowsNeeded(level: number): number {
  let n = 1;
  while (quantileRank(n, level) > n) n++;
  return n;
}

/** (n + 1) * level is rounded up only when it is more than rounding noise above a whole number (100 * 0.55). */
function quantileRank(n: number, level: number): number {
  return Math.ceil((n + 1) * level - 1e-9);
}

/** The radii of each level, [horizon]; null where there are too few windows for it. `reaches`: the unit of each error, [n * horizon]. */
export function radiiOf(
  { horizon, actual, predicted }: ForecastErrors,
  reaches: Float64Array,
  levels: readonly number[],
): (number[] | null)[] {
  const count = reaches.length / horizon;
  const radii: (number[] | null)[] = levels.map(() => []);
  for (let step = 0; step < horizon; step++) {
    const scores = Float64Array.from({ length: count }, (_, i) => {
      const at = i * horizon + step;
      return Math.abs(actual[at] - predicted[at]) / reaches[at];
    })
      .filter((error) => !Number.isNaN(error))
      .sort();
    levels.forEach((level, i) => {
      const quantile = rankedAt(scores, level);
      if (quantile === null) radii[i] = null;
      else radii[i]?.push(quantile);
    });
  }
  return radii;
}

function rankedAt(sorted: Float64Array, level: number): number | null {
  const rank = quantileRank(sorted.length, level);
  return rank > sorted.length ? null : sorted[rank - 1];
}
