// One model for many series: a recurrent network that all share, each on its own scale, beside linear paths in closed form.

import { COPY } from "../core/copy.ts";
import { DataError } from "../core/errors.ts";
import { quoteCell, suggestNames } from "../core/nearest-names.ts";
import { checkOptions, requireOption, TEXT } from "../core/option-rules.ts";
import type { Season, SeriesSet } from "../data/index.ts";
import { SET } from "../data/many/set-rule.ts";
import { type SeasonSetting, seasonRows } from "../data/seasons/season-setting.ts";
import { VALIDATION_SHARE } from "../forecast/settings/fit-span.ts";
import { type ForecasterParts, requirePretrained } from "../forecast/settings/forecaster-options.ts";
import { checkParts } from "../forecast/settings/part-rules.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import type { Epoch, TrainingResult } from "../training/index.ts";
import { checkCheckpoint } from "../training/options.ts";
import { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import { fitParts, type KnownParts } from "./fit-parts.ts";
import { type GlobalFitted, requireFitted } from "./global-fitted.ts";
import { globalName } from "./global-name.ts";
import { checkRefit, type GlobalTraining, summariseGlobal } from "./global-training.ts";
import { FIT_RULES, type GlobalFitOptions, type GlobalRefitOptions } from "./layout/global-fit-options.ts";
import { type GlobalLayout, layOutGlobal } from "./layout/global-layout.ts";
import { type GlobalOptions, type GlobalSettings, resolveGlobal, trainsNetwork } from "./layout/global-options.ts";
import { MemberForecaster } from "./member-forecaster.ts";
import type { MemberNetworks } from "./parts/member-networks.ts";
import { buildNetworks, trainNetworks } from "./parts/network-course.ts";
import type { PathsUsed } from "./parts/weigh-parts.ts";
import { predictSet, type SeriesForecast } from "./predict-set.ts";
import { requireWindows } from "./require-windows.ts";

/** Share of the truths that intervals of a fit are to hold. */
const LEVEL = 0.9;

/** The fit that a refit repeats. */
interface Before {
  readonly known: KnownParts;
  readonly scored: MemberNetworks;
  readonly epochs: number;
}

/**
 * Forecasts the next `horizon` rows of one column of every series of a set.
 *
 *   forecast = p network + (1 - p) rest        rest: paths, the pretrained network where it is given one, or the mean of both
 *                                              paths: the series' own linear path, one that all share, or the mean of both
 *
 * One SegmentNetwork reads windows of all series, each measured from its last value in units of its series (the mean absolute change over a
 * season), drawn alike from every series. Validation, on the last windows of each series, chooses the epochs, the rest and p, which are the same
 * for all series; the pretrained network sees each in the ways that suit its rows. Series with too few rows are forecast by that network, where there is
 * one, or by what stands in, and new ones by what all share.
 *
 * Throws OptionError for options that cannot be used, DataError for series that cannot, StateError before the first fit.
 * Source: SegRNN, arXiv:2308.11200; global models: Montero-Manso and Hyndman 2021, arXiv:2008.00444.
 */
export class GlobalForecaster {
  readonly settings: GlobalSettings;
  #fitted: GlobalFitted | undefined;
  /** The network that was trained on other series. */
  readonly #pretrained: PretrainedSource | undefined;

  /**
   * `pretrained`: a network that was trained on other series, `loadPretrained()` of recurra/pretrained; validation says how much of a forecast is its
   * own. It is left out where there are too many series for it.
   */
  constructor(options: GlobalOptions, parts: ForecasterParts = {}) {
    this.settings = resolveGlobal(options);
    checkParts("GlobalForecaster", parts);
    const { pretrained } = parts;
    this.#pretrained = pretrained instanceof SeasonNetwork ? PretrainedSource.of(pretrained) : pretrained;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** As a sentence says it behind "the": "shared segment GRU with linear paths". */
  get name(): string {
    return globalName(this.settings, this.#fitted);
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

  /** The seasons that were asked for; once fitted, those that it was fitted with. */
  get seasons(): readonly Season[] | undefined {
    const rows = seasonRows(this.settings.season);
    return this.#fitted?.shape.seasons ?? rows?.map((count) => ({ rows: count, name: `${count} rows` }));
  }

  /** Those of the series that it was fitted on, in their order. Throws StateError before the first fit. */
  get ids(): readonly string[] {
    return [...requireFitted(this.#fitted).members.keys()];
  }

  /** The share of the network in a forecast; the rest is the linear paths' and the pretrained network's. Throws StateError before the first fit. */
  get networkShare(): number {
    return requireFitted(this.#fitted).networkShare;
  }

  /** Which linear paths make the rest of a forecast. Throws StateError before the first fit. */
  get paths(): PathsUsed {
    return requireFitted(this.#fitted).paths;
  }

  /** The share of the pretrained network in a forecast; 0 where there is none, or it was left out. Throws StateError before the first fit. */
  get pretrainedShare(): number {
    const { networkShare, pretrained } = requireFitted(this.#fitted);
    return (1 - networkShare) * (pretrained?.share ?? 0);
  }

  /** What the last fit did. Throws StateError before the first one. */
  get training(): GlobalTraining {
    return requireFitted(this.#fitted).training;
  }

  /**
   * Fits on the series of a set, anew each time, and yields the epochs of the network. Ended early, by `signal` or by leaving the loop, it
   * keeps the best epoch so far and can be used. Series without a value missing; times may be missing.
   */
  async *fit(set: SeriesSet, options: GlobalFitOptions = {}): AsyncGenerator<Epoch, TrainingResult, undefined> {
    requireOption("fit", "set", SET, set);
    checkOptions("fit", options, FIT_RULES);
    const layout = this.#layOut(set, options.validation ?? VALIDATION_SHARE);
    return yield* this.#run(layout, options);
  }

  /**
   * Fits a new forecaster with the same settings on all rows, and yields the epochs: as many steps at the same rates as validation chose here, and
   * the same choice of paths and share. It takes over the intervals, which were measured on rows that this one had not seen.
   *
   * Whether its network is taken is asked on the last windows of all series, where this one's network stands beside it: it has seen these rows and
   * must not err more there. Else the forecaster has this one's network, and paths of all rows.
   */
  async *refit(set: SeriesSet, options: GlobalRefitOptions = {}): AsyncGenerator<Epoch, GlobalForecaster, undefined> {
    requireOption("refit", "set", SET, set);
    checkOptions("refit", options, FIT_RULES);
    const fitted = requireFitted(this.#fitted);
    const { shape, shared, paths, networkShare, pretrained, intervals, training, networks } = fitted;
    const source = this.#pretrained && new PretrainedSource(this.#pretrained.options, this.#pretrained.weights);
    const forecaster = new GlobalForecaster(this.settings, { pretrained: source });
    const layout = layOutGlobal(this.settings, set, 0, shape);
    const known: KnownParts = {
      ...{ paths, networkShare, pretrained, intervals },
      own: new Map([...fitted.members].flatMap(([id, { choices }]) => (choices.length === 0 ? [] : [[id, choices]]))),
      ...(shared && { shared: shared.choice }),
      errs: new Map([...fitted.members].map(([id, { errs }]) => [id, errs])),
    };
    let whole = false;
    try {
      yield* forecaster.#run(layout, options, { known, scored: networks, epochs: Math.max(1, training.bestEpoch) });
      whole = true;
    } finally {
      // Whoever leaves its loop never gets it.
      if (!whole) forecaster.dispose();
    }
    return forecaster;
  }

  /**
   * The forecaster of one of the series of the fit, for backtests. Throws DataError SERIES_UNKNOWN with the nearest ids, StateError before the
   * first fit.
   */
  of(id: string): MemberForecaster {
    requireOption("GlobalForecaster", "id", TEXT, id);
    const fitted = requireFitted(this.#fitted);
    const member = fitted.members.get(id);
    if (member !== undefined) return new MemberForecaster(this.name, this.settings, fitted, member);
    throw new DataError("SERIES_UNKNOWN", "GlobalForecaster", `it was not fitted on a series ${quoteCell(id)}`, {
      found: id,
      context: suggestNames(id, this.ids.slice(0, 10_000)),
    });
  }

  /**
   * The rows after the last one of each series of a set, with intervals where they are known, one series after the other. Series that the fit
   * did not see are forecast by the network, the shared path and the pretrained network, in the unit of their own rows.
   * Throws DataError STEP_DIFFERS for a series on another clock, StateError before the first fit.
   */
  predict(set: SeriesSet): Generator<SeriesForecast, void, undefined> {
    requireOption("predict", "set", SET, set);
    return predictSet(this.settings, requireFitted(this.#fitted), set);
  }

  /** Gives the weights' memory back. The forecaster can be fitted again. */
  dispose(): void {
    this.#fitted?.networks?.dispose();
    this.#pretrained?.dispose();
    this.#fitted = undefined;
  }

  /** @internal What a file keeps (global-file.ts). */
  get fitted(): GlobalFitted {
    return requireFitted(this.#fitted);
  }

  /** @internal The forecaster of such a state. */
  static ofFitted(options: GlobalOptions, fitted: GlobalFitted): GlobalForecaster {
    const forecaster = new GlobalForecaster(options, { pretrained: fitted.pretrained?.source });
    forecaster.#fitted = fitted;
    return forecaster;
  }

  #layOut(set: SeriesSet, validation: number): GlobalLayout {
    requirePretrained(this.settings, this.#pretrained, "GlobalForecaster");
    const layout = layOutGlobal(this.settings, set, validation);
    requireWindows(this.settings, set, layout);
    return layout;
  }

  /** Trains, and makes the parts around the network. */
  async *#run(
    layout: GlobalLayout,
    options: GlobalFitOptions,
    before?: Before,
  ): AsyncGenerator<Epoch, TrainingResult, undefined> {
    const { settings } = this;
    if (options.checkpoint) checkCheckpoint(options.checkpoint);
    // A network without a share need not learn again.
    const trains = trainsNetwork(settings) && (before === undefined || before.known.networkShare > 0);
    const networks = buildNetworks(settings, layout);
    let training: ReturnType<typeof trainNetworks> | undefined;
    let done = options.resume?.history ?? [];
    let [failed, whole] = [false, false];
    let result: TrainingResult = {
      ...{ epochs: 0, bestEpoch: 0, bestLoss: Number.NaN, threads: 1, history: [] },
      stopped: options.signal?.aborted ? "aborted" : "finished",
    };
    try {
      const epochs = before === undefined ? settings.epochs : before.epochs;
      training = trains ? trainNetworks(networks, settings, layout, { ...options, epochs }) : undefined;
      for (let next = await training?.next(); next !== undefined; next = await training?.next()) {
        if (next.done) {
          result = next.value;
          break;
        }
        done = [...done, next.value];
        yield next.value;
      }
      whole = result.stopped !== "aborted";
    } catch (error) {
      failed = true;
      networks.dispose();
      throw error;
    } finally {
      if (!failed) {
        // Also when the caller leaves its loop early: ending the inner generator puts the best weights back.
        await training?.return(undefined as never);
        await this.#keep(layout, networks, { options, done, whole, before });
      }
    }
    // Stopped by the signal on the way from the network to the paths.
    return this.training.interrupted ? { ...result, stopped: "aborted" } : result;
  }

  async #keep(
    layout: GlobalLayout,
    networks: MemberNetworks,
    {
      options,
      done,
      whole,
      before,
    }: { options: GlobalFitOptions; done: readonly Epoch[]; whole: boolean; before: Before | undefined },
  ): Promise<void> {
    const { settings } = this;
    const levels = [options.level ?? LEVEL].flat();
    const check = before && done.length > 0 ? checkRefit(networks, before.scored, settings, layout) : undefined;
    const parts = await fitParts({
      ...{ settings, layout, levels, known: before?.known },
      networks: trainsNetwork(settings) ? networks : undefined,
      pretrained: this.#pretrained,
      // Whoever stopped it is not kept waiting for the paths of hundreds of series.
      signal: whole ? options.signal : AbortSignal.abort(),
    });
    this.dispose();
    const { shared, members, paths, networkShare, pretrained, intervals, errors } = parts;
    const stopped = !whole || options.signal?.aborted === true;
    const training = summariseGlobal(layout, { done, whole: !stopped, errors, refit: check });
    const { seasons, lookback, segmentRows, anchorSeason } = layout;
    const shape = { seasons, lookback, segmentRows, anchorSeason };
    this.#fitted = { shape, networks, shared, members, paths, networkShare, pretrained, intervals, training };
  }
}
