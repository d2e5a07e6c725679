// The test days, predicted in three ways that differ in what may be known, by the network and by naive forecasts that may
// know as much.
import { drift, lastValue, noGrad, tensor } from "recurra";
import type { StockData } from "./data.ts";
import type { PriceModel } from "./stock.ts";

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
export function predict(
  model: PriceModel,
  data: StockData,
  { lookback, horizon }: { readonly lookback: number; readonly horizon: number },
  protocol: Protocol,
): Float64Array {
  const { normalised, testRow } = data;
  const known = normalised.slice();
  for (let day = testRow; day < known.length; day += horizon) {
    const steps = Math.min(horizon, known.length - day);
    const source = protocol === "freeRunning" ? known : normalised;
    const x = tensor(source.slice(day - lookback, day), [1, lookback, 1]);
    const outputs = noGrad(() => {
      if (protocol !== "teacherForced") return model.forward(x, { horizon: steps }).toArray();
      const targets = tensor(normalised.slice(day, day + steps), [1, steps, 1]);
      return model.forward(x, { targets, teacherForcing: 1 }).toArray();
    });
    known.set(outputs, day);
  }
  return data.priceOf(known.slice(testRow));
}

/** The last price that is known, and a straight line on from it, for each test day. */
export function naive(
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
