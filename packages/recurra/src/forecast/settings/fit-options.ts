// The options of a forecaster's fit and refit.

import { callback, type OptionRules, object, part, SIGNAL, whole } from "../../core/option-rules.ts";
import type { CheckpointOptions, TrainingState } from "../../training/index.ts";
import { METRICS, type Metric } from "../../training/metrics.ts";
import { THREADS } from "../../training/options.ts";
import { VALIDATION } from "./fit-span.ts";
import type { FitStep } from "./fit-step.ts";

/** Options of `Forecaster.fit`. */
export interface FitOptions {
  /** Stops after the current step; the best epoch so far is kept. */
  readonly signal?: AbortSignal;
  /** Share of the windows, from the end, that chooses the number of epochs. Default 0.15; 0 trains on all rows. */
  readonly validation?: number;
  /** At most this many epochs, in place of the forecaster's own. */
  readonly epochs?: number;
  /** Threads that train, as `train()` takes them; the weights are the same bits for any number. Default "auto". */
  readonly threads?: number | "auto";
  /** Called after each step of the optimizer, as `train()` calls it: the fit waits for a promise that it gives, and ends with what it throws. */
  readonly onStep?: (step: FitStep) => unknown;
  /**
   * Numbers of one's own in each epoch of the network, as `train()` takes them. Outputs and targets are windows as the network sees them, normalised:
   * [B, horizon]. A fit without validation windows, as a refit is, leaves out those that are over these alone.
   */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** Hands out the state of the fit now and then, and when `signal` ends it, as `train()` does. */
  readonly checkpoint?: CheckpointOptions;
  /**
   * Goes on from a state of the same fit: same settings, series and options. Epochs before it are counted, and not yielded again; the
   * forecaster is the same to the byte as without the interruption.
   */
  readonly resume?: TrainingState;
}

export const FIT_RULES: OptionRules<FitOptions> = {
  signal: SIGNAL,
  validation: VALIDATION,
  epochs: whole(1),
  threads: THREADS,
  onStep: callback(),
  metrics: METRICS,
  checkpoint: object(),
  resume: part<TrainingState>("a state of training", "weights"),
};

/** Options of `Forecaster.refit`. */
export interface RefitOptions {
  readonly signal?: AbortSignal;
  /** As for `fit`. */
  readonly threads?: number | "auto";
  /** Default: the number of epochs that validation chose. */
  readonly epochs?: number;
  /** As for `fit`. */
  readonly onStep?: (step: FitStep) => unknown;
  /** As for `fit`. */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** As for `fit`. */
  readonly checkpoint?: CheckpointOptions;
  readonly resume?: TrainingState;
}
