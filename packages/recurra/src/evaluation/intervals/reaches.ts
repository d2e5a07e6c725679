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
  const reaches = new Float64Array(predicted.length);
  for (let window = 0, at = 0; at < predicted.length; window++) {
    const factors = factorsOf && season ? { rows: season.rows, factors: factorsOf(window) } : shape.season;
    const own = { ...shape, ...(factors && { season: factors }) };
    for (let step = 0; step < horizon; step++, at++) {
      const place = season?.places[origins[window] + step - origins[0]];
      reaches[at] = reachOf(own, predicted[at], last[window], scale, { place, change: changes[window] });
    }
  }
  return reaches;
}
