// A fit's first part, where that is wanted: the pretrained network trained further on the training rows, and whether it is better for it.

import { OptionError } from "../core/errors.ts";
import type { Series } from "../data/index.ts";
import { isSurelyNearer, ONE_ERROR, type WindowTruth } from "../linear/network-share.ts";
import type { EndedTraining, TrainingState } from "../training/index.ts";
import { TUNING_EPOCHS, TuningCourse } from "../tuning/tuning-course.ts";
import { TUNING_PART, type TuningEpoch } from "../tuning/tuning-epochs.ts";
import type { TuningSummary } from "../tuning/tuning-summary.ts";
import { type TuningPart, TuningWindows } from "../tuning/tuning-windows.ts";
import { type Path, pretrainedOf } from "../zero-shot/both-paths.ts";
import type { PretrainedPath } from "../zero-shot/pretrained-path.ts";
import type { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import { MOST_CHOOSING, seePath, truthOf, withoutSpikes } from "./fit-path.ts";
import { firstRows, pathAt } from "./forward-pass.ts";
import { type FitLayout, requireBatches } from "./layout/fit-layout.ts";
import { spread } from "./settings/calibration.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import { VALIDATION_SHARE } from "./settings/fit-span.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import type { TrainingSummary } from "./state/forecaster-state.ts";
import { fitOrigins, lookbackInRuns, measuredTargets } from "./windows/fit-origins.ts";

/** Validation windows that share no rows, by which alone anything can be sure: of fewer the test says nothing. */
const LEAST_APART = 4;

/** What a fine-tuning repeats on all rows: so many epochs, and the network that these made of the rows before, with what was found of it. */
export interface Retuning {
  readonly summary: TuningSummary;
  readonly scored: PretrainedSource;
}

/** The network that is to forecast, and what is kept of how it came about. */
export interface Tuned {
  readonly source: PretrainedSource;
  readonly summary: TuningSummary;
}

interface TunedFit {
  readonly settings: ForecasterSettings;
  readonly series: Series;
  readonly layout: FitLayout;
  readonly source: PretrainedSource;
}

export class FineTuning {
  readonly #fit: TunedFit;
  readonly #again: Retuning | undefined;
  readonly #course: TuningCourse | undefined;
  /** Had before, in a fit that goes on behind it. */
  readonly #before: EndedTraining | undefined;

  private constructor(
    fit: TunedFit,
    windows: TuningWindows,
    { signal, threads, checkpoint, resume }: FitOptions,
    again?: Retuning,
  ) {
    this.#fit = fit;
    this.#again = again;
    this.#before = resume?.before;
    if (this.#before !== undefined) return;
    if (resume) requireBatches(windows.batches, "the windows of the ways to see them", resume);
    this.#course = new TuningCourse(fit.source, windows, {
      ...{ signal, threads, checkpoint, resume },
      seed: fit.settings.seed,
      epochs: again ? again.summary.bestEpoch : TUNING_EPOCHS,
      chooses: again === undefined,
    });
  }

  /** Undefined where the rows have no windows to learn from, or none to choose by; `again`: on all rows, what was chosen before. */
  static of(fit: TunedFit, options: FitOptions, again?: Retuning): FineTuning | undefined {
    const { settings, series, layout, source } = fit;
    const chooses = again === undefined;
    if (chooses && layout.validation.length === 0) return undefined;
    const path = seePath(settings, series.slice(0, layout.trainingRows), layout.seasons, source);
    const windows = path && windowsOf(fit, path, chooses);
    if (chooses && !tells(measuredTargets(series, settings, layout.validation), settings.horizon)) return undefined;
    return windows?.suffice ? new FineTuning(fit, windows, options, again) : undefined;
  }

  /** The options of the training that follows: its states have this one's outcome, and it goes on from a state of its own. */
  optionsAfter({ checkpoint, resume, ...options }: FitOptions): FitOptions {
    const withBefore = (state: TrainingState): TrainingState => {
      const before = this.#ended;
      return before ? { ...state, before } : state;
    };
    return {
      ...options,
      ...(checkpoint && {
        checkpoint: { ...checkpoint, save: (state: TrainingState) => checkpoint.save(withBefore(state)) },
      }),
      ...(resume && resume.part !== TUNING_PART && { resume }),
    };
  }

  async *run(): AsyncGenerator<TuningEpoch, void, undefined> {
    if (this.#course) yield* this.#course.run();
  }

  /** Where it was not begun, too. */
  dispose(): void {
    this.#course?.dispose();
  }

  get #ended(): EndedTraining | undefined {
    return this.#before ?? this.#course?.ended;
  }

  /** What came of it; undefined where nothing did. */
  get tuned(): Tuned | undefined {
    const ended = this.#ended;
    if (ended === undefined) return undefined;
    return this.#again ? this.#retuned(ended, this.#again) : this.#chosen(ended);
  }

  /**
   * What was learned, or half of it, the means of the weights before and after, whichever is nearer on the validation windows; but only what is surely
   * nearer there than the network as it came.
   */
  #chosen({ history, bestEpoch, weights }: EndedTraining): Tuned {
    const { settings, series, layout, source } = this.#fit;
    const learned = series.slice(0, layout.trainingRows);
    const asked = windowsFor(this.#fit, learned, measuredTargets(series, settings, layout.validation));
    const before = asked(source);
    const tried = ([1, 0.5] as const).flatMap((share) => {
      const moved = source.moved(weights, share);
      const after = bestEpoch === 0 ? undefined : asked(moved);
      return after ? [{ share, moved, after }] : [];
    });
    tried.sort((one, other) => one.after.error - other.after.error);
    const taken =
      before && tried.find(({ after }) => isSurelyNearer(before.windows, after.forecasts, before.forecasts, ONE_ERROR));
    const { error = 0 } = before ?? {};
    return {
      source: taken?.moved ?? source,
      summary: {
        ...{ epochs: history.length, bestEpoch, before: error },
        ...{ after: (taken ?? tried[0])?.after.error ?? error, share: taken?.share ?? 0 },
      },
    };
  }

  /** What has learned all rows, as much of it as was taken before, unless it errs more on the last of them. */
  #retuned({ weights }: EndedTraining, { summary, scored }: Retuning): Tuned {
    const { settings, series, source } = this.#fit;
    const { target, horizon } = settings;
    const all = measuredTargets(series, settings, fitOrigins(series, { target, inputs: [], lookback: 1, horizon }));
    const last = all.subarray(all.length - Math.ceil(VALIDATION_SHARE * all.length));
    const asked = windowsFor(this.#fit, series, last);
    const tuned = source.moved(weights, summary.share);
    const errors = { refitted: asked(tuned)?.error, scored: asked(scored)?.error };
    const { refitted, scored: kept } = errors;
    if (refitted === undefined || kept === undefined) return { source: tuned, summary };
    const taken = refitted <= kept ? "refitted" : "scored";
    return {
      source: taken === "refitted" ? tuned : scored,
      summary: { ...summary, refit: { refitted, scored: kept, taken } },
    };
  }
}

