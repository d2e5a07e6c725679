// Radii as quantiles of what the errors are in their units.

import type { ForecastErrors } from "./forecast-errors.ts";
import { conformalQuantile } from "./quantile.ts";

/** The radii of each level, [horizon]; null where there are too few windows for it. `reaches`: the unit of each error, [n * horizon]. */
export function radiiOf(
  { horizon, actual, predicted }: ForecastErrors,
  reaches: Float64Array,
  levels: readonly number[],
): (number[] | null)[] {
  const count = reaches.length / horizon;
  const radii: (number[] | null)[] = levels.map(() => []);
  for (let step = 0; step < horizon; step++) {
    const all = new Float64Array(count);
    let known = 0;
    for (let at = step; at < reaches.length; at += horizon) {
      const error = Math.abs(actual[at] - predicted[at]) / reaches[at];
      if (!Number.isNaN(error)) all[known++] = error;
    }
    const scores = all.subarray(0, known).sort();
    levels.forEach((level, i) => {
      const quantile = conformalQuantile(scores, level);
      if (quantile === null) radii[i] = null;
      else radii[i]?.push(quantile);
    });
  }
  return radii;
}
