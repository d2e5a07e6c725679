// The rows that a model is to go on from, checked against what it was fitted on.

import { categoriesIn, expandNames, findUnseen, knownWords, withWords } from "../ahead/categories.ts";
import { joinAhead } from "../ahead/future-rows.ts";
import { aheadWidth } from "../ahead/known-ahead.ts";
import { DataError, OptionError } from "../core/errors.ts";
import { flag, type OptionRule, readOptions, whole } from "../core/option-rules.ts";
import { partsOf } from "../core/phrase.ts";
import { RESAMPLE } from "../data/grid/resample.ts";
import type { Finding, Series } from "../data/index.ts";
import { GAP_FILL, REPAIR } from "../data/table/repair-method.ts";
import { type Forecaster, requireNoGap, requireSameStep } from "../forecast/index.ts";
import { counted } from "../words/counted.ts";
import { type PreparationSettings, prepareSeries } from "./prepare-series.ts";

/** What may be asked of a prediction. */
export interface PredictionSettings extends PreparationSettings {
  /** Forecasts as of an earlier row: the rows from this time on (without times: row number) are forecast. Default: those after the last. */
  readonly from?: string;
  /** Rows to forecast; more than the model's horizon go on from its own forecasts. Default: its horizon. */
  readonly horizon?: number;
  /** Takes rows of another step in time than those of the fit. Default false. */
  readonly anyStep?: boolean;
}

const anyTime: OptionRule<string> = {
  wanted: "a time of the series",
  fits: (value): value is string => typeof value === "string",
  read: (text) => text,
};

const rules: Readonly<Record<keyof PredictionSettings, OptionRule<unknown>>> = {
  from: anyTime,
  horizon: whole(1),
  anyStep: flag,
  sort: flag,
  resample: RESAMPLE,
  repair: REPAIR,
  fillGaps: GAP_FILL,
};

/** Settings out of plain data or texts, as `readSettings`. Throws OptionError. */
export function readPredictionSettings(given: object): PredictionSettings {
  return readOptions("prediction", given, rules);
}

/** A series, and the row (from 0) at which the forecast starts: its length, unless an earlier one was named. */
interface PredictionData {
  readonly series: Series;
  readonly origin: number;
  /** The same series with the rows behind it, as far as they are known ahead. */
  readonly whole: Series;
  /** What the check found in the columns used, before any repair; rows as the file numbers them. */
  readonly findings: readonly Finding[];
}

/** Checks: the columns, the same step in time, enough rows before the forecast, whole cells in them. Throws DataError or OptionError. */
export function checkPredictionData(
  forecaster: Forecaster,
  file: Series,
  settings: PredictionSettings,
): PredictionData {
  const { columns, lookback, seasons = [], target, future, settings: fitted } = forecaster;
  // Where the model has none, those that the times suggest fill as well as they did for the fit.
  const repeated = seasons.length === 0 ? undefined : seasons.map(({ rows }) => rows);
  const ahead = future.length > 0 ? target : undefined;
  const { categories = [] } = fitted;
  const words = knownWords(columns, categories);
  const given = withWords(file, words);
  const used = [...new Set([...columns, ...expandNames(given, categoriesIn(given, categories))])];
  const { series, behind, findings } = prepareSeries(given, used, settings, repeated, ahead);
  series.requireOrdered();
  if (!settings.anyStep) requireStep(series, forecaster);
  const origin = settings.from === undefined ? series.length : rowOf(series, settings.from);
  requireRows(series, origin, lookback, settings.from);
  // A hole that the forecast does not read does no harm.
  series.slice(origin - lookback, origin).requireClean(columns);
  if (settings.from !== undefined) series.requireNoLookahead(origin, origin, columns);
  requireNoGap(series, forecaster, origin);
  const blocks = Math.ceil((settings.horizon ?? forecaster.horizon) / forecaster.horizon);
  const missing = origin + blocks * forecaster.horizon - series.length;
  const reaches = aheadWidth(fitted) === 0 || missing <= 0;
  const whole = reaches ? series : joinAhead(series, { ...fitted, horizon: missing }, behind).whole;
  const blocksEnd = origin + blocks * forecaster.horizon;
  const unseen = [
    ...findUnseen(series, words, origin - lookback, Math.min(blocksEnd, series.length)),
    ...findUnseen(behind, words, 0, Math.min(behind.length, Math.max(0, missing)), " ahead"),
  ];
  return { series, origin, findings: [...findings, ...unseen], whole };
}

function requireStep(series: Series, { training }: Forecaster): void {
  try {
    requireSameStep(training, series);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw error.with({ remedies: [["add ", { option: "anyStep", value: true }, " if it is the same thing"]] });
  }
}

function describeLength(series: Series): string {
  return `The series has ${counted(series.length, "row")}, ${series.span()}`;
}

/** The row that `from` names by a time. */
function rowOf(series: Series, time: string): number {
  let row: number;
  try {
    row = series.rowAt(time);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const problem = [{ option: "from", value: time }, ": ", ...partsOf(error.problem)];
    throw new OptionError("TIME_NOT_READ", "prediction", problem, {
      ...error.details,
      context: describeLength(series),
    });
  }
  if (row < series.length) return row;
  throw new DataError(
    "FROM_LATE",
    series.name,
    [{ option: "from", value: time }, ": there is no row at that time or later"],
    {
      found: time,
      context: describeLength(series),
      remedies: [["leave ", { option: "from" }, " out to forecast the rows after the last"]],
    },
  );
}

function requireRows(series: Series, origin: number, lookback: number, from: string | undefined): void {
  if (origin >= lookback) return;
  const which = from === undefined ? "there are" : `before ${from} there are`;
  throw new DataError(
    "PREDICT_TOO_SHORT",
    series.name,
    `the model looks back on ${lookback} rows, but ${which} ${origin}`,
    {
      found: origin,
      remedies: [from === undefined ? "give a longer series" : ["name a later row with ", { option: "from" }]],
    },
  );
}
