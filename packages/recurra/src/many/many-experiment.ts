// The honest protocol over many series: cut each by time, fit one model on the earlier parts of all, score it on the later part of each
// beside rivals, fit again on all rows, forecast each. It can stop at any step and go on elsewhere, as an experiment on one series can.

import { StateError } from "../core/errors.ts";
import { checkOptions, type OptionRule, object, requireOption, SIGNAL } from "../core/option-rules.ts";
import type { SeriesSet } from "../data/index.ts";
import { SET } from "../data/many/set-rule.ts";
import { RESUME } from "../experiment/events.ts";
import type { FitPhase, FittedModel } from "../experiment/index.ts";
import { type ForecasterParts, requirePretrained } from "../forecast/settings/forecaster-options.ts";
import { checkParts, PART_RULES } from "../forecast/settings/part-rules.ts";
import { GlobalForecaster, readGlobalForecaster, writeGlobalForecaster } from "../global/index.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { METRICS } from "../training/metrics.ts";
import { checkCheckpoint, THREADS } from "../training/options.ts";
import { type Cut, cutSet } from "./cut.ts";
import type { ManyEvent, ManyOptions, ManyOutline } from "./events.ts";
import { fitAsEvents, fitBegins } from "./fit-phase.ts";
import { forecastAll } from "./forecast-all.ts";
import { partsOfModel } from "./parts-of-model.ts";
import { type PreparedSet, prepareSet } from "./prepare-set.ts";
import type { ManyResult, SeriesForecast } from "./result.ts";
import { type Scores, scoreAll } from "./score-all.ts";
import { type ManySettings, manyRules, readManySettings } from "./settings.ts";
import { type Chosen, chooseShown, withForecasts } from "./shown-series.ts";

const OPTIONS: Readonly<Record<keyof ManyOptions, OptionRule<unknown>>> = {
  signal: SIGNAL,
  threads: THREADS,
  metrics: METRICS,
  checkpoint: object(),
  resume: RESUME,
};

/** All rivals are fitted up to so many series, and rows of all. */
const [mostSeries, mostRows] = [200, 200_000];
/** Windows that are scored of all series together, and the fewest and the most of one. */
const [allWindows, fewestWindows, mostWindows] = [40_000, 8, 200];
/** Numbers of a forecast that a document holds at most. */
const mostForecasts = 400_000;

/** A protocol that is known to be possible: settings and data are checked, nothing is left to be refused once training has begun. */
export class ManyExperiment {
  readonly outline: ManyOutline;
  readonly #settings: ManySettings;
  readonly #prepared: PreparedSet;
  readonly #forecaster: GlobalForecaster;
  readonly #cut: Cut;
  /** The ids and notes of the file. */
  readonly #given: SeriesSet;

