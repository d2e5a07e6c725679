// Naive forecasts of a list of values, for programs: rows are what is counted, so the list should have no gaps. A backtest has rivals of
import { COUNT, NUMBERS, requireArguments, requireOption, whole } from "../../core/option-rules.ts";
// its own, which count by time. Each gets the values known at the time and nothing else, so that it cannot look ahead, and returns
// `horizon` values.
//
// Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, "Some simple forecasting methods".

/** A forecast from the target's known values alone. */
export type NaiveMethod = (known: Float64Array, horizon: number) => Float64Array;

const ARGUMENTS = { known: NUMBERS, horizon: whole(1, 2 ** 24) };

/** "No change": every step is the last known value. */
export function lastValue(known: Float64Array, horizon: number): Float64Array {
  requireArguments("lastValue", ARGUMENTS, known, horizon);
  return new Float64Array(horizon).fill(known[known.length - 1]);
}

/** The line through the first and the last known value, continued. With one known value it is that value. */
export function drift(known: Float64Array, horizon: number): Float64Array {
  requireArguments("drift", ARGUMENTS, known, horizon);
  const end = known.length - 1;
  const slope = end > 0 ? (known[end] - known[0]) / end : 0;
  return Float64Array.from({ length: horizon }, (_, step) => known[end] + slope * (step + 1));
}

/** The value of the same place in the last known season; later seasons repeat it. Needs `season` known values. */
export function seasonalNaive(season: number): NaiveMethod {
  requireOption("seasonalNaive", "season", COUNT, season);
  return (known, horizon) =>
    Float64Array.from({ length: horizon }, (_, step) => known[known.length - season + (step % season)]);
}

/** Shapes: values [rows], origins [windows] -> [windows * horizon]; window i sees `values` before `origins[i]`. */
export function naiveForecasts(
  method: NaiveMethod,
  values: Float64Array,
  origins: Uint32Array,
  horizon: number,
): Float64Array {
  const forecasts = new Float64Array(origins.length * horizon);
  for (let i = 0; i < origins.length; i++) {
    forecasts.set(method(values.subarray(0, origins[i]), horizon), i * horizon);
  }
  return forecasts;
}
