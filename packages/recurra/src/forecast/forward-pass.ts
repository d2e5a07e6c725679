// The way of windows through a fitted network, some at a time, and back into the target's units.

import { aheadColumns } from "../ahead/ahead-columns.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import type { Series } from "../data/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import type { Fitted } from "./fitted.ts";
import { FORECAST_BATCH } from "./layout/fit-batches.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { ForecastWindows, requireReadable } from "./windows/forecast-windows.ts";
import { type GivenWindow, GivenWindows } from "./windows/given-windows.ts";

/** Windows [from, to): their inputs, and what turns outputs back into the target's units. */
type WindowBatch = (from: number, to: number) => readonly [Tensor, (outputs: Float32Array) => Float64Array];

/** Forecasts for the windows of a series whose first forecast row is `origins[i]`, [n * horizon]. */
export function forecastAt(
  fitted: Fitted,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): Float64Array {
  const { path, share, bounds } = fitted;
  const network = share === 0 ? undefined : networkAt(fitted, settings, series, origins);
  const linear = path === undefined || share === 1 ? undefined : pathAt(path, settings, series, origins);
  return mixed(network, linear, share, bounds);
}

/** Those of the network alone, not kept to bounds. */
export function networkAt(
  fitted: Pick<Fitted, "lookback" | "normaliser" | "network" | "ahead">,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): Float64Array {
  const { lookback, normaliser } = fitted;
  const shape = { ...settings, lookback };
  requireReadable(series, shape, origins);
  const windows = new ForecastWindows(series, shape, normaliser, fitted.ahead);
  return forward(fitted, settings, origins.length, (from, to) => {
    const batch = origins.subarray(from, to);
    return [windows.inputs(batch), (outputs) => windows.restore(outputs, batch)];
  });
}

/** Those of the linear path alone, not kept to bounds. */
export function pathAt(
  path: LinearPath,
  settings: ForecasterSettings,
  series: Series,
  origins: Uint32Array,
): Float64Array {
  const { target, horizon, future } = settings;
  const known = path.looksAhead;
  const shape = { target, inputs: [target], lookback: path.lookback, horizon };
  requireReadable(series, { ...shape, ...(known && { future }) }, origins);
  return path.forecast(series.column(target), origins, known ? aheadColumns(series, settings) : []);
}

/** Forecasts from windows that need not be of one series, [n * horizon]. */
export function forecastGiven(
  fitted: Fitted,
  settings: ForecasterSettings,
  windows: readonly GivenWindow[],
): Float64Array {
  const { lookback, normaliser, path, share, bounds } = fitted;
  const given = new GivenWindows(windows, { ...settings, lookback }, normaliser);
  const network =
    share === 0
      ? undefined
      : forward(fitted, settings, given.length, (from, to) => [
          given.inputs(from, to),
          (outputs) => given.restore(outputs, from),
        ]);
  const linear = path === undefined || share === 1 ? undefined : given.forecast(path);
  return mixed(network, linear, share, bounds);
}

/** The forecast of both parts, kept to what it keeps to. */
function mixed(
  network: Float64Array | undefined,
  linear: Float64Array | undefined,
  share: number,
  bounds: Bounds | undefined,
): Float64Array {
  const values =
    network !== undefined && linear !== undefined
      ? network.map((value, i) => share * value + (1 - share) * linear[i])
      : ((network ?? linear) as Float64Array);
  return bounds ? values.map((value) => clip(value, bounds)) : values;
}

function forward(
  { network }: Pick<Fitted, "network">,
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
    result.set(values, from * horizon);
  }
  return result;
}
