// A forecaster is data, model and training in one: it cuts a series into windows, fits a recurrent network on them with the
// last windows held back to choose the number of epochs, and forecasts all steps of the horizon at once in original units.

import { OptionError, StateError } from "../core/errors.ts";
import { checkOptions } from "../core/option-rules.ts";
import { Generator, withSeed } from "../core/random.ts";
import { type Bounds, clip } from "../data/bounds.ts";
import type { Season, Series } from "../data/index.ts";
import { type SeasonSetting, seasonRows } from "../data/seasons/season-setting.ts";
import {
  type BacktestSummary,
  conformalIntervals,
  type Intervals,
  intervalScale,
  type WindowForecaster,
} from "../evaluation/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { huberLoss, l1Loss, mseLoss } from "../nn/index.ts";
import { ForecastNetwork } from "../nn/networks/forecast-network.ts";
import { Adam } from "../optim/index.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import { type Epoch, type TrainingResult, type TrainOptions, train } from "../training/index.ts";
import { checkCheckpoint } from "../training/options.ts";
import { Turns } from "../training/turn.ts";
import { calibrationWindows, spread } from "./calibration.ts";
import { FORECAST_BATCH, shuffledBatches, validationBatches } from "./fit-batches.ts";
import { refitBounds } from "./fit-bounds.ts";
import { type FitLayout, layOutFit, requireSameBatches, summariseFit } from "./fit-layout.ts";
import { FIT_RULES, type FitOptions, type RefitOptions } from "./fit-options.ts";
import { measuredTargets } from "./fit-origins.ts";
import { VALIDATION_SHARE } from "./fit-span.ts";
import { type ForecastRow, forecastRows } from "./forecast-row.ts";
import { ForecastWindows } from "./forecast-windows.ts";
import { type ForecasterOptions, type ForecasterSettings, resolveOptions } from "./forecaster-options.ts";
import type { ForecasterState, TrainingSummary } from "./forecaster-state.ts";
import { type GivenWindow, GivenWindows } from "./given-windows.ts";
import { windowWork } from "./model-size.ts";
import { requireNoGap } from "./require-no-gap.ts";
import { type TrainingColumn, WindowNormaliser } from "./window-normaliser.ts";

const LOSSES = { huber: huberLoss, l1: l1Loss, mse: mseLoss } as const;
const NAMES = { rnn: "RNN", lstm: "LSTM", gru: "GRU" } as const;

/** All that a fit makes; replaced as a whole by the next one. */
interface Fitted {
  readonly lookback: number;
  readonly skip: boolean;
  readonly network: ForecastNetwork;
  readonly normaliser: WindowNormaliser;
  readonly bounds: Bounds | undefined;
  readonly summary: TrainingSummary;
}

/**
 * Forecasts the next `horizon` rows of one column from the last `lookback` rows of one or more columns.
 *
 * Every window is measured from its own last value (see WindowNormaliser), so the untrained forecast is "no change". Scales
 * are fitted on the training rows; the last windows, whose target rows no training window reads, choose the epochs.
 *
 * Throws OptionError for options that cannot be used, DataError for a series that cannot, StateError before the first fit.
 */
export class Forecaster implements WindowForecaster {
  readonly settings: ForecasterSettings;
  #fitted: Fitted | undefined;
  #intervals: Intervals | undefined;
  /** Of the fit that this one repeats on more rows. */
  #seasons: readonly Season[] | undefined;
  /**
   * How a forecaster of these settings scored on rows that it had not seen, beside naive methods: `summariseBacktest(report)` of its
   * backtest, set by whoever ran it. It travels with the model; `fit` forgets it, `refitted` hands it on.
   */
  backtest: BacktestSummary | undefined;

  constructor(options: ForecasterOptions) {
    this.settings = resolveOptions(options);
  }

