// The options of a fit and a refit of many series.

import { callback, type OptionRules, object, part, SIGNAL } from "../../core/option-rules.ts";
import { LEVELS } from "../../evaluation/index.ts";
import { VALIDATION } from "../../forecast/settings/fit-span.ts";
import type { CheckpointOptions, TrainingState, TrainStep } from "../../training/index.ts";
import { METRICS, type Metric } from "../../training/metrics.ts";
import { THREADS } from "../../training/options.ts";

/** Options of `GlobalForecaster.fit`. */
export interface GlobalFitOptions {
  /** Stops after the current step; what validation found best so far is kept, with the shared path and none of the series' own. */
  readonly signal?: AbortSignal;
  /** Share of the windows of each series, from its end, that validates. Default 0.15; 0 learns from all rows. */
  readonly validation?: number;
  /** Share of truths that intervals are to hold, or several. Default 0.9. */
  readonly level?: number | readonly number[];
  /** Threads that train, as `train()` takes them; the weights are the same bits for any number. Default "auto". */
  readonly threads?: number | "auto";
  /** Called after each step of the optimizer; what it throws ends the fit. */
  readonly onStep?: (step: TrainStep) => unknown;
  /**
   * Numbers of one's own in each epoch, as `train()` takes them; outputs and targets are windows of all series as the networks see them, [B, members * horizon].
   * A fit without validation windows, as a refit is, leaves out those that are over these alone.
   */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** Hands out the state of the fit now and then, and when `signal` ends it, as `train()` does. */
  readonly checkpoint?: CheckpointOptions;
  /** Goes on from a state of the same fit: same settings, series and options. The forecaster is the same to the byte as without the interruption. */
  readonly resume?: TrainingState;
}

/** Options of `GlobalForecaster.refit`. */
export type GlobalRefitOptions = Omit<GlobalFitOptions, "validation" | "level">;

export const FIT_RULES: OptionRules<GlobalFitOptions> = {
  signal: SIGNAL,
  validation: VALIDATION,
  level: LEVELS,
  threads: THREADS,
  onStep: callback(),
  metrics: METRICS,
  checkpoint: object(),
  resume: part<TrainingState>("a state of training", "weights"),
};
