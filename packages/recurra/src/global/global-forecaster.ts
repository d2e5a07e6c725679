// One model for many series: a recurrent network that all share, each on its own scale, beside linear paths in closed form.

import { StateError } from "../core/errors.ts";
import type { SeriesSet } from "../data/index.ts";
import type { SeasonSetting } from "../data/seasons/season-setting.ts";
import type { Intervals, WindowForecaster } from "../evaluation/index.ts";
import type { ForecastRow } from "../forecast/index.ts";
import type { CheckpointOptions, Epoch, TrainingResult, TrainingState, TrainStep } from "../training/index.ts";
import { type GlobalOptions, type GlobalSettings, resolveGlobal } from "./global-options.ts";

/** Options of `GlobalForecaster.fit`. */
export interface GlobalFitOptions {
  /** Stops after the current step; what validation found best so far is kept. */
  readonly signal?: AbortSignal;
  /** Share of the windows of each series, from its end, that validates. Default 0.15; 0 learns from all rows. */
  readonly validation?: number;
  /** Threads that train, as `train()` takes them; the weights are the same bits for any number. Default "auto". */
  readonly threads?: number | "auto";
  /** Called after each step of the optimizer; what it throws ends the fit. */
  readonly onStep?: (step: TrainStep) => void;
  /** Hands out the state of the fit now and then, and when `signal` ends it, as `train()` does. */
  readonly checkpoint?: CheckpointOptions;
  /** Goes on from a state of the same fit: same settings, series and options. */
  readonly resume?: TrainingState;
}

/** Options of `GlobalForecaster.refit`. */
export type GlobalRefitOptions = Omit<GlobalFitOptions, "validation">;

/** The forecast of one series. */
export interface SeriesForecast {
  readonly id: string;
  readonly key: readonly string[];
  /** Empty where the series has no row to forecast from. */
  readonly rows: readonly ForecastRow[];
  /** Whether the series was among those of the fit. */
  readonly seen: boolean;
  /** What made it: the model; or, where the rows are too few for it, what stands in. */
  readonly by: "model" | "shared path" | "last season" | "last value";
}

/** A series of a fitted model, to be scored by a backtest. */
export interface MemberForecaster extends WindowForecaster {
  readonly id: string;
  /** From the validation windows of the fit; undefined where there were none. */
  readonly intervals: Intervals | undefined;
}

/** What a fit did. */
export interface GlobalTraining {
  readonly series: number;
  readonly rows: number;
  /** Windows that the network learnt from and validated on, of all series. */
  readonly trainingWindows: number;
  readonly validationWindows: number;
  readonly seasons: readonly { readonly rows: number; readonly name: string }[];
  /** Ids whose rows are too few for the model. */
  readonly tooShort: readonly string[];
  readonly epochs: number;
  readonly bestEpoch: number;
  /**
   * Mean absolute errors on the validation windows in units of each series' naive step, of the parts and of the forecast; null where there
   * is no such part.
   */
  readonly errors: {
    readonly network: number | null;
    readonly own: number | null;
    readonly shared: number | null;
    readonly paths: number | null;
    readonly forecast: number | null;
  };
  readonly interrupted?: true;
}

export class GlobalForecaster {
  readonly settings: GlobalSettings;

  constructor(options: GlobalOptions) {
    this.settings = resolveGlobal(options);
  }

  /** As a sentence says it behind "the": "shared segment GRU with linear paths". */
  get name(): string {
    throw notFitted();
  }
  get target(): string {
    return this.settings.target;
  }
  get horizon(): number {
    return this.settings.horizon;
  }
  get season(): SeasonSetting | undefined {
    return this.settings.season;
  }
  /** Of the series that it was fitted on, in their order. */
  get ids(): readonly string[] {
    throw notFitted();
  }
  /** The share of the network in a forecast; the rest is the linear paths'. */
  get networkShare(): number {
    throw notFitted();
  }
  /** Which linear paths make the rest of a forecast. */
  get paths(): "own" | "shared" | "both" | "none" {
    throw notFitted();
  }
  get training(): GlobalTraining {
    throw notFitted();
  }

  // biome-ignore lint/correctness/useYield: not yet
  async *fit(_set: SeriesSet, _options: GlobalFitOptions = {}): AsyncGenerator<Epoch, TrainingResult, undefined> {
    throw notFitted();
  }
  // biome-ignore lint/correctness/useYield: not yet
  async *refit(_set: SeriesSet, _options: GlobalRefitOptions = {}): AsyncGenerator<Epoch, GlobalForecaster, undefined> {
    throw notFitted();
  }
  /** The forecaster of one series of the fit, for backtests. Throws DataError SERIES_UNKNOWN. */
  of(_id: string): MemberForecaster {
    throw notFitted();
  }
  // biome-ignore lint/correctness/useYield: not yet
  /** The rows after the last one of each series, one series after the other; new series too. */
  *predict(_set: SeriesSet): Generator<SeriesForecast, void, undefined> {
    throw notFitted();
  }
  dispose(): void {}
}

function notFitted(): StateError {
  return new StateError("GLOBAL_NOT_FITTED", "GlobalForecaster", "not fitted yet");
}
