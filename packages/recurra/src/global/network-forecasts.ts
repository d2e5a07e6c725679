// The way of windows of many series through the network, some at a time, and back into the units of the target.

import { withMode } from "../kernels/wasm/engine.ts";
import { noGrad } from "../tensor/index.ts";
import type { GlobalSettings } from "./global-options.ts";
import type { MemberNetworks } from "./member-networks.ts";
import { type SeriesWindow, windowInputs } from "./series-windows.ts";

/** Windows that go through the network at once. */
const BATCH = 64;

/** The mean forecast of the networks [n * horizon], in units of the target. */
export function networkForecasts(
  networks: MemberNetworks,
  lookback: number,
  { horizon, mode }: Pick<GlobalSettings, "horizon" | "mode">,
  windows: readonly SeriesWindow[],
): Float64Array {
  const forecasts = new Float64Array(windows.length * horizon);
  for (let from = 0; from < windows.length; from += BATCH) {
    const some = windows.slice(from, from + BATCH);
    const outputs = withMode(mode, () => noGrad(() => networks.forward(windowInputs(some, lookback)).toArray()));
    networks.meanOf(outputs).forEach((value, at) => {
      const { values, origin, unit } = some[Math.floor(at / horizon)];
      forecasts[from * horizon + at] = values[origin - 1] + unit * value;
    });
  }
  return forecasts;
}
