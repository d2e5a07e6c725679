// The honest protocol as one noun: cut by time, fit on the earlier part, score on the later part beside naive methods, fit again on all
// rows for as many epochs as validation chose, forecast. Everybody takes this one way: a command line, a page, a service, a queue.
//
// It can stop at any step and go on elsewhere: the backtest and the result are functions of the models, so all that a position holds
// is the model that was scored and the state of the fit under way.

import { joinAhead } from "../ahead/future-rows.ts";
import { aheadWidth } from "../ahead/known-ahead.ts";
import { StateError } from "../core/errors.ts";
import { callback, checkOptions, flag, type OptionRule, object, requireOption, SIGNAL } from "../core/option-rules.ts";
import type { Series } from "../data/index.ts";
import { SERIES } from "../data/table/series-rule.ts";
import { type BacktestReport, backtest, summariseBacktest } from "../evaluation/index.ts";
import { checkNetwork } from "../forecast/forecaster-file.ts";
import {
  type FitLayout,
  type Forecaster,
  type ForecasterParts,
  readForecaster,
  writeForecaster,
} from "../forecast/index.ts";
import { refitEpochs } from "../forecast/layout/fit-layout.ts";
import type { NetworkOptions } from "../forecast/settings/network-options.ts";
import { checkParts, PART_RULES } from "../forecast/settings/part-rules.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { METRICS } from "../training/metrics.ts";
import { checkCheckpoint, THREADS } from "../training/options.ts";
import { buildResult } from "./build-result.ts";
import { type CheckedData, checkData } from "./checked-data.ts";
import {
  type ExperimentEvent,
  type ExperimentOptions,
  type ExperimentOutline,
  type FitPhase,
  type FittedModel,
  RESUME,
} from "./events.ts";
import { fitEvents } from "./fit-events.ts";
import { fitBegins, fitListener, fitOptions, interrupted } from "./fit-phase.ts";
import { layOut } from "./lay-out.ts";
import { makeForecaster, withLookback } from "./make-forecaster.ts";
import { outlineOf, planOf } from "./outline.ts";
import { validationRivals } from "./plain-backtest.ts";
import type { Plan } from "./plan.ts";
import { reportProgress } from "./report-progress.ts";
import { requireWindows } from "./require-windows.ts";
import type { ExperimentResult, ToBeat } from "./result.ts";
import { requireSameExperiment } from "./same-experiment.ts";
import { type ExperimentSettings, readSettings } from "./settings.ts";
import { verdictWithFindings } from "./verdict-with-findings.ts";

const OPTIONS: Readonly<Record<keyof ExperimentOptions, OptionRule<unknown>>> = {
  signal: SIGNAL,
  threads: THREADS,
  rivals: flag,
  metrics: METRICS,
  onStep: callback(),
  checkpoint: object(),
  resume: RESUME,
};

/** An experiment that is known to be possible: settings and data are checked, nothing is left to be refused once training has begun. */
export class Experiment {
  readonly outline: ExperimentOutline;
  readonly #settings: ExperimentSettings;
  readonly #data: CheckedData;
  readonly #forecaster: Forecaster;
  readonly #fit: FitLayout;
  readonly #plan: Plan;
  readonly #parts: ForecasterParts;