  /** "LSTM", "GRU" or "RNN". */
  get name(): string {
    return NAMES[this.settings.cell];
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

  /** The seasons that were asked for; once fitted, those that it was fitted with: see `Series.seasons`. */
  get seasons(): readonly Season[] | undefined {
    const rows = seasonRows(this.settings.season);
    return (
      this.#fitted?.summary.seasons ?? this.#seasons ?? rows?.map((count) => ({ rows: count, name: `${count} rows` }))
    );
  }

  /** The columns that it reads. */
  get inputs(): readonly string[] {
    return this.settings.inputs;
  }

  /** All columns that it needs of a series: the inputs, and the target, from whose last value a forecast is measured. */
  get columns(): readonly string[] {
    return [...new Set([...this.settings.inputs, this.settings.target])];
  }

  /** Rows that a forecast looks back on; where no lookback was set, known only once a series was fitted. */
  get lookback(): number {
    const lookback = this.#fitted?.lookback ?? this.settings.lookback;
    if (lookback === undefined) {
      throw new StateError(
        "FORECASTER_NOT_FITTED",
        "Forecaster",
        ["the default ", { option: "lookback" }, " depends on the series"],
        { remedies: [["call ", { call: "fit" }, " first"]] },
      );
    }
    return lookback;
  }

  /** The fitted network, [B, lookback, I] -> [B, horizon] on normalised values. Throws StateError before the first fit. */
  get network(): ForecastNetwork {
    return this.#requireFitted().network;
  }

  /** How windows are scaled before the network and back after it. Throws StateError before the first fit. */
  get normaliser(): WindowNormaliser {
    return this.#requireFitted().normaliser;
  }

  /** The range that forecasts and intervals keep to: set, or found by the fit. Undefined where there is none, and before the first fit. */
  get bounds(): Bounds | undefined {
    return this.#fitted?.bounds;
  }

  /** First and last time that the fit saw, validation included; undefined before the first fit. */
  get fittedRows(): { from: number; to: number } | undefined {
    return this.#fitted?.summary.fittedRows;
  }

  /** What the last fit did. Throws StateError before the first one. */
  get training(): TrainingSummary {
    return this.#requireFitted().summary;
  }

  /** The radii of `predict`'s intervals: from the validation windows after a fit, or those set, as a backtest gives them. */
  get intervals(): Intervals | undefined {
    return this.#intervals;
  }

  set intervals(intervals: Intervals | undefined) {
    const { radius } = intervals ?? {};
    if (radius && radius.length !== this.horizon) {
      throw new OptionError(
        "FORECASTER_INTERVALS",
        "Forecaster",
        `intervals for ${radius.length} steps do not fit a horizon of ${this.horizon}`,
        { found: radius.length, remedies: ["take those of its own backtest"] },
      );
    }
    this.#intervals = intervals;
  }

  /**
   * The lookback, batch size and windows with which `fit` would train, without training.
   * Throws what `fit` would throw for the series: unknown columns, missing cells, too few rows.
   */
  layout(series: Series, { validation = VALIDATION_SHARE }: FitOptions = {}): FitLayout {
    return layOutFit(this.settings, series, validation, this.#seasons);
  }

  /**
   * Fits on a series, anew each time, and yields the epochs. Ended early, by `signal` or by leaving the loop, the forecaster
   * keeps the best epoch so far and can be used.
   */
  async *fit(series: Series, options: FitOptions = {}): AsyncGenerator<Epoch, TrainingResult, undefined> {
    checkOptions("fit", options, FIT_RULES);
    const layout = this.layout(series, options);
    const { signal, threads, onStep, checkpoint, resume } = options;
    // Checked before the fit before this one is given up.
    const settings = resolveOptions({ ...this.settings, epochs: options.epochs ?? this.settings.epochs });
    if (checkpoint) checkCheckpoint(checkpoint);
    if (resume) requireSameBatches(layout, resume);
    const { validation } = layout;
    const normaliser = this.#normaliser(series, layout.trainingRows, layout.lookback);
    const windows = new ForecastWindows(series, { ...settings, lookback: layout.lookback }, normaliser);
    const network = withSeed(settings.seed, () => this.#network(layout.lookback, layout.skip));
    const generator = new Generator(settings.seed);

    const optimizer = new Adam(network.parameters(), { learningRate: settings.learningRate });
    const validates = validation.length > 0;
    const training: TrainOptions = {
      model: network,
      optimizer,
      loss: LOSSES[settings.loss],
      batches: (epoch) => shuffledBatches(windows, layout, generator, epoch),
      ...(validates ? { validation: () => validationBatches(windows, layout), patience: settings.patience } : {}),
      epochs: settings.epochs,
      clipNorm: settings.clipNorm,
      signal,
      threads,
      onStep,
      mode: settings.mode,
      seed: settings.seed,
      checkpoint,
      resume,
    };
    const epochs = this.#start(training);
    this.dispose();
    const done: Epoch[] = [...(resume?.history ?? [])];
    let failed = false;
    let whole = false;
    try {
      for (let next = await epochs.next(); ; next = await epochs.next()) {
        if (next.done) {
          whole = next.value.stopped !== "aborted";
          return next.value;
        }
        done.push(next.value);
        yield next.value;
      }
    } catch (error) {
      failed = true;
      network.dispose();
      throw error;
    } finally {
      if (!failed) {
        // Also when the caller leaves its loop early: ending the inner generator puts the best weights back.
        await epochs.return(undefined as never);
        optimizer.dispose();
        this.#fitted?.network.dispose(); // of another fit that ran beside this one
        this.#fitted = {
          lookback: layout.lookback,
          skip: layout.skip,
          network,
          normaliser,
          bounds: layout.bounds,
          summary: summariseFit(series, layout, done, whole),
        };
        const measured = measuredTargets(series, this.settings, validation);
        if (validates && done.length > 0) await this.#calibrate(series, measured, signal);
      }
    }
  }

  /** Training, once its state to resume from is known to fit. */
  #start(training: TrainOptions): ReturnType<typeof train> {
    try {
      return train(training);
    } catch (error) {
      training.model.dispose();
      throw error;
    }
  }

  /**
   * Fits a new forecaster with the same settings on all rows, for the number of epochs that validation chose here, and yields the
   * epochs. It takes over this one's intervals, which were measured on rows that this one had not seen. Returned by the generator;
   * ended early, by `signal`, it has the epochs so far.
   */
  async *refit(
    series: Series,
    { epochs, ...options }: RefitOptions = {},
  ): AsyncGenerator<Epoch, Forecaster, undefined> {
    const { lookback, skip, bounds, summary } = this.#requireFitted();
    const forecaster = new Forecaster({ ...this.settings, lookback, skip, batchSize: summary.batchSize });
    forecaster.#seasons = summary.seasons;
    const chosen = epochs ?? Math.max(1, summary.bestEpoch);
    const [intervals, backtest] = [this.#intervals, this.backtest];
    let whole = false;
    try {
      yield* forecaster.fit(series, { ...options, validation: 0, epochs: chosen });
      whole = true;
    } finally {
      // Whoever leaves its loop never gets it.
      if (!whole) forecaster.dispose();
    }
    const kept = refitBounds(this.settings, bounds, series.column(this.target));
    forecaster.#fitted = { ...forecaster.#requireFitted(), bounds: kept };
    forecaster.#intervals = intervals;
    forecaster.backtest = backtest;
    return forecaster;
  }

  /** `refit` run to its end. */
  async refitted(
    series: Series,
    { onEpoch, ...options }: RefitOptions & { readonly onEpoch?: (epoch: Epoch) => void } = {},
  ): Promise<Forecaster> {
    const epochs = this.refit(series, options);
    for (;;) {
      const { done, value } = await epochs.next();
      if (done) return value;
      onEpoch?.(value);
    }
  }

  /**
   * The rows after the last one of the series, with intervals where they are known. Throws DataError FORECAST_GAP where times are missing
   * among the rows that it reads.
   */
  predict(series: Series): ForecastRow[] {
    requireNoGap(series, this);
    const values = this.predictAt(series, Uint32Array.of(series.length));
    const times = series.times.next(this.horizon).map((time) => series.times.format(time));
    const last = series.column(this.target)[series.length - 1];
    return forecastRows(times, values, last, this.#intervals, this.bounds);
  }

  /** Forecasts for the windows whose first forecast row is `origins[i]`, [n * horizon]; reads only rows before each. */
  predictAt(series: Series, origins: Uint32Array): Float64Array {
    const { lookback, normaliser } = this.#requireFitted();
    const windows = new ForecastWindows(series, { ...this.settings, lookback }, normaliser);
    windows.requireReadable(origins);
    return this.#forward(origins.length, (from, to) => {
      const batch = origins.subarray(from, to);
      return [windows.inputs(batch), (outputs) => windows.restore(outputs, batch)];
    });
  }

  /**
   * Forecasts from windows that need not be of one series, [n * horizon]: of each its columns by name, with at least `lookback` rows, of
   * which the last are read. Throws DataError, naming window, row and column, for one that cannot be read.
   */
  predictWindows(windows: readonly GivenWindow[]): Float64Array {
    const { lookback, normaliser } = this.#requireFitted();
    const given = new GivenWindows(windows, { ...this.settings, lookback }, normaliser);
    return this.#forward(given.length, (from, to) => [
      given.inputs(from, to),
      (outputs) => given.restore(outputs, from),
    ]);
  }

  /** The network over `count` windows, some at a time: their inputs, and what turns outputs back into the target's units. */
  #forward(
    count: number,
    batchOf: (from: number, to: number) => readonly [Tensor, (outputs: Float32Array) => Float64Array],
  ): Float64Array {
    const { network, bounds } = this.#requireFitted();
    const result = new Float64Array(count * this.horizon);
    for (let from = 0; from < count; from += FORECAST_BATCH) {
      const to = Math.min(count, from + FORECAST_BATCH);
      const values = withMode(this.settings.mode, () =>
        noGrad(() => {
          const [inputs, restore] = batchOf(from, to);
          return restore(network.forward(inputs).toArray());
        }),
      );
      result.set(bounds ? values.map((value) => clip(value, bounds)) : values, from * this.horizon);
    }
    return result;
  }

  /** @internal What a file keeps beside the weights (forecaster-file.ts). */
  get state(): ForecasterState {
    const { lookback, skip, normaliser, bounds, summary } = this.#requireFitted();
    const settings = { ...this.settings, lookback, skip };
    return { settings, normaliser, bounds, summary, intervals: this.#intervals, backtest: this.backtest };
  }

  /** @internal The forecaster of such a state; `fill` builds the network and gives it its weights. */
  static ofState(
    { settings, normaliser, bounds, summary, intervals, backtest }: ForecasterState,
    fill: (build: () => ForecastNetwork) => ForecastNetwork,
  ): Forecaster {
    const { lookback, skip } = settings;
    const forecaster = new Forecaster(settings);
    const network = fill(() => forecaster.#network(lookback, skip));
    forecaster.#fitted = { lookback, skip, network, normaliser, bounds, summary };
    forecaster.#intervals = intervals;
    forecaster.backtest = backtest;
    return forecaster;
  }

  /** Gives the weights' memory back. The forecaster can be fitted again. */
  dispose(): void {
    this.#fitted?.network.dispose();
    this.#fitted = undefined;
    this.#intervals = undefined;
    this.backtest = undefined;
  }

  #network(lookback: number, skip: boolean): ForecastNetwork {
    const { inputs, target } = this.settings;
    const skipFrom = skip ? inputs.indexOf(target) : -1;
    return new ForecastNetwork({ ...this.settings, inputSize: inputs.length, lookback, skipFrom });
  }

  #requireFitted(): Fitted {
    if (!this.#fitted) {
      throw new StateError("FORECASTER_NOT_FITTED", "Forecaster", "not fitted yet", {
        remedies: [
          [
            "call ",
            { call: "fit(series)" },
            " first and run its epochs: ",
            { call: "for await (const epoch of forecaster.fit(series)) {}" },
          ],
        ],
      });
    }
    return this.#fitted;
  }

  #normaliser(series: Series, trainingRows: number, lookback: number): WindowNormaliser {
    const { inputs, target, horizon, anchor } = this.settings;
    const column = (name: string): TrainingColumn => ({
      values: series.column(name).subarray(0, trainingRows),
      anchor: name === target ? anchor : undefined,
    });
    return WindowNormaliser.fit(inputs.map(column), column(target), horizon, lookback + horizon);
  }

  /** Sizes the intervals, with turns of the event loop on the way. */
  async #calibrate(series: Series, validation: Uint32Array, signal: AbortSignal | undefined): Promise<void> {
    if (validation.length === 0) return;
    const fitted = this.#requireFitted();
    const { lookback, normaliser } = fitted;
    const { horizon, target, inputs } = this.settings;
    const work = windowWork({ ...this.settings, inputSize: inputs.length, lookback });
    const origins = spread(validation, calibrationWindows(work, signal?.aborted === true));
    const predicted = new Float64Array(origins.length * horizon);
    const turns = new Turns();
    for (let from = 0; from < origins.length; from += FORECAST_BATCH) {
      predicted.set(this.predictAt(series, origins.subarray(from, from + FORECAST_BATCH)), from * horizon);
      if (turns.due) await turns.take();
      // Stopped on the way, or fitted anew or given up meanwhile.
      if (this.#fitted !== fitted || (signal?.aborted && from >= calibrationWindows(work, true))) return;
    }
    const truth = new ForecastWindows(series, { ...this.settings, lookback }, normaliser).truth(origins);
    const scale = intervalScale(series.column(target).subarray(0, validation[0]));
    this.#intervals = conformalIntervals({ horizon, origins, predicted, ...truth }, 0.9, scale);
  }
}
