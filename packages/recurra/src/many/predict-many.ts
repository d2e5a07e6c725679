// Forecasts of many series by a model that was fitted before: of series that its fit saw, and of new ones.

import { checkOptions, flag, part, requireArguments, TEXT } from "../core/option-rules.ts";
import type { SeriesSet } from "../data/index.ts";
import { SET } from "../data/many/set-rule.ts";
import type { ExperimentSettings, PlainForecastRow } from "../experiment/index.ts";
import type { GlobalForecaster } from "../global/index.ts";
import { prepareSet } from "./prepare-set.ts";
import type { FoundInSeries } from "./result.ts";

/** The rows to come of one series. */
export interface PredictedSeries {
  /** What the id columns have for it. */
  readonly key: readonly string[];
  /** Rows that it has, and the time of the last one. */
  readonly known: number;
  readonly last: string;
  /** Whether the fit saw a series of this id. */
  readonly seen: boolean;
  /** Who made the forecast: "model", or what stands in for it where the rows are too few. */
  readonly madeBy: string;
  readonly rows: readonly PlainForecastRow[];
}

/** What is done to the rows before. */
export type ManyPredictionSettings = Pick<ExperimentSettings, "sort" | "resample" | "repair" | "fillGaps">;

export interface ManyPrediction {
  /** Of the intervals; null where the fit had no rows to size them on. */
  readonly level: number | null;
  readonly findings: readonly FoundInSeries[];
  /** One after the other, each made when it is asked for, in the order of the set. */
  readonly series: Iterable<PredictedSeries>;
}

const ARGUMENTS = { model: part<GlobalForecaster>("a GlobalForecaster", "settings"), set: SET };

const RULES = { sort: flag, resample: TEXT, repair: TEXT, fillGaps: TEXT };

/**
 * The rows after the last one of each series of a set, by a fitted model. A series that the fit did not see is forecast by what all share, in the
 * unit of its own rows. Throws DataError for series that cannot be used, StateError for a forecaster that was not fitted.
 */
export function predictMany(
  model: GlobalForecaster,
  given: SeriesSet,
  settings: ManyPredictionSettings = {},
): ManyPrediction {
  checkOptions("predictMany", settings, RULES);
  requireArguments("predictMany", ARGUMENTS, model, given);
  const { set, findings } = prepareSet(given, { ...settings, target: model.target }, { fewest: 1 });
  const { intervals, pretrained } = model.fitted;
  // Where none were measured there are those of the pretrained network.
  const own = pretrained && (intervals?.levels ?? pretrained.levels)[0];
  const level = intervals?.radii[0] ? intervals.levels[0] : (own ?? null);
  return { level, findings, series: predicted(model, set, (at) => given.key(at)) };
}

function* predicted(
  model: GlobalForecaster,
  set: SeriesSet,
  keyOf: (at: number) => readonly string[],
): Generator<PredictedSeries, void, undefined> {
  let at = 0;
  for (const { rows, seen, by = "" } of model.predict(set)) {
    const { times, length } = set.at(at);
    yield {
      ...{ key: keyOf(at), known: length, last: length > 0 ? times.label(length - 1) : "" },
      ...{ seen, madeBy: by },
      rows: rows.map(({ time, value, lower, upper }) => ({ time, value, lower: lower ?? null, upper: upper ?? null })),
    };
    at++;
  }
}
