// What a radius of 1 reaches at every step of every window.

import type { ForecastErrors } from "./forecast-errors.ts";
import { type IntervalShape, type Intervals, reachOf } from "./intervals.ts";
import { usualChange } from "./usual-change.ts";

/** [n * horizon]. `factorsOf`: of a window, in place of those of the shape. */
export function reachesOf(
  { horizon, origins, last, predicted, season, values }: ForecastErrors,
  shape: Pick<IntervalShape, "unit" | "floor" | "season">,
  scale: Intervals["scale"],
  factorsOf?: (window: number) => readonly number[],
): Float64Array {
  const changes =
    shape.unit === "change" && values ? Array.from(origins, (origin) => usualChange(values, origin, scale)) : [];
  return Float64Array.from(predicted, (value, at) => {
    const window = Math.floor(at / horizon);
    const place = season?.places[origins[window] + (at % horizon) - origins[0]];
    const around = { place, change: changes[window] };
    if (factorsOf === undefined || season === undefined) return reachOf(shape, value, last[window], scale, around);
    const own = { ...shape, season: { rows: season.rows, factors: factorsOf(window) } };
    return reachOf(own, value, last[window], scale, around);
  });
}
