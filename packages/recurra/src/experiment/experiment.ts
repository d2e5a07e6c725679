// The honest protocol as one noun: cut by time, fit on the earlier part, score on the later part beside naive methods, fit again on all
// rows for as many epochs as validation chose, forecast. Everybody takes this one way: a command line, a page, a service, a queue.
//
// It can stop at any step and go on elsewhere: the backtest and the result are functions of the models, so all that a position holds
// is the model that was scored and the state of the fit under way.

import { DataError, StateError } from "../core/errors.ts";
import { checkOptions, type OptionRule, object } from "../core/option-rules.ts";
import { fillFor } from "../data/grid/fill-for.ts";
import { gapFreeOrigins } from "../data/grid/gap-free-origins.ts";
import type { Series } from "../data/index.ts";
import { type BacktestReport, backtest, summariseBacktest } from "../evaluation/index.ts";
import {
  defaultLookback,
  type FitLayout,
  type FitOptions,
  Forecaster,
  lookbackInRuns,
  readForecaster,
  requireNoGap,
  writeForecaster,
} from "../forecast/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import type { Epoch, TrainingResult, TrainingState } from "../training/index.ts";
import { checkCheckpoint, THREADS } from "../training/options.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import { buildResult } from "./build-result.ts";
import { type CheckedData, checkData } from "./checked-data.ts";
import type {
  ExperimentEvent,
  ExperimentOptions,
  ExperimentOutline,
  ExperimentPosition,
  FitPhase,
  FittedModel,
} from "./events.ts";
import { reportProgress } from "./report-progress.ts";
import type { ExperimentResult } from "./result.ts";
import { requireSameExperiment } from "./same-experiment.ts";
import { type ExperimentSettings, experimentRules, readSettings } from "./settings.ts";

const OPTIONS: Readonly<Record<keyof ExperimentOptions, OptionRule<unknown>>> = {
  signal: object("an AbortSignal"),
  threads: THREADS,
  checkpoint: object(),
  resume: object("{ fitted, state }"),
};

/** An experiment that is known to be possible: settings and data are checked, nothing is left to be refused once training has begun. */
export class Experiment {
  readonly outline: ExperimentOutline;
  readonly #settings: ExperimentSettings;
  readonly #data: CheckedData;
  readonly #forecaster: Forecaster;
  readonly #fit: FitLayout;

