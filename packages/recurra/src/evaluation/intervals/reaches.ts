// What a radius of 1 reaches at every step of every window.

import type { ForecastErrors } from "./forecast-errors.ts";
import { type IntervalShape, reachOf } from "./intervals.ts";

/** [n * horizon]. `factorsOf`: of a window, in place of those of the shape. */
export function reachesOf(
  { horizon, origins, last, predicted, season }: ForecastErrors,
  shape: Pick<IntervalShape, "unit" | "floor" | "season">,
  factorsOf?: (window: number) => readonly number[],
): Float64Array {
  return Float64Array.from(predicted, (value, at) => {
    const window = Math.floor(at / horizon);
    const place = season?.places[origins[window] + (at % horizon) - origins[0]];
    if (factorsOf === undefined || season === undefined) return reachOf(shape, value, last[window], place);
    return reachOf({ ...shape, season: { rows: season.rows, factors: factorsOf(window) } }, value, last[window], place);
  });
}
