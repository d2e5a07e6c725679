// Windows of many series, each measured from its own last value in units of its own series, or of its own rows.
//
//   x = (y_(t - L + 1) ... y_t - y_t) / u        target = (y_(t + 1) ... y_(t + H) - y_t) / u

import type { Generator } from "../../core/random.ts";
import type { Season } from "../../data/index.ts";
import { type Tensor, tensor } from "../../tensor/index.ts";
import type { Batch } from "../../training/index.ts";
import { type FitSeries, type GlobalShape, unitOf } from "./global-layout.ts";
import type { GlobalSettings, WindowScale } from "./global-options.ts";

/** A window: the rows of `values` before `origin`, where its target begins. */
export interface SeriesWindow {
  readonly values: Float64Array;
  readonly origin: number;
  readonly unit: number;
}

/** How windows are cut and measured. */
interface WindowForm {
  readonly lookback: number;
  readonly horizon: number;
  readonly scale: WindowScale;
  readonly seasons: readonly Season[];
}

export function windowForm(
  { horizon, scale }: Pick<GlobalSettings, "horizon" | "scale">,
  { lookback, seasons }: Pick<GlobalShape, "lookback" | "seasons">,
): WindowForm {
  return { lookback, horizon, scale, seasons };
}

/** What a window is measured in. */
export function windowUnit({ values, origin, unit }: SeriesWindow, { lookback, scale, seasons }: WindowForm): number {
  return scale === "series" ? unit : unitOf(values.subarray(origin - lookback, origin), seasons);
}

/** [n, lookback, 1] */
export function windowInputs(windows: readonly SeriesWindow[], form: WindowForm): Tensor {
  const { lookback } = form;
  const x = new Float32Array(windows.length * lookback);
  windows.forEach((window, i) => {
    const { values, origin } = window;
    const [last, unit] = [values[origin - 1], windowUnit(window, form)];
    for (let t = 0; t < lookback; t++) x[i * lookback + t] = (values[origin - lookback + t] - last) / unit;
  });
  return tensor(x, [windows.length, lookback, 1]);
}

/** Inputs [n, lookback, 1] and targets [n, members * horizon], the same for each member. */
export function windowBatch(windows: readonly SeriesWindow[], form: WindowForm, members: number): Batch {
  const { horizon } = form;
  const width = members * horizon;
  const y = new Float32Array(windows.length * width);
  windows.forEach((window, i) => {
    const { values, origin } = window;
    const [last, unit] = [values[origin - 1], windowUnit(window, form)];
    for (let h = 0; h < width; h++) y[i * width + h] = (values[origin + (h % horizon)] - last) / unit;
  });
  return { x: windowInputs(windows, form), y: tensor(y, [windows.length, width]) };
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