/**
 * What a refit is to do again: null where the forecast is without the network, or with it as it came, or where it is not known how it came, as of a
 * model file.
 */
export function retuningOf(
  { tuning }: TrainingSummary,
  path: Path | undefined,
  came: PretrainedSource | undefined,
): Retuning | null {
  const scored = pretrainedOf(path)?.source;
  if (!tuning?.share || scored === undefined || path?.isSimple || scored === came) return null;
  return { summary: tuning, scored: scored.copy() };
}

/** Throws OptionError FIT_RESUME for a state of a fit that trains the pretrained network further: for one that does not. */
export function requireUntuned(state: TrainingState | undefined): void {
  if (state?.part === undefined && state?.before === undefined) return;
  throw new OptionError(
    "FIT_RESUME",
    "fit",
    "the state to resume from does not fit: it is of a fit that trains the pretrained network further, and this one does not",
    { remedies: ["resume with the series and settings that it was made with"] },
  );
}

/** The network of before, for rows that have no windows to do it again. */
export function scoredOf(again: Retuning | null | undefined): Tuned | undefined {
  return again ? { source: again.scored, summary: again.summary } : undefined;
}

/** The windows of the rows that are learned from, without spikes, and those of the validation. */
function windowsOf({ settings, series, layout }: TunedFit, { looks }: PretrainedPath, chooses: boolean): TuningWindows {
  const { target, horizon } = settings;
  const learned = series.slice(0, layout.trainingRows);
  const training: TuningPart = {
    values: withoutSpikes(learned.column(target)).values,
    originsOf: (back, ahead) => {
      const shape = { target, inputs: [], horizon: ahead };
      return fitOrigins(learned, { ...shape, lookback: lookbackInRuns(learned, ahead, back) });
    },
  };
  const able = spread(measuredTargets(series, settings, layout.validation), MOST_CHOOSING);
  const validation: TuningPart = { values: series.column(target), originsOf: () => able };
  const firsts = firstRows(series);
  return new TuningWindows(looks, horizon, {
    ...{ training, validation: chooses ? validation : undefined, rows: layout.trainingRows },
    beginOf: (origin) => firsts[origin],
  });
}

/** Whether enough windows share no rows, taken from the first on, for a test to tell anything. */
function tells(origins: Uint32Array, horizon: number): boolean {
  let apart = 0;
  let end = 0;
  for (const origin of origins) {
    if (origin < end) continue;
    apart++;
    end = origin + horizon;
  }
  return apart >= LEAST_APART;
}

/** What a network forecasts of some windows. */
interface Asked {
  readonly windows: WindowTruth;
  readonly forecasts: Float64Array;
  /** Mean absolute, in the target's units. */
  readonly error: number;
}

/** What networks forecast of windows, each as suits the rows of `learned`; undefined without a window. */
function windowsFor(
  { settings, series, layout }: TunedFit,
  learned: Series,
  given: Uint32Array,
): (source: PretrainedSource) => Asked | undefined {
  return (source) => {
    try {
      const path = seePath(settings, learned, layout.seasons, source);
      const able = path && given.filter((origin) => origin >= path.lookback);
      if (path === undefined || able === undefined || able.length === 0) return undefined;
      const origins = spread(able, MOST_CHOOSING);
      const truth = truthOf(settings, series, origins);
      const forecasts = pathAt(path, settings, series, origins);
      let sum = 0;
      for (let at = 0; at < truth.length; at++) sum += Math.abs(forecasts[at] - truth[at]);
      return { windows: { truth, origins, horizon: settings.horizon }, forecasts, error: sum / truth.length };
    } finally {
      // Built again where it is asked again.
      source.dispose();
    }
  };
}
