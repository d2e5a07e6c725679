// Rows that no step of a fit learns from, as windows that follow one another and share no row: what a network forecasts there while it is
// trained can be laid over what came.

import type { Series } from "../data/index.ts";
import { withEvaluation } from "../nn/module/with-evaluation.ts";
import type { AveragedModel } from "../optim/index.ts";
import type { Fitted } from "./fitted.ts";
import { networkAt } from "./forward-pass.ts";
import type { FitLayout } from "./layout/fit-layout.ts";
import type { HeldOutForecasts, HeldOutSpan } from "./settings/fit-step.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import { fitOrigins } from "./windows/fit-origins.ts";

/** A network that is being trained. */
interface InTraining extends Pick<Fitted, "lookback" | "normaliser" | "ahead" | "network"> {
  /** Of its weights, where that is what is validated. */
  readonly average?: Pick<AveragedModel, "withAverage">;
}

export class HeldOut {
  readonly #series: Series;
  readonly #settings: ForecasterSettings;
  readonly #layout: FitLayout;
  readonly #trained: InTraining;
  #origins: Uint32Array | undefined;

  constructor(series: Series, settings: ForecasterSettings, layout: FitLayout, trained: InTraining) {
    this.#series = series;
    this.#settings = settings;
    this.#layout = layout;
    this.#trained = trained;
  }

  /** By the network as it is now: with the weights that would be validated, and without dropout. Nothing of its training changes by it. */
  forecast({ from = 0, to }: HeldOutSpan): HeldOutForecasts | undefined {
    this.#origins ??= heldOutOrigins(this.#series, this.#settings, this.#layout);
    if (this.#origins.length === 0) return undefined;
    const origins = this.#origins.slice(from, to);
    const { network, average } = this.#trained;
    const forward = (): Float64Array =>
      withEvaluation(network, () => networkAt(this.#trained, this.#settings, this.#series, origins));
    return { origins, predicted: average ? average.withAverage(forward) : forward() };
  }
}

/** The first rows of validation windows, each behind the last row of the one before; none where a fit validates on none. */
export function heldOutOrigins(
  series: Series,
  { target, inputs, horizon }: ForecasterSettings,
  { lookback, trainingRows, validation }: Pick<FitLayout, "lookback" | "trainingRows" | "validation">,
): Uint32Array {
  if (validation.length === 0) return validation;
  let end = trainingRows;
  // Of very many windows the layout has every so many-th alone, and these would leave rows out.
  return fitOrigins(series, { target, inputs, lookback, horizon }).filter((origin) => {
    if (origin < end) return false;
    end = origin + horizon;
    return true;
  });
}
