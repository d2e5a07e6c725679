import type { Bounds } from "../data/bounds.ts";
import { type Intervals, intervalAround } from "../evaluation/index.ts";

/** One row of a forecast, in the target's units. */
export interface ForecastRow {
  /** As the series writes its times: "2018-05-14". */
  readonly time: string;
  readonly value: number;
  /** The ends of the interval; absent where there were too few windows to size it. */
  readonly lower?: number;
  readonly upper?: number;
}

/** Joins times, values and intervals around them, cut off at `bounds`; `last` is the last known value, to which relative radii refer. */
export function forecastRows(
  times: readonly string[],
  values: Float64Array,
  last: number,
  intervals: Intervals | undefined,
  bounds?: Bounds,
): ForecastRow[] {
  return times.map((time, step) => {
    const value = values[step];
    return { time, value, ...(intervals && intervalAround(value, step, last, intervals, bounds)) };
  });
}
