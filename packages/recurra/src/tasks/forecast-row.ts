import type { Intervals } from "../evaluation/index.ts";

/** One row of a forecast, in the target's units. */
export interface ForecastRow {
  /** As the series writes its times: "2018-05-14". */
  readonly time: string;
  readonly value: number;
  /** The ends of the interval; absent where there were too few windows to size it. */
  readonly lower?: number;
  readonly upper?: number;
}

/** Joins times, values and the radius of each step; a relative radius is a fraction of the last known value. */
export function forecastRows(
  times: readonly string[],
  values: Float64Array,
  last: number,
  intervals: Intervals | undefined,
): ForecastRow[] {
  const radius = intervals?.radius;
  const unit = intervals?.scale === "relative" ? Math.abs(last) : 1;
  return times.map((time, step) => {
    const value = values[step];
    if (!radius) return { time, value };
    return { time, value, lower: value - radius[step] * unit, upper: value + radius[step] * unit };
  });
}
