// A forecaster is data, model and training in one: it cuts a series into windows, fits a recurrent network on them with the
// last windows held back to choose the number of epochs, and forecasts all steps of the horizon at once in original units.

import { joinAhead, knownRows } from "../ahead/future-rows.ts";
import { aheadWidth } from "../ahead/known-ahead.ts";
import { COPY } from "../core/copy.ts";
import {
  callback,
  checkOptions,
  list,
  NUMBERS,
  type OptionRule,
  part,
  requireArguments,
  requireOption,
} from "../core/option-rules.ts";
import type { Bounds } from "../data/bounds.ts";
import type { Season, Series } from "../data/index.ts";
import { type SeasonSetting, seasonRows } from "../data/seasons/season-setting.ts";
import { SERIES } from "../data/table/series-rule.ts";
import {
  type BacktestSummary,
  type Intervals,
  type OwnEnds,
  ownIntervals,
  type WindowForecaster,
} from "../evaluation/index.ts";
import { MOST_LOOKBACK } from "../evaluation/linear/fit-linear.ts";
import type { LinearPath } from "../linear/linear-path.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import type { ForecasterNetwork } from "../segments/segment-options.ts";
import type { TrainingResult } from "../training/index.ts";
import { TUNING_EPOCHS } from "../tuning/tuning-course.ts";
import type { FitEpoch } from "../tuning/tuning-epochs.ts";
import { networkWords } from "../words/parts-sentence.ts";
import { BothPaths, linearOf, type Path, type PathKind, pretrainedOf } from "../zero-shot/both-paths.ts";
import { pathWords } from "../zero-shot/path-words.ts";
import { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import { FineTuning, type Retuning, requireUntuned, retuningOf, scoredOf, type Tuned } from "./fine-tuning.ts";
import { FitCourse } from "./fit-course.ts";
import { fitIntervals, requireSteps } from "./fit-intervals.ts";
import { fitPath, type PathSource, provenPath, simplePath, weighOn } from "./fit-path.ts";
import { buildNetwork, type Fitted, reachOf, requireFitted, requireLookback } from "./fitted.ts";
import { type ForecastRow, forecastRows, PREDICT_RULES, type PredictOptions } from "./forecast-row.ts";
import { forecastAt, forecastGiven, givesSpread, spreadAt, spreadGiven } from "./forward-pass.ts";
import { refitBounds } from "./layout/fit-bounds.ts";
import { type FitLayout, layOutFit, refitEpochs } from "./layout/fit-layout.ts";
import { forecastOn, goesOn, requireBlockAhead, requireGoesOn } from "./own-forecasts.ts";
import { checkRefit } from "./refit-check.ts";
import { type RivalLosses, rivalLosses } from "./rival-losses.ts";
import { PATHS_RULES, type SamplePaths, type SamplePathsOptions, samplePaths } from "./sample-paths.ts";
import { FIT_RULES, type FitOptions, type RefitOptions } from "./settings/fit-options.ts";
import { VALIDATION_SHARE } from "./settings/fit-span.ts";
import {
  type ForecasterOptions,
  type ForecasterParts,
  type ForecasterSettings,
  requirePretrained,
  resolveOptions,
} from "./settings/forecaster-options.ts";
import { type BuildNetwork, modelOf, NETWORK_RULE, type NetworkOptions } from "./settings/network-options.ts";
import { checkParts } from "./settings/part-rules.ts";
import type { ForecasterState, TrainingSummary } from "./state/forecaster-state.ts";
import { requireNoGap } from "./state/require-no-gap.ts";
import { measuredTargets } from "./windows/fit-origins.ts";
import type { GivenWindow } from "./windows/given-windows.ts";
import type { WindowNormaliser } from "./windows/window-normaliser.ts";

const ORIGINS = { series: SERIES, origins: NUMBERS };
const INTERVALS: OptionRule<Intervals> = /* @__PURE__ */ part("intervals, as a fit or a backtest gives them", "radius");
const WINDOWS = /* @__PURE__ */ list(
  "a list of windows",
  (one): one is object => typeof one === "object" && one !== null,
);
/** How a fit ended. */
type FitResult = TrainingResult & {
  /** Set where `signal` ended it while the pretrained network was trained further. */
  readonly tunes?: true;
};

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
  /** Of the fit that this one repeats on more rows: its seasons, the share of the network, its path where that was not fitted, and whether the network is to learn. */
  #seasons: readonly Season[] | undefined;
  #share: number | undefined;
  #path: Path | undefined;
  #kind: PathKind;
  /** That which the last fit took of them. */
  #taken: PathKind | undefined;
  #trains = true;
  /** What builds the network, where that is the program's own. */
  readonly #network: BuildNetwork | undefined;
  /** The network that was trained on other series, as it came. */
  readonly #pretrained: PretrainedSource | undefined;
  /** Of a refit: what training it further came to before, and is to be done again; null where it is not. */
  #retuning: Retuning | null | undefined;
  /**
   * How a forecaster of these settings scored on rows that it had not seen, beside naive methods: `summariseBacktest(report)` of its
   * backtest, set by whoever ran it. It travels with the model; `fit` forgets it, `refitted` hands it on.
   */
  backtest: BacktestSummary | undefined;

  /**
   * `network`, among the options, builds a network of your own, which maps normalised windows [B, T, I] to forecasts [B, H] or [B, H, O], and may bring its
   * loss, optimizer and schedule along. `pretrained`: a network that was trained on other series, `loadPretrained()` of recurra/pretrained; validation
   * says what of the forecast is its own.
   */
  constructor(options: ForecasterOptions & NetworkOptions, parts: ForecasterParts = {}) {
    checkParts("Forecaster", parts);
    const { settings, network } = withNetwork(options, parts);
    this.settings = settings;
    this.#network = network;
    const { pretrained } = parts;
    this.#pretrained = pretrained instanceof SeasonNetwork ? PretrainedSource.of(pretrained) : pretrained;
    const { model, linear } = this.settings;
    this.#kind = model === "linear" ? "linear" : linear ? "both" : "pretrained";
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** "LSTM", "GRU" or "RNN"; "linear path" where validation left nothing to the network, "LSTM with a linear path" where it is half; and so of a pretrained network. */
  get name(): string {
    const name = this.networkName;
    const { share } = this.#fitted ?? { share: 1 };
    const path = pathWords(this.#fitted?.path);
    return share === 0 ? path.alone : share === 1 ? name : `${name} with a ${path.beside}`;
  }

  /** The linear path, and the share of the network beside it; undefined where there is none. Throws StateError before the first fit. */
  get linear(): { readonly path: LinearPath; readonly networkShare: number } | undefined {
    const { path, share } = requireFitted(this.#fitted);
    const linear = linearOf(path);
    return linear && { path: linear, networkShare: share };
  }

  /** Whether it was given a network that was trained before, and may ask it. */
  get mayAskPretrained(): boolean {
    return this.#pretrained !== undefined && this.#kind !== "linear";
  }

  /** Epochs, at most, for which `fit` would train the pretrained network further before it trains anything else. */
  get tuningEpochs(): number {
    return this.settings.fineTune && this.mayAskPretrained ? TUNING_EPOCHS : 0;
  }

  /** Those of `refit`: as many as were chosen; 0 where it is used as it came. Throws StateError before the first fit. */
  get retuningEpochs(): number {
    const { summary, path } = requireFitted(this.#fitted);
    return retuningOf(summary, path, this.#pretrained)?.summary.bestEpoch ?? 0;
  }

  /**
   * The pretrained network's part of the forecast: in which ways it sees the rows, its share, and itself, as it was trained further where it was; it goes
   * with the forecaster. Undefined where it has no part. Throws StateError before the first fit.
   */
  get pretrained():
    | { readonly looks: readonly WeighedLook[]; readonly share: number; readonly network: SeasonNetwork }
    | undefined {
    const { path, share } = requireFitted(this.#fitted);
    const found = pretrainedOf(path);
    return (
      found && {
        ...{ looks: found.looks, network: found.source.network },
        share: (1 - share) * (path instanceof BothPaths ? 0.5 : 1),
      }
    );
  }

  /**
   * "LSTM", "GRU" or "RNN", with "segment" before it where it reads segments, and "untrained" where no epoch was better, whatever its share is;
   * "linear path" where there is none.
   */
  get networkName(): string {
    return networkWords(this.settings, this.#fitted?.summary.untrained);
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

  /** The columns whose values it reads of the rows that it forecasts: they are known ahead. */
  get future(): readonly string[] {
    return this.settings.future ?? [];
  }

  /** All columns that it needs of a series: the inputs, the target, from whose last value a forecast is measured, and what is known ahead. */
  get columns(): readonly string[] {
    return [...new Set([...this.settings.inputs, this.settings.target, ...this.future])];
  }

  /** Rows that a forecast looks back on; where no lookback was set, known only once a series was fitted. */
  get lookback(): number {
    return requireLookback(this.#fitted ? reachOf(this.#fitted) : this.settings.lookback);
  }

  /** Rows that its network reads, which a linear path beside it may go beyond. Throws StateError before the first fit. */
  get networkLookback(): number {
    return requireFitted(this.#fitted).lookback;
  }

  /** The fitted network, [B, networkLookback, I] -> [B, horizon] on normalised values. Throws StateError before the first fit. */
  get network(): ForecasterNetwork {
    return requireFitted(this.#fitted).network;
  }

  /** How windows are scaled before the network and back after it. Throws StateError before the first fit. */
  get normaliser(): WindowNormaliser {
    return requireFitted(this.#fitted).normaliser;
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
    return requireFitted(this.#fitted).summary;
  }

  /** The radii of `predict`'s intervals: from the validation windows after a fit, or those set, as a backtest gives them. */
  get intervals(): Intervals | undefined {
    return this.#intervals;
  }

  set intervals(intervals: Intervals | undefined) {
    if (intervals !== undefined) requireOption("Forecaster", "intervals", INTERVALS, intervals);
    requireSteps(intervals, this.horizon);
    this.#intervals = intervals;
  }

  /**
   * The lookback, batch size and windows with which `fit` would train, without training.
   * Throws what `fit` would throw for the series: unknown columns, missing cells, too few rows.
   */
  layout(series: Series, options: FitOptions = {}): FitLayout {
    requireOption("layout", "series", SERIES, series);
    checkOptions("layout", options, FIT_RULES);
    const { validation = VALIDATION_SHARE } = options;
    // One that came down to the last value or the linear path is fitted again without its network, which its file does not have.
    if (this.#path === undefined && this.#kind !== "linear") requirePretrained(this.settings, this.#pretrained);
    return layOutFit(this.settings, knownRows(series, this.settings), validation, this.#seasons);
  }

  /**
   * What naive forecasts and simple methods come to on the validation windows of such a fit, in the very measure of its validation losses: a network
   * that ends below the first of them has learned more than they know. Undefined where a fit has no network, or one of your own. Throws as `layout`.
   */
  async rivalLosses(
    given: Series,
    options: Pick<FitOptions, "signal" | "validation"> = {},
  ): Promise<RivalLosses | undefined> {
    requireOption("rivalLosses", "series", SERIES, given);
    checkOptions("rivalLosses", options, { signal: FIT_RULES.signal, validation: FIT_RULES.validation });
    const layout = this.layout(given, options);
    return rivalLosses(this.settings, knownRows(given, this.settings), layout, options.signal);
  }

  /**
   * Fits on a series, anew each time, and yields the epochs, with `fineTune` first those of the pretrained network. Ended early, by `signal` or by
   * leaving the loop, the forecaster keeps the best epoch so far and can be used.
   */
  async *fit(given: Series, options: FitOptions = {}): AsyncGenerator<FitEpoch, FitResult, undefined> {
    requireOption("fit", "series", SERIES, given);
    checkOptions("fit", options, FIT_RULES);
    const series = knownRows(given, this.settings);
    const layout = this.layout(series, options);
    // What it refuses is refused before the fit before this one is given up.
    const tuning = this.#tuningOf(series, layout, options);
    const course = startCourse(() => {
      const own = tuning ? tuning.optionsAfter(options) : options;
      return new FitCourse(this.settings, series, layout, own, this.#trains, this.#network);
    }, tuning);
    this.dispose();
    let failed = false;
    try {
      if (tuning) yield* tuning.run();
      const cut = tuning !== undefined && options.signal?.aborted === true;
      const result = yield* course.run();
      return cut ? { ...result, tunes: true } : result;
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      await course.leave();
      const { fitted } = course;
      if (fitted && !failed) {
        this.#fitted?.network.dispose(); // of another fit that ran beside this one
        this.#fitted = fitted;
        const tuned = tuning?.tuned ?? scoredOf(this.#retuning);
        if (course.isUsable) await this.#weigh(series, layout, options.signal, tuned);
      }
    }
  }

  /**
   * Fits a new forecaster with the same settings on all rows, for the number of epochs that validation chose here, and yields the
   * epochs; none where the forecast is the linear path's alone, or the untrained network was best. It takes over this one's intervals, which were measured on rows that this one had not seen. Returned by the generator;
   * ended early, by `signal`, it has the epochs so far.
   *
   * Its network is taken only where it errs no more on the last windows than this one's, which has not seen all of them, and the forecast with it does
   * not lose to the linear path of all rows alone where that with this one's does not; else it has this one's network beside that path
   * (`training.refit`). Not asked where `epochs` are given, or it was ended early.
   *
   * A pretrained network that was trained further is so again, from how it came, for as many epochs as were chosen; the one that is nearer on the last
   * windows forecasts (`training.tuning.refit`).
   */
  async *refit(given: Series, refitOptions: RefitOptions = {}): AsyncGenerator<FitEpoch, Forecaster, undefined> {
    requireOption("refit", "series", SERIES, given);
    checkOptions("refit", refitOptions, FIT_RULES);
    const { epochs, ...options } = refitOptions;
    const series = knownRows(given, this.settings);
    const { lookback, skip, segments, bounds, summary, path, share } = requireFitted(this.#fitted);
    const { linearLookback = this.settings.lookback } = this.settings;
    const forecaster = new Forecaster(
      {
        ...this.settings,
        ...{ lookback, skip, ...segments, batchSize: summary.batchSize },
        ...(linearLookback === undefined ? { linearLookback: MOST_LOOKBACK } : { linearLookback }),
      },
      { network: this.#network, pretrained: this.#pretrained?.copy() },
    );
    forecaster.#retuning = retuningOf(summary, path, this.#pretrained);
    forecaster.#kind = this.#taken ?? this.#kind;
    forecaster.#seasons = summary.seasons;
    forecaster.#share = path === undefined ? 1 : share;
    forecaster.#path = simplePath(path, series);
    // A network without a share need not learn, where the rows suffice for the path.
    const known =
      share === 0 && forecaster.#path === undefined
        ? fitPath(forecaster.settings, series, summary.seasons ?? [], true, forecaster.#paths, path)
        : forecaster.#path;
    forecaster.#trains = share > 0 ? epochs !== undefined || refitEpochs(summary) > 0 : known === undefined;
    // A pretrained network that is trained further first is not in it.
    if (forecaster.#retuning === null) forecaster.#path = known;
    const chosen = epochs ?? Math.max(1, refitEpochs(summary));
    const [intervals, backtest] = [this.#intervals, this.backtest];
    let whole = false;
    try {
      yield* forecaster.fit(series, { ...options, validation: 0, epochs: chosen });
      whole = true;
    } finally {
      // Whoever leaves its loop never gets it.
      if (!whole) forecaster.dispose();
    }
    // One that was fitted is of these rows alone.
    if (forecaster.#path?.isSimple === false) forecaster.#path = undefined;
    const kept = refitBounds(this.settings, bounds, series.column(this.target));
    const fitted = requireFitted(forecaster.#fitted);
    const untrained = forecaster.#trains ? undefined : summary.untrained;
    const made = { ...fitted, bounds: kept, summary: { ...fitted.summary, ...(untrained && { untrained }) } };
    // Who says how many epochs gets what they make, and so does who stops it.
    const checks = share > 0 && forecaster.#trains && epochs === undefined && !made.summary.interrupted;
    forecaster.#fitted = checks ? checkRefit(requireFitted(this.#fitted), made, forecaster.settings, series) : made;
    forecaster.#intervals = intervals;
    forecaster.backtest = backtest;
    return forecaster;
  }

  /** `refit` run to its end. */
  async refitted(
    series: Series,
    given: RefitOptions & { readonly onEpoch?: (epoch: FitEpoch) => void } = {},
  ): Promise<Forecaster> {
    checkOptions("refitted", given, { ...FIT_RULES, onEpoch: callback() });
    const { onEpoch, ...options } = given;
    const epochs = this.refit(series, options);
    for (;;) {
      const { done, value } = await epochs.next();
      if (done) return value;
      onEpoch?.(value);
    }
  }

  /**
   * The rows after the last one of the series, with intervals where they are known: `horizon` of them, by default as many as it was fitted for.
   * More are forecast in blocks, from its own forecasts, and say so (`beyond`).
   * Where columns are known ahead, `future` has them for these rows and the rest of the last block, or the series itself, in rows behind its
   * last value of the target.
   * Throws DataError FORECAST_GAP where times are missing among the rows that it reads, AHEAD_ROWS, naming what is missing, where the rows
   * ahead are not there or not whole; OptionError FORECASTER_BEYOND for more rows of a model that reads columns which it does not forecast.
   */
  predict(given: Series, options: PredictOptions = {}): ForecastRow[] {
    const { series, whole, rows, times } = this.#next(given, options);
    const origins = Uint32Array.of(series.length);
    const values = forecastOn(requireFitted(this.#fitted), this.settings, whole, origins, rows);
    const own = ownIntervals(this.#intervals, (levels) => this.spreadAt?.(whole, origins, levels))?.(0);
    const known = series.column(this.target);
    const found = forecastRows(series.times, values, known, this.#intervals, this.bounds, { own, times });
    return found.map((row, step) => (step < this.horizon ? row : { ...row, beyond: true }));
  }

  /**
   * Possible futures of the rows after the last one of the series, as long as `predict` would forecast, in the target's units: each step is spread as the
   * errors were that intervals are sized on, or as a head says, and steps that follow one another hang together as those errors did. Past the horizon each path
   * goes on from its own values. Throws as `predict`; StateError FORECASTER_PATHS where no errors are known.
   */
  samplePaths(given: Series, all: SamplePathsOptions = {}): SamplePaths {
    checkOptions("samplePaths", all, { ...PREDICT_RULES, ...PATHS_RULES });
    const { paths, seed, ...options } = all;
    const { series, whole, rows, times } = this.#next(given, options);
    requireBlockAhead(this.settings, rows);
    const from = { fitted: requireFitted(this.#fitted), settings: this.settings, intervals: this.#intervals };
    const drawn = { ...from, series: whole, origin: series.length, times: times ?? series.times.next(rows) };
    const shown = drawn.times.map((time) => series.times.format(time));
    return { times: shown, paths: samplePaths(drawn, { paths, seed }) };
  }

  /** Forecasts of any number of rows from each origin on, [n * rows]; undefined where it reads columns that it does not forecast. */
  get predictBeyond(): WindowForecaster["predictBeyond"] {
    const fitted = requireFitted(this.#fitted);
    if (!goesOn(fitted, this.settings)) return undefined;
    return (series, origins, rows) => forecastOn(fitted, this.settings, series, origins, rows);
  }

  /**
   * Forecasts for the windows whose first forecast row is `origins[i]`, [n * horizon]; reads only rows before each, and of the columns that
   * are known ahead the rows of the forecast. Where the series ends before these, throws as `predict`.
   */
  predictAt(series: Series, origins: Uint32Array): Float64Array {
    requireArguments("predictAt", ORIGINS, series, origins);
    const fitted = requireFitted(this.#fitted);
    const last = origins.reduce((most, origin) => Math.max(most, origin), 0);
    const reaches = aheadWidth(this.settings) === 0 || last + this.horizon <= series.length;
    return forecastAt(fitted, this.settings, reaches ? series : joinAhead(series, this.settings).whole, origins);
  }

  /** How far from its forecasts the network puts the ends of its intervals of some levels; undefined where it gives none, or has no share. */
  get spreadAt(): WindowForecaster["spreadAt"] {
    const fitted = requireFitted(this.#fitted);
    if (!givesSpread(fitted, this.settings)) return undefined;
    return (series, origins, levels) => spreadAt(fitted, this.settings, series, origins, levels);
  }

  /** The same of windows that need not be of one series. */
  spreadOf(windows: readonly GivenWindow[], levels: readonly number[]): readonly OwnEnds[] | undefined {
    const fitted = requireFitted(this.#fitted);
    return givesSpread(fitted, this.settings) ? spreadGiven(fitted, this.settings, windows, levels) : undefined;
  }

  /**
   * Forecasts from windows that need not be of one series, [n * horizon]: of each its columns by name, with at least `lookback` rows, of
   * which the last are read. Throws DataError, naming window, row and column, for one that cannot be read.
   */
  predictWindows(windows: readonly GivenWindow[]): Float64Array {
    requireOption("predictWindows", "windows", WINDOWS, windows);
    return forecastGiven(requireFitted(this.#fitted), this.settings, windows);
  }

  /** @internal What a file keeps beside the weights (forecaster-file.ts). */
  get state(): ForecasterState {
    const { lookback, skip, segments, normaliser, ahead, bounds, summary, path, share } = requireFitted(this.#fitted);
    // A lookback that was found is no bound for the path.
    const found = this.settings.lookback === undefined && { linearLookback: MOST_LOOKBACK };
    const settings = { ...found, ...this.settings, lookback, skip, ...segments };
    return {
      settings,
      normaliser,
      ahead,
      bounds,
      summary,
      path,
      share,
      intervals: this.#intervals,
      backtest: this.backtest,
    };
  }

  /** @internal The forecaster of such a state; `fill` builds the network and gives it its weights. */
  static ofState(
    { settings, normaliser, ahead, bounds, summary, path, share, intervals, backtest }: ForecasterState,
    fill: (build: () => ForecasterNetwork) => ForecasterNetwork,
    { pretrained, network: build }: ForecasterParts = {},
  ): Forecaster {
    const { lookback, skip, model, segmentRows = lookback, anchorSeason = 0 } = settings;
    const source = pretrainedOf(path)?.source;
    // The file has the network with which it forecasts, which is not always the one that it came with.
    const origin = summary.tuning?.share ? (pretrained ?? source) : source;
    const forecaster = new Forecaster(settings, { network: build, pretrained: source && origin });
    forecaster.#kind = path instanceof BothPaths ? "both" : source === undefined ? "linear" : "pretrained";
    const network = fill(() => buildNetwork({ ...forecaster.settings, lookback, skip }));
    const segments = model === "segment" ? { segments: { segmentRows, anchorSeason } } : {};
    forecaster.#fitted = { lookback, skip, ...segments, network, normaliser, ahead, bounds, summary, path, share };
    forecaster.#intervals = intervals;
    forecaster.backtest = backtest;
    return forecaster;
  }

  /** Gives the weights' memory back. The forecaster can be fitted again. */
  dispose(): void {
    this.#fitted?.network.dispose();
    pretrainedOf(this.#fitted?.path)?.source.dispose();
    this.#pretrained?.dispose();
    this.#fitted = undefined;
    this.#intervals = undefined;
    this.backtest = undefined;
  }

  get #paths(): PathSource {
    return { pretrained: this.#pretrained, kind: this.#kind };
  }

  /** The further training of the pretrained network; undefined where there is none to be. */
  #tuningOf(series: Series, layout: FitLayout, options: FitOptions): FineTuning | undefined {
    const source = this.#pretrained;
    const again = this.#retuning;
    const tunes = this.settings.fineTune && source && this.#kind !== "linear" && again !== null;
    const tuning = tunes && FineTuning.of({ settings: this.settings, series, layout, source }, options, again);
    if (!tuning) requireUntuned(options.resume);
    return tuning || undefined;
  }

  /** The rows that are known, with those ahead where columns are known ahead, and how many are asked for at which times. */
  #next(
    given: Series,
    options: PredictOptions,
  ): { series: Series; whole: Series; rows: number; times: readonly number[] | undefined } {
    requireOption("predict", "series", SERIES, given);
    checkOptions("predict", options, PREDICT_RULES);
    const { horizon: rows = this.horizon } = options;
    const fitted = requireFitted(this.#fitted);
    requireGoesOn(fitted, this.settings, rows);
    const ahead = { ...this.settings, horizon: Math.ceil(rows / this.horizon) * this.horizon };
    const knows = aheadWidth(ahead) > 0;
    const { known: series, whole } = knows ? joinAhead(given, ahead, options.future) : { known: given, whole: given };
    requireNoGap(series, this);
    const times = knows ? [...whole.times.values().subarray(series.length, series.length + rows)] : undefined;
    return { series, whole, rows, times };
  }

  /**
   * The linear path of the training rows, and what validation says of it; the intervals of both; and then the path of all rows, which costs
   * nothing and is a little better.
   */
  async #weigh(
    series: Series,
    layout: FitLayout,
    signal: AbortSignal | undefined,
    tuned: Tuned | undefined,
  ): Promise<void> {
    const trained = requireFitted(this.#fitted);
    const sources = { ...this.#paths, ...(tuned && { pretrained: tuned.source, untuned: this.#pretrained }) };
    const { seasons, trainingRows } = layout;
    const validation = measuredTargets(series, this.settings, layout.validation);
    const proven = this.#path
      ? { path: this.#path, kind: this.#kind }
      : provenPath(this.settings, series, layout, sources);
    const { path, kind, errors: paths } = proven;
    this.#taken = kind;
    const { errors, share: found = 1 } = (path && weighOn(trained, path, this.settings, series, validation)) ?? {};
    const share = this.#share ?? found;
    const simple: { readonly path?: "drift" | "last value" } = path?.isSimple
      ? { path: linearOf(path) && path.lookback > 1 ? "drift" : "last value" }
      : {};
    const summary = {
      ...trained.summary,
      ...(errors && { parts: { ...errors, share, ...simple } }),
      ...(paths && { paths: { ...paths, ...(simple.path && { simple: simple.path }) } }),
      ...(tuned && { tuning: tuned.summary }),
    };
    const fitted = { ...trained, path, share: path === undefined ? 1 : share, summary };
    this.#fitted = fitted;
    if (tuned && pretrainedOf(path)?.source !== tuned.source) tuned.source.dispose();
    const isCurrent = (): boolean => this.#fitted === fitted;
    const intervals = await fitIntervals(fitted, this.settings, { series, validation, signal, isCurrent });
    if (intervals) this.#intervals = intervals;
    const grows = trainingRows < series.length && path?.isSimple === false && isCurrent();
    const whole = grows ? fitPath(this.settings, series, seasons, false, { ...sources, kind }, path) : undefined;
    if (whole && isCurrent()) this.#fitted = { ...fitted, path: whole };
  }
}

/** The settings, and what builds the network where that is the program's own. */
function withNetwork(
  given: ForecasterOptions & NetworkOptions,
  parts: ForecasterParts,
): { readonly settings: ForecasterSettings; readonly network: BuildNetwork | undefined } {
  // What is no object is refused by who reads it.
  if (typeof given !== "object" || given === null) return { settings: resolveOptions(given), network: undefined };
  const { network = parts.network, ...options } = given;
  if (network !== undefined) requireOption("Forecaster", "network", NETWORK_RULE, network);
  const model = modelOf("Forecaster", options.model, network);
  return { settings: resolveOptions({ ...options, ...(model && { model }) }), network };
}

/** A course of a fit; where it is refused, the one before it is given up. */
function startCourse(start: () => FitCourse, tuning: FineTuning | undefined): FitCourse {
  try {
    return start();
  } catch (error) {
    tuning?.dispose();
    throw error;
  }
}