  /**
   * `parts`: what a Forecaster is given beside its settings, such as a pretrained network; `network`, which builds one of your own (see Forecaster), may stand
   * among the settings. Throws OptionError or DataError, in one sentence, for
   * everything that would stop it later on.
   */
  constructor(series: Series, settings: ExperimentSettings & NetworkOptions, given: ForecasterParts = {}) {
    requireOption("experiment", "series", SERIES, series);
    checkParts("experiment", given);
    const { plain, parts } = withNetwork(settings, given);
    this.#settings = readSettings(plain);
    this.#parts = parts;
    const { data, forecaster, layout } = layOut(
      withLookback(checkData(series, this.#settings), this.#settings, parts),
      this.#settings,
      (checked, own) => makeForecaster(checked, own, parts),
    );
    this.#data = data;
    this.#forecaster = forecaster;
    this.#fit = layout;
    requireWindows(forecaster, data, this.#settings.lookback !== undefined);
    const brought = parts.network && checkNetwork(parts.network, forecaster.settings, layout);
    if (aheadWidth(forecaster.settings) > 0) joinAhead(data.series, forecaster.settings, data.behind);
    // A mode whose kernels are not loaded is refused now.
    withMode(forecaster.settings.mode, () => {});
    this.#plan = planOf(forecaster, data, layout);
    const { unit } = this.#settings;
    this.outline = outlineOf({ data, forecaster, layout, plan: this.#plan, level: this.#level, unit, brought });
  }

  get #level(): number | readonly number[] {
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
    const { model, epochs, toBeat } = yield* this.#fitted(options);
    const scored = readForecaster(model, "the model of the backtest fit", this.#parts);
    const made = [scored];
    try {
      requireSameExperiment(scored, this.#forecaster, this.#data.testStart);
      const tested = yield* this.#backtest(scored, model, options);
      const report = { ...tested, verdict: verdictWithFindings(tested, this.#data) };
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
        toBeat,
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
    const begin = fitBegins(phase, { epochs, tuning: this.#forecaster.tuningEpochs }, options);
    yield begin;
    const toBeat = options.rivals ? yield* this.#rivals(phase, options) : undefined;
    const done = [...begin.done];
    const listener = fitListener(phase, epochs, this.#plan, options);
    try {
      const { stopped, history, bestEpoch, tunes } = yield* fitEvents(
        (more) => this.#forecaster.fit(series.slice(0, testStart), { ...fitOptions(phase, options), ...more }),
        {
          ...listener,
          ofEpoch: (epoch) => {
            done.push(epoch);
            return listener.ofEpoch(epoch);
          },
        },
      );
      const model = history.length > 0 || stopped === "finished" ? writeForecaster(this.#forecaster) : undefined;
      // A fit that was not stopped has at least one epoch, or no network.
      if (stopped === "aborted" || model === undefined) {
        yield interrupted(phase, history.length, bestEpoch, model, tunes);
        throw (
          options.signal?.reason ?? new StateError("EXPERIMENT_STOPPED", "experiment", "the fit ended without an epoch")
        );
      }
      const made: FittedModel = { model, epochs: done, ...(toBeat && { toBeat }) };
      yield { type: "fitted", ...made };
      return made;
    } finally {
      this.#forecaster.dispose();
    }
  }

  async *#rivals(
    phase: FitPhase,
    { signal }: ExperimentOptions,
  ): AsyncGenerator<ExperimentEvent, ToBeat | undefined, undefined> {
    const series = this.#data.series.slice(0, this.#data.testStart);
    const found = await this.#forecaster.rivalLosses(series, { ...(signal && { signal }) }).catch((error) => {
      // The fit that follows ends at once, and says that it was interrupted.
      if (signal?.aborted) return undefined;
      throw error;
    });
    if (found === undefined) return undefined;
    yield { type: "rivals", phase, ...validationRivals(found, series, this.#data.target) };
    return { ...found.losses[0], windows: found.windows };
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
    const epochs = Math.max(1, refitEpochs(scored.training));
    const begin = fitBegins(phase, { epochs, tuning: scored.retuningEpochs }, options);
    yield begin;
    let seconds = begin.done.reduce((sum, epoch) => sum + epoch.seconds, 0);
    const listener = fitListener(phase, epochs, this.#plan, options);
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
}

/**
 * Runs an experiment on a series: `for await (const event of experiment(series, { target: "Close" })) ...`. The last event is
 * `{ type: "result", result }`. Throws as `new Experiment` does, before any work.
 */
export function experiment(
  series: Series,
  settings: ExperimentSettings & NetworkOptions = {},
  given: ExperimentOptions & ForecasterParts = {},
): AsyncGenerator<ExperimentEvent, ExperimentResult, undefined> {
  checkOptions("experiment", given, { ...OPTIONS, ...PART_RULES });
  const { pretrained, network, ...options } = given;
  return new Experiment(series, settings, { pretrained, network }).run(options);
}

/** The settings as plain data, and what builds the network, which may stand among them. */
function withNetwork(
  settings: ExperimentSettings & NetworkOptions,
  parts: ForecasterParts,
): { readonly plain: ExperimentSettings; readonly parts: ForecasterParts } {
  // What is no object is refused by who reads it.
  if (typeof settings !== "object" || settings === null || settings.network === undefined)
    return { plain: settings, parts };
  const { network, ...plain } = settings;
  const all = { ...parts, network };
  checkParts("experiment", all);
  return { plain, parts: all };
}