  /**
   * `parts`: what a GlobalForecaster is given beside its settings, such as a pretrained network. Throws OptionError or DataError, in one sentence, for
   * everything that would stop it later on.
   */
  constructor(set: SeriesSet, settings: ManySettings, parts: ForecasterParts = {}) {
    requireOption("experimentMany", "set", SET, set);
    checkParts("experimentMany", parts);
    this.#given = set;
    this.#settings = readManySettings(settings);
    const { unit, sort, resample, repair, fillGaps, test = 0.2, level, rivals, ...own } = this.#settings;
    this.#prepared = prepareSet(set, this.#settings);
    const { target } = this.#prepared;
    this.#forecaster = new GlobalForecaster({ ...own, target }, parts);
    requirePretrained(this.#forecaster.settings, parts.pretrained, "experimentMany", "experimentMany(set, settings");
    this.#cut = cutSet(this.#prepared.set, test, this.#forecaster.horizon);
    withMode(this.#forecaster.settings.mode, () => {});
    this.outline = this.#outlined();
  }

  #outlined(): ManyOutline {
    const { set, target } = this.#prepared;
    const { rivals: asked, test = 0.2, level = 0.9, unit } = this.#settings;
    const few = set.size > mostSeries || set.rows > mostRows;
    const given: Readonly<Record<string, unknown>> = { ...this.#forecaster.settings, test, level, unit };
    const names = Object.keys(manyRules).filter((name) => given[name] !== undefined);
    return {
      target,
      idColumns: this.#given.idColumns,
      ...{ series: set.size, rows: set.rows },
      tested: this.#cut.starts.reduce((count, start, at) => count + (start < set.lengthAt(at) ? 1 : 0), 0),
      cut: this.#cut.time,
      rivals: asked ?? (few ? "few" : "all"),
      mostWindows: Math.min(mostWindows, Math.max(fewestWindows, Math.floor(allWindows / set.size))),
      settings: Object.fromEntries(names.map((name) => [name, given[name]])) as ManyResult["settings"],
    };
  }

  /**
   * Does the work, and yields what happens. The last event is the result, which is also returned. When `signal` ends it, the last event
   * is "interrupted", and the signal's reason is thrown.
   */
  run(options: ManyOptions = {}): AsyncGenerator<ManyEvent, ManyResult, undefined> {
    checkOptions("experimentMany", options, OPTIONS);
    if (options.checkpoint) checkCheckpoint(options.checkpoint);
    return this.#work(options);
  }

  async *#work(options: ManyOptions): AsyncGenerator<ManyEvent, ManyResult, undefined> {
    yield { type: "outline", outline: this.outline };
    const { model } = yield* this.#fitted(options);
    const scored = readGlobalForecaster(model, "the model of the backtest fit");
    let final: GlobalForecaster | undefined;
    try {
      const scores = yield* this.#score(scored, model, options);
      const parts = partsOfModel(scored);
      const chosen = chooseShown(scores.rows, this.#prepared.set, scored);
      final = yield* this.#refit(scored, model, options);
      yield { type: "model", model: writeGlobalForecaster(final) };
      const result = yield* this.#forecast(final, { scores, parts, chosen });
      yield { type: "result", result };
      return result;
    } finally {
      scored.dispose();
      final?.dispose();
    }
  }

  /** The model of the earlier parts: fitted, or as it was kept. */
  async *#fitted(options: ManyOptions): AsyncGenerator<ManyEvent, FittedModel, undefined> {
    const { fitted } = options.resume ?? {};
    if (fitted !== undefined) return fitted;
    const phase = "backtest fit";
    const { settings } = this.#forecaster;
    const { learn } = this.#cut;
    const known = this.#prepared.set.cut((_, index) => [0, learn[index]]);
    const begin = fitBegins(phase, settings.epochs, options);
    yield begin;
    const epochs = [...begin.done];
    try {
      const fit = fitAsEvents(phase, settings, options, (more) => this.#forecaster.fit(known, more));
      for (;;) {
        const { done, value } = await fit.next();
        if (!done) {
          if (value.type === "epoch") epochs.push(value.epoch);
          yield value;
          continue;
        }
        const { stopped, bestEpoch } = value;
        const model = bestEpoch > 0 || stopped === "finished" ? writeGlobalForecaster(this.#forecaster) : undefined;
        if (stopped === "aborted" || model === undefined) {
          yield interrupted(phase, epochs.length, bestEpoch, model);
          throw (
            options.signal?.reason ??
            new StateError("EXPERIMENT_STOPPED", "experimentMany", "the fit ended without an epoch")
          );
        }
        yield { type: "fitted", model, epochs };
        return { model, epochs };
      }
    } finally {
      this.#forecaster.dispose();
    }
  }

  async *#score(
    scored: GlobalForecaster,
    model: Uint8Array,
    { signal }: ManyOptions,
  ): AsyncGenerator<ManyEvent, Scores, undefined> {
    const { rivals, mostWindows: most } = this.outline;
    const { level = 0.9 } = this.#settings;
    const keys = (at: number): readonly string[] => this.#given.key(at);
    const work = scoreAll(scored, this.#prepared.set, this.#cut.starts, keys, { rivals, most, level, signal });
    try {
      for (;;) {
        const { done, value } = await work.next();
        if (done) return value;
        yield { type: "backtest", ...value };
      }
    } catch (error) {
      if (signal?.aborted) yield interrupted("backtest", 0, 0, model);
      throw error;
    }
  }

  /** The model of all rows. */
  async *#refit(
    scored: GlobalForecaster,
    model: Uint8Array,
    options: ManyOptions,
  ): AsyncGenerator<ManyEvent, GlobalForecaster, undefined> {
    const phase = "final fit";
    const { settings, training } = scored;
    yield fitBegins(phase, Math.max(1, training.bestEpoch), options);
    const final = yield* fitAsEvents(
      phase,
      { ...settings, epochs: Math.max(1, training.bestEpoch) },
      options,
      (more) => scored.refit(this.#prepared.set, more),
      (made) => made.dispose(),
    );
    if (options.signal?.aborted) {
      const { epochs, bestEpoch } = final.training;
      final.dispose();
      yield interrupted(phase, epochs, bestEpoch, model);
      throw options.signal.reason;
    }
    return final;
  }

  async *#forecast(
    final: GlobalForecaster,
    {
      scores,
      parts,
      chosen,
    }: { readonly scores: Scores; readonly parts: ManyResult["model"]; readonly chosen: readonly Chosen[] },
  ): AsyncGenerator<ManyEvent, ManyResult, undefined> {
    const { set, target, findings } = this.#prepared;
    const { unit, level = 0.9 } = this.#settings;
    const { horizon } = final;
    const kept = set.size * horizon <= mostForecasts;
    const shown = new Set(chosen.map(({ at }) => at));
    const [forecasts, wanted]: [SeriesForecast[], Map<number, SeriesForecast>] = [[], new Map()];
    const rows = [...scores.rows];
    let at = 0;
    for (const { forecast, by } of forecastAll(final, set, (index) => this.#given.key(index), scores)) {
      if (shown.has(at)) wanted.set(at, forecast);
      if (kept) forecasts.push(forecast);
      if (by !== undefined) rows[at] = { ...rows[at], ...by };
      at++;
      yield { type: "forecast", forecast };
    }
    const { times } = set.at(0);
    return {
      ...{ format: "recurra-many/1", status: "done", target, ...(unit !== undefined && { unit }) },
      ...{ idColumns: this.#given.idColumns, horizon, level },
      verdict: scores.verdict(this.#given.idColumns, rows),
      model: parts,
      scores: scores.pooled,
      comparisons: scores.comparisons,
      coverage: scores.coverage,
      series: rows,
      shown: withForecasts(chosen, wanted),
      forecasts: kept ? forecasts : null,
      data: {
        ...{ file: this.#given.name, series: set.size, rows: set.rows, clock: times.kind, step: times.step },
        ...{ cut: this.#cut.time, seasons: final.training.seasons, findings, notes: this.#given.notes },
      },
      settings: this.outline.settings,
    };
  }
}

/** The event with which the work ends that was stopped. */
function interrupted(
  phase: FitPhase | "backtest",
  epochs: number,
  bestEpoch: number,
  model: Uint8Array | undefined,
): ManyEvent {
  return { type: "interrupted", phase, epochs, bestEpoch, ...(model && { model }) };
}

/**
 * Runs the protocol on a set: `for await (const event of experimentMany(set, { target: "Sales", horizon: 8 })) ...`. The last event is
 * `{ type: "result", result }`. Throws as `new ManyExperiment` does, before any work.
 */
export function experimentMany(
  set: SeriesSet,
  settings: ManySettings = {},
  given: ManyOptions & ForecasterParts = {},
): AsyncGenerator<ManyEvent, ManyResult, undefined> {
  checkOptions("experimentMany", given, { ...OPTIONS, ...PART_RULES });
  const { pretrained, ...options } = given;
  return new ManyExperiment(set, settings, { pretrained }).run(options);
}
