import { COPY } from "../core/copy.ts";
import { quoteCell } from "../core/nearest-names.ts";
import {
  BODY,
  checkOptions,
  DROPPED,
  made,
  NUMBERS,
  type OptionRule,
  part,
  refuseValue,
  requireOption,
} from "../core/option-rules.ts";
import { f32 } from "../kernels/wasm/engine.ts";
import type { Parameter, Reservation } from "../tensor/index.ts";

/** Options of AveragedModel. */
export interface AveragedModelOptions {
  /** How much of the average is kept at each update; 0.999 unless set. */
  decay?: number;
}

interface Averaged {
  readonly name: string;
  readonly parameter: Parameter;
  /** The average; the parameter's own values while the averages are applied. */
  readonly other: Reservation;
}

const MODEL = /* @__PURE__ */ part<{ namedParameters(): unknown }>("a module", "namedParameters");
const AVERAGES: OptionRule<ReadonlyMap<unknown, unknown>> = /* @__PURE__ */ made(
  "averages by name, as averages() gives them",
  (value): value is ReadonlyMap<unknown, unknown> => value instanceof Map,
);

/**
 * An exponential moving average of a model's parameters, for `train({ average })` or a loop of one's own. Averages of late steps
 * are steadier than the last step.
 *
 *   first update: a = p        then: a = a + (1 - decay) (p - a)
 *
 * Running statistics of a BatchNorm1d are taken as they are.
 *
 * The averages lie beside the model: `apply()` exchanges them with its weights, `restore()` exchanges back, `withAverage(run)` does
 * both around a function. Between them the optimizer must not step.
 * Throws OptionError unless 0 <= decay < 1, StateError PARAMETER_DISPOSED when the model is gone.
 * Source: torch.optim.swa_utils.AveragedModel with get_ema_multi_avg_fn; Polyak and Juditsky 1992.
 */
export class AveragedModel {
  readonly decay: number;
  readonly #all: readonly Averaged[];
  /** Whether there was an update: the first one takes the weights as they are. */
  #begun = false;
  #applied = false;

  constructor(model: { namedParameters(): [string, Parameter][] }, options: AveragedModelOptions = {}) {
    requireOption("AveragedModel", "model", MODEL, model);
    checkOptions("AveragedModel", options, { decay: DROPPED });
    this.decay = options.decay ?? 0.999;
    this.#all = model
      .namedParameters()
      .map(([name, parameter]) => ({ name, parameter, other: parameter.reserve(parameter.size * 4) }));
    for (const { parameter, other } of this.#all) f32().set(parameter.value, other.pointer >>> 2);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Takes the parameters as they are now into the averages. While these are applied, their own values come back first. */
  updateParameters(): void {
    this.restore();
    const memory = f32();
    const begun = this.#begun;
    this.#begun = true;
    for (const { parameter, other } of this.#all) {
      // The first update keeps nothing of the average, and statistics are averages already.
      const share = begun && !parameter.statistic ? 1 - this.decay : 1;
      const from = parameter.pointer() >>> 2;
      const to = other.pointer >>> 2;
      for (let i = 0; i < parameter.size; i++) {
        // In float64, and exact when the share is 1.
        const average = memory[to + i];
        memory[to + i] = share === 1 ? memory[from + i] : average + share * (memory[from + i] - average);
      }
    }
  }

  /** Gives the model the averages; its own weights are kept. Does nothing when that is so. */
  apply(): void {
    if (!this.#applied) this.#exchange();
  }

  /** Gives the model its own weights back. Does nothing when it has them. */
  restore(): void {
    if (this.#applied) this.#exchange();
  }

  /** What `run` gives while the model has the averages; its own weights come back also when it throws, unless they were away before. */
  withAverage<T>(run: () => T): T {
    requireOption("withAverage", "run", BODY, run);
    const had = this.#applied;
    this.apply();
    try {
      return run();
    } finally {
      // Who had them before still needs them.
      if (!had) this.restore();
    }
  }

  /** The averages by the parameters' names, as copies. */
  averages(): Map<string, Float32Array> {
    return new Map(
      this.#all.map(({ name, parameter, other }) => {
        const start = other.pointer >>> 2;
        const own = parameter.value;
        return [name, this.#applied ? own : f32().slice(start, start + parameter.size)];
      }),
    );
  }

  /** Goes on from averages as `averages()` gives them, of a model of the same form. */
  load(averages: ReadonlyMap<string, ArrayLike<number>>): void {
    requireOption("AveragedModel.load", "averages", AVERAGES, averages);
    for (const { name, parameter } of this.#all) {
      const given = averages.get(name);
      if (NUMBERS.fits(given) && given.length === parameter.size) continue;
      throw refuseValue("AveragedModel.load", quoteCell(name), `${parameter.size} numbers`, given);
    }
    this.restore();
    this.#begun = true;
    for (const { name, other } of this.#all) f32().set(averages.get(name)!, other.pointer >>> 2);
  }

  #exchange(): void {
    for (const { parameter, other } of this.#all) {
      const start = other.pointer >>> 2;
      const own = parameter.value;
      parameter.value = f32().slice(start, start + parameter.size);
      f32().set(own, start);
    }
    this.#applied = !this.#applied;
  }
}
