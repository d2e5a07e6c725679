// The test days, predicted in three ways that differ in what may be known, by the network and by naive forecasts that may
// know as much.
import { drift, lastValue } from "recurra/evaluation";
import type { LabContext } from "../lab/lab.ts";
import { Turns } from "../lab/turns.ts";
import { writeSteps } from "../network/encoder-decoder.ts";
import type { StockData } from "./data.ts";
import type { PriceModel } from "./price-model.ts";

/**
 * The test days are cut into windows of `horizon` days, one after another; the last may be shorter. Each day is predicted
 * once. Before a window the encoder reads `lookback` days.
 *
 * teacherForced: encoder and decoder read true prices, up to the day before the one that is predicted.
 * windowed: the encoder reads true prices; within the window the decoder reads its own outputs.
 * freeRunning: the encoder reads true prices before the first window; after that, encoder and decoder read outputs only.
 */
export type Protocol = "teacherForced" | "windowed" | "freeRunning";

/** The network's predictions of the test days, as prices. */
export async function predict(
  model: PriceModel,
  data: StockData,
  { lookback, horizon }: { readonly lookback: number; readonly horizon: number },
  protocol: Protocol,
  { mode, signal }: LabContext = {},
): Promise<Float64Array> {
  const turns = new Turns(signal);
  const { normalised, testRow } = data;
  const known = normalised.slice();
  for (let day = testRow; day < known.length; day += horizon) {
    const steps = Math.min(horizon, known.length - day);
    const source = protocol === "freeRunning" ? known : normalised;
    const days = source.slice(day - lookback, day);
    const truth = protocol === "teacherForced" ? normalised.slice(day, day + steps) : undefined;
    await turns.next();
    known.set(writeSteps(model, days, steps, truth, mode), day);
  }
  return data.priceOf(known.slice(testRow));
}

/** The last price that is known, and a straight line on from it, for each test day. */
export function forecastNaively(
  { actual, testRow }: StockData,
  horizon: number,
  protocol: Protocol,
): { readonly held: Float64Array; readonly drift: Float64Array } {
  const days = actual.length - testRow;
  const steps = { teacherForced: 1, windowed: horizon, freeRunning: days }[protocol];
  const [held, line] = [new Float64Array(days), new Float64Array(days)];
  for (let day = 0; day < days; day += steps) {
    const known = actual.subarray(0, testRow + day);
    held.set(lastValue(known, Math.min(steps, days - day)), day);
    line.set(drift(known, Math.min(steps, days - day)), day);
  }
  return { held, drift: line };
}
