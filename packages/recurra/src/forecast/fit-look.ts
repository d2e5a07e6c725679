// What a step of a fit shows of its network.
import type { Series } from "../data/index.ts";
import { FitLook } from "../inside/fit-look.ts";
import type { ForecasterNetwork } from "../segments/segment-options.ts";
import type { Tensor } from "../tensor/index.ts";
import { rowsOf } from "./given-network.ts";
import { centreOf } from "./head-numbers.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import type { ForecastWindows } from "./windows/forecast-windows.ts";

/** What is known of a fit, to look at its network by. */
interface LookedFit {
  readonly network: ForecasterNetwork;
  readonly loss: (prediction: Tensor, target: Tensor) => Tensor;
  readonly settings: ForecasterSettings;
  readonly series: Series;
  readonly layout: FitLayout;
  readonly windows: ForecastWindows;
}

/** Window `sequence` of those that are validated, or, where none are, of those that are learned from; counted round. */
export function lookAtFit({ network, loss, settings, series, layout, windows }: LookedFit, sequence: number): FitLook {
  const { lookback, horizon, validation, training, segments } = layout;
  const { mode, model, head, inputs, future = [], target } = settings;
  const all = validation.length > 0 ? validation : training;
  const origins = all.subarray(sequence % all.length, (sequence % all.length) + 1);
  const [first, last] = [origins[0] - lookback, origins[0] + horizon];
  const pick = centreOf(head);
  return new FitLook({
    ...{ network, mode, lookback, horizon, rows: segments?.segmentRows ?? 1, target },
    run: () => {
      const { x, y } = windows.batch(origins);
      const said = network.forward(x);
      const output = model === "own" ? rowsOf(said, 1, { horizon, head }) : said;
      return { output, loss: loss(said, y) };
    },
    inputNames: [...inputs, ...future.map(String)],
    values: series.column(target).slice(first, last),
    times: Array.from({ length: last - first }, (_, row) => series.times.label(first + row)),
    restore: (numbers) => {
      const centres = head === "point" ? numbers : new Float32Array(horizon).map((_, row) => pick(numbers, row));
      return windows.restore(centres, origins);
    },
  });
}
