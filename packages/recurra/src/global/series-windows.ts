// Windows of many series, each measured from its own last value in units of its own series.
//
//   x = (y_(t - L + 1) ... y_t - y_t) / u        target = (y_(t + 1) ... y_(t + H) - y_t) / u

import type { Generator } from "../core/random.ts";
import { type Tensor, tensor } from "../tensor/index.ts";
import type { Batch } from "../training/index.ts";
import type { FitSeries } from "./global-layout.ts";

/** A window: the rows of `values` before `origin`, where its target begins. */
export interface SeriesWindow {
  readonly values: Float64Array;
  readonly origin: number;
  readonly unit: number;
}

interface WindowSize {
  readonly lookback: number;
  readonly horizon: number;
}

/** [n, lookback, 1] */
export function windowInputs(windows: readonly SeriesWindow[], lookback: number): Tensor {
  const x = new Float32Array(windows.length * lookback);
  windows.forEach(({ values, origin, unit }, i) => {
    const last = values[origin - 1];
    for (let t = 0; t < lookback; t++) x[i * lookback + t] = (values[origin - lookback + t] - last) / unit;
  });
  return tensor(x, [windows.length, lookback, 1]);
}

/** Inputs [n, lookback, 1] and targets [n, members * horizon], the same for each member. */
export function windowBatch(
  windows: readonly SeriesWindow[],
  { lookback, horizon }: WindowSize,
  members: number,
): Batch {
  const width = members * horizon;
  const y = new Float32Array(windows.length * width);
  windows.forEach(({ values, origin, unit }, i) => {
    const last = values[origin - 1];
    for (let h = 0; h < width; h++) y[i * width + h] = (values[origin + (h % horizon)] - last) / unit;
  });
  return { x: windowInputs(windows, lookback), y: tensor(y, [windows.length, width]) };
}

/** Draws training windows: a series, each as likely as any other, then one of its windows. */
export class WindowSampler {
  readonly #series: readonly FitSeries[];
  readonly #generator: Generator;

  constructor(series: readonly FitSeries[], generator: Generator) {
    this.#series = series.filter(({ training }) => training.length > 0);
    this.#generator = generator;
  }

  /** The windows of a step, which depend on the seed and the step alone. */
  draw(step: number, count: number): SeriesWindow[] {
    const stream = this.#generator.stream("windows", step);
    return Array.from({ length: count }, (_, i) => {
      const { values, training, unit } = this.#series[Math.floor(stream.uniform(2 * i) * this.#series.length)];
      return { values, origin: training[Math.floor(stream.uniform(2 * i + 1) * training.length)], unit };
    });
  }
}
