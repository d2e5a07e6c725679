// The way of windows of many series through the network, some at a time, and back into the units of the target.

import { withMode } from "../../kernels/wasm/engine.ts";
import { noGrad } from "../../tensor/index.ts";
import type { GlobalShape } from "../layout/global-layout.ts";
import type { GlobalSettings } from "../layout/global-options.ts";
import { type SeriesWindow, windowForm, windowInputs, windowUnit } from "../layout/series-windows.ts";
import type { MemberNetworks } from "./member-networks.ts";

/** Windows that go through the network at once. */
const BATCH = 64;

/** The mean forecast of the networks [n * horizon], in units of the target. */
export function networkForecasts(
  networks: MemberNetworks,
  shape: Pick<GlobalShape, "lookback" | "seasons">,
  settings: Pick<GlobalSettings, "horizon" | "mode" | "scale">,
  windows: readonly SeriesWindow[],
): Float64Array {
  const { horizon, mode } = settings;
  const form = windowForm(settings, shape);
  const forecasts = new Float64Array(windows.length * horizon);
  for (let from = 0; from < windows.length; from += BATCH) {
    const some = windows.slice(from, from + BATCH);
    const outputs = withMode(mode, () => noGrad(() => networks.forward(windowInputs(some, form)).toArray()));
    networks.meanOf(outputs).forEach((value, at) => {
      const window = some[Math.floor(at / horizon)];
      forecasts[from * horizon + at] = window.values[window.origin - 1] + windowUnit(window, form) * value;
    });
  }
  return forecasts;
}
