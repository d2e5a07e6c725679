// Forecasts of held-out rows over what came, as a chart.
import { stretchOf } from "../engine/held-out-stretch.ts";
import type { HeldOutForecast, HeldOutRows, Rivals } from "../engine/protocol.ts";
import type { Chart } from "./chart-line.ts";
import { timesAxis } from "./times-axis.ts";

/** The windows from one on that are shown: their rows. */
interface Stretch {
  /** Places among the rows that are held out, the last one not included. */
  readonly from: number;
  readonly to: number;
  readonly windows: number;
}

export function stretchAt({ origins, horizon }: HeldOutRows, window: number): Stretch {
  const windows = stretchOf({ windows: origins.length, horizon });
  const [first, last] = [origins[window], origins[window + windows - 1]];
  return { from: first - origins[0], to: last + horizon - origins[0], windows };
}

/** `window`: the first that is shown. The network's forecasts are left out until those of this stretch have come. */
export function heldOutChart(
  { name, target, heldOut }: Rivals,
  window: number,
  found: HeldOutForecast | undefined,
): Chart {
  const { origins, horizon, times, actual, rival } = heldOut;
  const { from, to, windows } = stretchAt(heldOut, window);
  const none = Array.from({ length: to - from }, (): number | null => null);
  const laid = (values: ArrayLike<number>, first: number): (number | null)[] => {
    const line = none.slice();
    for (let i = 0; i < windows * horizon; i++) {
      const row = origins[window + Math.floor(i / horizon)] - origins[0] + (i % horizon);
      line[row - from] = values[first + i];
    }
    return line;
  };
  const network = { label: "network", color: "model", width: 2 };
  return {
    title: "Forecast of held-out rows, and what came",
    x: timesAxis(times),
    y: { label: target },
    at: Array.from({ length: to - from }, (_, i) => from + i),
    lines: [
      { label: "what came", color: "ink", y: actual.slice(from, to) },
      { label: name, color: "naive", dash: [4, 3], y: laid(rival, window * horizon) },
      found?.from === window
        ? { ...network, y: laid(found.predicted, 0) }
        : { ...network, legend: "network: not yet", y: none },
    ],
  };
}