  /** Throws OptionError or DataError, in one sentence, for everything that would stop it later on. */
  constructor(series: Series, settings: ExperimentSettings) {
    this.#settings = readSettings(settings);
    this.#data = withLookback(checkData(series, this.#settings), this.#settings);
    this.#forecaster = makeForecaster(this.#data, this.#settings);
    this.#fit = layOutFit(this.#forecaster, this.#data);
    requireWindows(this.#forecaster, this.#data);
    // A mode whose kernels are not loaded is refused now.
    withMode(this.#forecaster.settings.mode, () => {});
    const { target, inputs, testStart } = this.#data;
    const { training, validation, batchSize, skip, bounds } = this.#fit;
    this.outline = {
      target,
      inputs,
      settings: inOrder({
        ...this.#forecaster.settings,
        ...bounds,
        batchSize,
        skip,
        level: this.#level,
        unit: this.#settings.unit,
      }),
      rows: this.#data.series.length,
      learningRows: testStart,
      trainingWindows: training.length,
      validationWindows: validation.length,
    };
  }

  get #level(): number {
    return this.#settings.level ?? 0.9;
  }

  /**
   * Does the work, and yields what happens. The last event is the result, which is also returned. When `signal` ends it, the last event
   * is "interrupted", and the signal's reason is thrown.
   */
  run(options: ExperimentOptions = {}): AsyncGenerator<ExperimentEvent, ExperimentResult, undefined> {
    checkOptions("experiment", options, OPTIONS);
    if (options.checkpoint) checkCheckpoint(options.checkpoint);
    return this.#work(options);
  }

  async *#work(options: ExperimentOptions): AsyncGenerator<ExperimentEvent, ExperimentResult, undefined> {
    yield { type: "outline", outline: this.outline };
    const { model, epochs } = yield* this.#fitted(options);
    const scored = readForecaster(model, "the model of the backtest fit");
    const made = [scored];
    try {
      requireSameExperiment(scored, this.#forecaster, this.#data.testStart);
      const report = yield* this.#backtest(scored, model, options);
      const { forecaster: final, seconds } = yield* this.#refit(scored, model, options);
      made.push(final);
      final.intervals = report.intervals;
      final.backtest = summariseBacktest(report);
      yield { type: "model", model: writeForecaster(final) };
      const result = buildResult({
        outline: this.outline,
        data: this.#data,
        trainingRows: this.#fit.trainingRows,
        scored,
        epochs,
        report,
        final,
        finalSeconds: seconds,
        unit: this.#settings.unit,
      });
      yield { type: "result", result };
      return result;
    } finally {
      for (const forecaster of made) forecaster.dispose();
    }
  }

  /** The model of the rows before the test part: fitted, or as it was kept. */
  async *#fitted(options: ExperimentOptions): AsyncGenerator<ExperimentEvent, FittedModel, undefined> {
    const { fitted } = options.resume ?? {};
    if (fitted !== undefined) return fitted;
    const { series, testStart } = this.#data;
    const phase = "backtest fit";
    yield this.#begin(phase, this.#forecaster.settings.epochs, options);
    const fit = this.#forecaster.fit(series.slice(0, testStart), fitOptions(phase, options));
    try {
      const { stopped, history, bestEpoch } = yield* epochsOf(phase, fit);
      const model = bestEpoch > 0 ? writeForecaster(this.#forecaster) : undefined;
      // A fit that was not stopped has at least one epoch.
      if (stopped === "aborted" || model === undefined) {
        yield interrupted(phase, history.length, bestEpoch, model);
        throw (
          options.signal?.reason ?? new StateError("EXPERIMENT_STOPPED", "experiment", "the fit ended without an epoch")
        );
      }
      const made: FittedModel = { model, epochs: history };
      yield { type: "fitted", ...made };
      return made;
    } finally {
      this.#forecaster.dispose();
    }
  }

  async *#backtest(
    scored: Forecaster,
    model: Uint8Array,
    { signal }: ExperimentOptions,
  ): AsyncGenerator<ExperimentEvent, BacktestReport, undefined> {
    const { series, testStart } = this.#data;
    const work = reportProgress((onProgress, stop) => {
      stop.throwIfAborted();
      return backtest(scored, series, { from: testStart, level: this.#level, signal: stop, onProgress });
    }, signal);
    try {
      for (;;) {
        const { done, value } = await work.next();
        if (done) return value;
        yield { type: "backtest", ...value };
      }
    } catch (error) {
      if (signal?.aborted) yield interrupted("backtest", 0, 0, model);
      throw error;
    } finally {
      await work.return(undefined as never);
    }
  }

  /** The model of all rows, and how long its epochs took. */
  async *#refit(
    scored: Forecaster,
    model: Uint8Array,
    options: ExperimentOptions,
  ): AsyncGenerator<ExperimentEvent, { readonly forecaster: Forecaster; readonly seconds: number }, undefined> {
    const phase = "final fit";
    const begin = this.#begin(phase, Math.max(1, scored.training.bestEpoch), options);
    yield begin;
    let seconds = begin.done.reduce((sum, epoch) => sum + epoch.seconds, 0);
    const fit = scored.refit(this.#data.series, fitOptions(phase, options));
    const final = yield* epochsOf(phase, fit, (epoch) => {
      seconds += epoch.seconds;
    });
    if (options.signal?.aborted) {
      const { epochs, bestEpoch } = final.training;
      final.dispose();
      yield interrupted(phase, epochs, bestEpoch, model);
      throw options.signal.reason;
    }
    return { forecaster: final, seconds };
  }

  #begin(
    phase: FitPhase,
    epochs: number,
    { resume }: ExperimentOptions,
  ): Extract<ExperimentEvent, { readonly type: "phase" }> {
    return { type: "phase", phase, epochs, done: stateOf(phase, resume)?.history ?? [] };
  }
}

/**
 * Runs an experiment on a series: `for await (const event of experiment(series, { target: "Close" })) ...`. The last event is
 * `{ type: "result", result }`. Throws as `new Experiment` does, before any work.
 */
export function experiment(
  series: Series,
  settings: ExperimentSettings = {},
  options: ExperimentOptions = {},
): AsyncGenerator<ExperimentEvent, ExperimentResult, undefined> {
  return new Experiment(series, settings).run(options);
}

/** The epochs of a fit as events; what the fit ends with. */
async function* epochsOf<T extends TrainingResult | Forecaster>(
  phase: FitPhase,
  fit: AsyncGenerator<Epoch, T, undefined>,
  onEpoch?: (epoch: Epoch) => void,
): AsyncGenerator<ExperimentEvent, T, undefined> {
  try {
    for (;;) {
      const { done, value } = await fit.next();
      if (done) return value;
      onEpoch?.(value);
      yield { type: "epoch", phase, epoch: value };
    }
  } finally {
    // Also when the consumer leaves: a fit that is not ended keeps its threads.
    await fit.return(undefined as never);
  }
}

function interrupted(
  phase: FitPhase | "backtest",
  epochs: number,
  bestEpoch: number,
  model: Uint8Array | undefined,
): ExperimentEvent {
  return { type: "interrupted", phase, epochs, bestEpoch, ...(model && { model }) };
}

/** Where a run that goes on stands within a fit; undefined at its beginning. */
function stateOf(phase: FitPhase, { fitted, state }: ExperimentPosition = {}): TrainingState | undefined {
  return (fitted === undefined) === (phase === "backtest fit") ? state : undefined;
}

function fitOptions(phase: FitPhase, { signal, threads, checkpoint, resume }: ExperimentOptions): FitOptions {
  const state = stateOf(phase, resume);
  return {
    ...(signal && { signal }),
    ...(threads !== undefined && { threads }),
    ...(checkpoint && {
      checkpoint: { every: checkpoint.every, save: (at: TrainingState) => checkpoint.save(phase, at) },
    }),
    ...(state && { resume: state }),
  };
}

function makeForecaster(data: CheckedData, settings: ExperimentSettings): Forecaster {
  const { series, target, inputs, testStart } = data;
  const { unit, sort, resample, repair, fillGaps, test, level, ...own } = settings;
  const { horizon = 5, season } = own;
  if (season !== undefined && season >= testStart) {
    throw new DataError(
      "SEASON_LONG",
      series.name,
      [
        { option: "season", value: season },
        ` needs more rows than that before the test part, but there are ${testStart}`,
      ],
      { found: season, remedies: ["leave it out"] },
    );
  }
  return new Forecaster({
    ...own,
    target,
    inputs,
    horizon,
    lookback: own.lookback ?? findLookback(data, settings).lookback,
  });
}

/** The default lookback, and the one that gaps leave of it. */
function findLookback({ series, testStart }: CheckedData, { horizon = 5, season }: ExperimentSettings) {
  const wanted = defaultLookback(testStart, horizon, season ?? series.times.seasonLength());
  return { wanted, lookback: lookbackInRuns(series.slice(0, testStart), horizon, wanted) };
}

/** The data, with a word on a default lookback that gaps made shorter. */
function withLookback(data: CheckedData, settings: ExperimentSettings): CheckedData {
  if (settings.lookback !== undefined) return data;
  const { wanted, lookback } = findLookback(data, settings);
  if (lookback === wanted) return data;
  const shortened = `gaps leave few windows: the lookback is ${lookback} and not ${wanted}, since no window crosses a gap`;
  return { ...data, shortened };
}

function layOutFit(forecaster: Forecaster, { series, testStart }: CheckedData): FitLayout {
  try {
    return forecaster.layout(series.slice(0, testStart));
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== "SERIES_TOO_SHORT") throw error;
    const kept = series.length - testStart;
    const smaller = kept > forecaster.horizon ? [["test on fewer rows with a smaller ", { option: "test" }]] : [];
    throw error.with({
      remedies: smaller,
      context: [
        `The series has ${counted(series.length, "row")}, of which the backtest keeps ${kept === series.length ? "all" : `the last ${grouped(kept)}`}`,
      ],
    });
  }
}

/** Throws DataError where gaps leave the test part no window, or stand among the rows that the forecast reads. */
function requireWindows({ lookback, horizon, columns }: Forecaster, { series, testStart }: CheckedData): void {
  if (gapFreeOrigins(series, { lookback, horizon, columns, from: testStart }).length === 0) {
    throw new DataError(
      "WINDOWS_TOO_SHORT",
      series.name,
      `the test part (${series.span(testStart)}) has no window of lookback ${lookback} + horizon ${horizon} without a gap`,
      {
        found: series.length - testStart,
        remedies: [
          ["fill the gaps with ", { option: "fillGaps", value: fillFor(series.times) }],
          ["shorten the ", { option: "lookback" }],
          ["test on more rows with ", { option: "test" }],
        ],
      },
    );
  }
  requireNoGap(series, { lookback, training: series.times });
}

/** Settings as JSON has them, in the order of their rules, however they were given: the same settings are the same text. */
function inOrder(settings: Readonly<Record<string, unknown>>): ExperimentResult["settings"] {
  const given = Object.keys(experimentRules).filter((name) => settings[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, settings[name]])) as ExperimentResult["settings"];
}
