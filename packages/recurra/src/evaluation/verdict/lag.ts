import { meanOf } from "../../statistics/mean.ts";
import { lastValue, naiveForecasts } from "../rivals/naive.ts";
import { correlation, spread } from "../scores/correlation.ts";
import { dieboldMariano } from "./significance.ts";

/** Whether the forecast is only the last known value, moved by the horizon. */
export interface Lag {
  readonly lagged: boolean;
  /** The shift in rows at which the values lie closest to the last step of the forecasts; 0 is the value forecast. */
  readonly bestShift: number;
  /** Mean distance of the last forecast step to the value it forecasts, and to the last value known at the time. */
  readonly distance: { readonly toTruth: number; readonly toLastKnown: number };
  readonly message?: string;
}

/** Below this many windows nothing is said about a lag. */
const fewestWindows = 8;

/**
 * Detects the forecast that is yesterday moved: the last step of the forecast lies closer to the value known when it was
 * made than to the value it forecasts.
 *
 *   D(s) = mean over windows |f - y_(t - s)|, f the forecast for row t, the last of the horizon H; s = 0 .. 2 H
 *
 * The forecast is lagged when all of these hold, each of which keeps one kind of false alarm away:
 * - D is smallest at a shift of at least H, that is at values which were already known, and there at most 0.8 D(0):
 *   a constant lies as far from the past as from the future;
 * - it knows nothing beyond the last value: its error D(0) is at least 0.95 of the last value's own, the changes it
 *   forecasts correlate with the actual ones below 0.25, and over all steps it is not significantly better than the last
 *   value. A cautious but useful forecast (part of the way back to the mean, say) lies close to the last value too;
 * - it moves with the last value: f - last varies less than half as much as last does, which a constant near the
 *   recent level does not achieve.
 *
 * Shapes: values [rows], NaN where not measured; origins [n], predicted [n * horizon]. Windows that would read a value that was not
 * measured are left out.
 */
export function detectLag(
  values: Float64Array,
  allOrigins: Uint32Array,
  allPredicted: Float64Array,
  options: { horizon: number; stride: number; name: string },
): Lag {
  const { horizon, stride, name } = options;
  const deepest = Math.min(2 * horizon, allOrigins[0] + horizon - 1);
  const whole = wholeWindows(values, allOrigins, deepest + 1 - horizon, horizon);
  const origins = allOrigins.filter((_, window) => whole[window] === 1);
  const predicted = allPredicted.filter((_, at) => whole[Math.floor(at / horizon)] === 1);
  if (origins.length === 0) return { lagged: false, bestShift: 0, distance: { toTruth: 0, toLastKnown: 0 } };
  const final = Float64Array.from(origins, (_, i) => predicted[i * horizon + horizon - 1]);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const truth = Float64Array.from(origins, (origin) => values[origin + horizon - 1]);

  const distances: number[] = [];
  for (let shift = 0; shift <= deepest; shift++) {
    distances.push(
      distance(
        final,
        Float64Array.from(origins, (origin) => values[origin + horizon - 1 - shift]),
      ),
    );
  }
  const bestShift = distances.indexOf(Math.min(...distances));
  const found = { bestShift, distance: { toTruth: distances[0], toLastKnown: distances[horizon] } };

  const forecastChange = final.map((value, i) => value - last[i]);
  const actualChange = truth.map((value, i) => value - last[i]);
  const lagged =
    origins.length >= fewestWindows &&
    bestShift >= horizon &&
    distances[bestShift] <= 0.8 * distances[0] &&
    distances[0] >= 0.95 * distance(last, truth) &&
    !beatsLastValue(values, origins, predicted, horizon, stride) &&
    (correlation(forecastChange, actualChange) ?? 0) < 0.25 &&
    spread(forecastChange) < 0.5 * spread(last);
  return lagged ? { lagged, ...found, message: describe(name, horizon, bestShift) } : { lagged, ...found };
}

/** 1 for each window of which everything was measured from `back` rows before its origin to its end, else 0. */
function wholeWindows(values: Float64Array, origins: Uint32Array, back: number, horizon: number): Uint8Array {
  /** Of each row, the last one up to it that was not measured, or -1. */
  const missing = new Int32Array(values.length);
  let last = -1;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) last = row;
    missing[row] = last;
  }
  return Uint8Array.from(origins, (origin) => Number(missing[origin + horizon - 1] < origin - back));
}

function beatsLastValue(
  values: Float64Array,
  origins: Uint32Array,
  predicted: Float64Array,
  horizon: number,
  stride: number,
): boolean {
  const actual = predicted.map((_, at) => values[origins[Math.floor(at / horizon)] + (at % horizon)]);
  const repeated = naiveForecasts(lastValue, values, origins, horizon);
  const test = dieboldMariano(actual, predicted, repeated, { horizon, stride, origins, against: "last value" });
  return test.p < 0.05 && test.meanDifference < 0;
}

function describe(name: string, horizon: number, bestShift: number): string {
  const forecast = horizon === 1 ? "one-step forecast" : `${horizon}-step forecast`;
  const before = bestShift === 1 ? "one row" : `${bestShift} rows`;
  return `The ${name}'s ${forecast} follows the value of ${before} before it more closely than the value it forecasts: it is the past moved by ${before}, not a forecast.`;
}

function distance(a: Float64Array, b: Float64Array): number {
  return meanOf(a.length, (i) => Math.abs(a[i] - b[i]));
}
