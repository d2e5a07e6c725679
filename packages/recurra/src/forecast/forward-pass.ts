// The way of windows through a fitted network, some at a time, and back into the target's units.

import { clip } from "../data/bounds.ts";
import type { Series } from "../data/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import { FORECAST_BATCH } from "./fit-batches.ts";
import type { Fitted } from "./fitted.ts";
import { ForecastWindows } from "./forecast-windows.ts";
import type { ForecasterSettings } from "./forecaster-options.ts";
import { type GivenWindow, GivenWindows } from "./given-windows.ts";

/** Windows [from, to): their inputs, and what turns outputs back into the target's units. */
type WindowBatch = (from: number, to: number) => readonly [Tensor, (outputs: Float32Array) => Float64Array];

/** Forecasts for the windows of a series whose first forecast row is `origins[i]`, [n * horizon]. */
export function forecastAt(
  fitted: Fitted,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): Float64Array {
  const { lookback, normaliser } = fitted;
  const windows = new ForecastWindows(series, { ...settings, lookback }, normaliser);
  windows.requireReadable(origins);
  return forward(fitted, settings, origins.length, (from, to) => {
    const batch = origins.subarray(from, to);
    return [windows.inputs(batch), (outputs) => windows.restore(outputs, batch)];
  });
}

/** Forecasts from windows that need not be of one series, [n * horizon]. */
export function forecastGiven(
  fitted: Fitted,
  settings: ForecasterSettings,
  windows: readonly GivenWindow[],
): Float64Array {
  const { lookback, normaliser } = fitted;
  const given = new GivenWindows(windows, { ...settings, lookback }, normaliser);
  return forward(fitted, settings, given.length, (from, to) => [
    given.inputs(from, to),
    (outputs) => given.restore(outputs, from),
  ]);
}

function forward(
  { network, bounds }: Fitted,
  { mode, horizon }: ForecasterSettings,
  count: number,
  batchOf: WindowBatch,
): Float64Array {
  const result = new Float64Array(count * horizon);
  for (let from = 0; from < count; from += FORECAST_BATCH) {
    const to = Math.min(count, from + FORECAST_BATCH);
    const values = withMode(mode, () =>
      noGrad(() => {
        const [inputs, restore] = batchOf(from, to);
        return restore(network.forward(inputs).toArray());
      }),
    );
    result.set(bounds ? values.map((value) => clip(value, bounds)) : values, from * horizon);
  }
  return result;
}
