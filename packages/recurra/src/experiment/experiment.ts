// The honest protocol as one noun: cut by time, fit on the earlier part, score on the later part beside naive methods, fit again on all
// rows for as many epochs as validation chose, forecast. Everybody takes this one way: a command line, a page, a service, a queue.
//
// It can stop at any step and go on elsewhere: the backtest and the result are functions of the models, so all that a position holds
// is the model that was scored and the state of the fit under way.

import { DataError, StateError } from "../core/errors.ts";
import { checkOptions, type OptionRule, object } from "../core/option-rules.ts";
import { fillFor } from "../data/grid/fill-for.ts";
import { gapFreeOrigins, gapFreeRuns } from "../data/grid/gap-free-origins.ts";
import type { Series } from "../data/index.ts";
import { seasonRows } from "../data/seasons/season-setting.ts";
import { type BacktestReport, backtest, summariseBacktest } from "../evaluation/index.ts";
import { windowStride } from "../forecast/default-lookback.ts";
import { fitOrigins } from "../forecast/fit-origins.ts";
import {
  type DefaultLookback,
  defaultLookback,
  type FitLayout,
  type FitOptions,
  Forecaster,
  type ForecasterSettings,
  fitSeasons,
  readForecaster,
  requireNoGap,
  writeForecaster,
} from "../forecast/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import type { TrainingState } from "../training/index.ts";
import { checkCheckpoint, THREADS } from "../training/options.ts";
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
import { type FitListener, fitEvents } from "./fit-events.ts";
import { layOut } from "./lay-out.ts";
import { Pace } from "./pace.ts";
import { Plan } from "./plan.ts";
import { reportProgress } from "./report-progress.ts";
import type { ExperimentResult } from "./result.ts";
import { requireSameExperiment } from "./same-experiment.ts";
import { type ExperimentSettings, experimentRules, readSettings } from "./settings.ts";
import { verdictWithLeaks } from "./verdict-with-leaks.ts";

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
  readonly #plan: Plan;

  /** Throws OptionError or DataError, in one sentence, for everything that would stop it later on. */
  constructor(series: Series, settings: ExperimentSettings) {
    this.#settings = readSettings(settings);
    const { data, forecaster, layout } = layOut(
      withLookback(checkData(series, this.#settings), this.#settings),
      this.#settings,
      makeForecaster,
    );
    this.#data = data;
    this.#forecaster = forecaster;
    this.#fit = layout;
    requireWindows(this.#forecaster, this.#data);
    // A mode whose kernels are not loaded is refused now.
    withMode(this.#forecaster.settings.mode, () => {});
    const { target, inputs, testStart } = this.#data;
    const { training, validation, batchSize, skip, bounds, seasons, stride } = this.#fit;
    this.#plan = planOf(this.#forecaster, this.#data, this.#fit);
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
      seasons,
      learningRows: testStart,
      trainingWindows: training.length,
      stride,
      validationWindows: validation.length,
      batches: this.#plan.batches["backtest fit"],
      epochWork: this.#plan.epochWork,
      backtest: this.#plan.backtest,
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
      const tested = yield* this.#backtest(scored, model, options);
      const report = { ...tested, verdict: verdictWithLeaks(tested.verdict, this.#data.findings) };
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
    const { epochs } = this.#forecaster.settings;
    yield this.#begin(phase, epochs, options);
    try {
      const { stopped, history, bestEpoch } = yield* fitEvents(
        (more) => this.#forecaster.fit(series.slice(0, testStart), { ...fitOptions(phase, options), ...more }),
        this.#listener(phase, epochs, options),
      );
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
    const { stride } = this.#plan.backtest;
    const work = reportProgress<BacktestReport, { done: number; total: number }>((tell, stop) => {
      stop.throwIfAborted();
      const onProgress = (done: number, total: number): void => tell({ done, total });
      return backtest(scored, series, { from: testStart, stride, level: this.#level, signal: stop, onProgress });
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
    const epochs = Math.max(1, scored.training.bestEpoch);
    const begin = this.#begin(phase, epochs, options);
    yield begin;
    let seconds = begin.done.reduce((sum, epoch) => sum + epoch.seconds, 0);
    const listener = this.#listener(phase, epochs, options);
    const final = yield* fitEvents(
      (more) => scored.refit(this.#data.series, { ...fitOptions(phase, options), ...more }),
      {
        ...listener,
        ofEpoch: (epoch) => {
          seconds += epoch.seconds;
          return listener.ofEpoch(epoch);
        },
      },
      (forecaster) => forecaster.dispose(),
    );
    if (options.signal?.aborted) {
      const { epochs: done, bestEpoch } = final.training;
      final.dispose();
      yield interrupted(phase, done, bestEpoch, model);
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

  /** What is told of a fit while it runs. */
  #listener(phase: FitPhase, epochs: number, { signal }: ExperimentOptions): FitListener<ExperimentEvent> {
    const pace = new Pace();
    let estimated = false;
    return {
      signal,
      isWorthTelling: (step) => pace.count(step),
      ofStep: (step) => {
        const { epoch, batch } = step;
        const events: ExperimentEvent[] = [
          { type: "batch", phase, epoch, batch, batches: this.#plan.batches[phase], loss: pace.loss },
        ];
        if (pace.batchTime === undefined || estimated) return events;
        estimated = true;
        const { epoch: epochSeconds, most } = this.#plan.estimate(phase, pace.batchTime, step, epochs);
        return [{ type: "estimate", phase, epochSeconds, mostSeconds: most }, ...events];
      },
      ofEpoch: (epoch) => ({ type: "epoch", phase, epoch }),
    };
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
  const { target, inputs } = data;
  const { unit, sort, resample, repair, fillGaps, test, level, autoShorten, ...own } = settings;
  requireSeasonsFit(data, own.season);
  const forecaster = new Forecaster({ ...own, target, inputs });
  if (own.lookback !== undefined) return forecaster;
  const { lookback } = findLookback(data, forecaster.settings);
  return new Forecaster({ ...forecaster.settings, lookback });
}

/** Throws DataError SEASON_LONG for a season that the rows before the test part do not hold. */
function requireSeasonsFit({ series, testStart }: CheckedData, season: ExperimentSettings["season"]): void {
  const long = seasonRows(season)?.find((rows) => rows >= testStart);
  if (long === undefined) return;
  const one = season === long;
  throw new DataError(
    "SEASON_LONG",
    series.name,
    [
      one ? { option: "season", value: long } : { option: "season" },
      `${one ? "" : ` of ${grouped(long)} rows`} needs more rows than that before the test part, but there are ${testStart}`,
    ],
    { found: long, remedies: ["leave it out"] },
  );
}

/** The default lookback, and the one that it would be without gaps. */
function findLookback({ series, testStart }: CheckedData, settings: ForecasterSettings): DefaultLookback {
  const known = series.slice(0, testStart);
  return defaultLookback(settings, known, fitSeasons(settings, known));
}

/** The data, with a word on a default lookback that gaps made shorter. */
function withLookback(data: CheckedData, settings: ExperimentSettings): CheckedData {
  if (settings.lookback !== undefined) return data;
  const { gapless, lookback } = findLookback(data, makeForecaster(data, settings).settings);
  if (lookback === gapless) return data;
  const shortened = `gaps leave few windows: the lookback is ${lookback} and not ${gapless}, since no window crosses a gap`;
  return { ...data, shortened };
}

function planOf(forecaster: Forecaster, { series, testStart }: CheckedData, layout: FitLayout): Plan {
  const { settings, lookback, horizon, columns } = forecaster;
  const all = fitOrigins(series, { ...settings, lookback }).length;
  return new Plan(settings, {
    layout,
    tested: (stride) => gapFreeOrigins(series, { lookback, horizon, columns, from: testStart, stride }).length,
    final: Math.floor(all / windowStride(settings, lookback, all)),
    seasons: layout.seasons.map(({ rows }) => rows),
  });
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
  try {
    requireNoGap(series, { lookback, training: series.times });
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const after = gapFreeRuns(series).at(-1);
    const room = after === undefined ? 0 : after.to - after.from;
    throw error.with({ remedies: [["use ", { option: "lookback", value: room }, ": so many rows stand behind it"]] });
  }
}

/** Settings as JSON has them, in the order of their rules, however they were given: the same settings are the same text. */
function inOrder(settings: Readonly<Record<string, unknown>>): ExperimentResult["settings"] {
  const given = Object.keys(experimentRules).filter((name) => settings[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, settings[name]])) as ExperimentResult["settings"];
}
