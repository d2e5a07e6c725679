// The settings of an experiment: plain data, and one reader for the texts of a command line, the JSON of a file and the fields of a
// form, with the same checks and the same sentences.

import { CALENDAR, type CalendarSetting, HOLIDAYS, requireFuture } from "../ahead/known-ahead.ts";
import {
  either,
  exactly,
  flag,
  number,
  type OptionRule,
  type OptionRules,
  readOptions,
  whole,
} from "../core/option-rules.ts";
import { RESAMPLE } from "../data/grid/resample.ts";
import { GAP_FILL, REPAIR } from "../data/table/repair-method.ts";
import { LEVELS } from "../evaluation/index.ts";
import type { ForecasterOptions } from "../forecast/index.ts";
import { DECODER_RULES, requireDecoder } from "../forecast/settings/decoder-settings.ts";
import {
  FORECASTER_RULES,
  requireLayersForDropout,
  requireLinear,
  requireRoom,
  requireTunable,
} from "../forecast/settings/forecaster-options.ts";
import { HEAD_RULES, requireHead } from "../forecast/settings/head-settings.ts";
import { requireSchedule, TRAINING_RULES } from "../forecast/settings/training-settings.ts";
import type { PreparationSettings } from "./prepare-series.ts";

/**
 * What may be asked of an experiment: all that a Forecaster may be told, and what is done with the series around it. What is left out is
 * found from the data, or is a default; `target` too, where the series has one column.
 */
export interface ExperimentSettings
  extends Partial<
      Omit<ForecasterOptions, "calendar" | "categories" | "linearLookback" | "segmentRows" | "anchorSeason">
    >,
    PreparationSettings {
  /** What of the clock is made into columns, or "auto": what the clock and the rows show. Default: nothing. */
  readonly calendar?: CalendarSetting;
  /** What the target is measured in, as people write it ("MW"): shown beside its values, and nothing else. At most 20 characters. */
  readonly unit?: string;
  /** Shortens the lookback, and where that is not enough the test part, of a series that is too short for them, and says so. Default false. */
  readonly autoShorten?: boolean;
  /** The part kept for the backtest: a share below 1, rows from 1 on, or the time at which it starts. Default 0.2. */
  readonly test?: number | string;
  /** Share of truths that the intervals are to hold; or several, of which the first is what the verdict speaks of. Default 0.9. */
  readonly level?: number | readonly number[];
}

/** "Close,Volume", or with quotes around a name that holds a comma: '"Close, adjusted",Volume'. */
const names: OptionRule<readonly string[]> = {
  wanted: "names of columns, each once, separated by commas",
  fits: (value): value is readonly string[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name, at) => typeof name === "string" && name !== "" && value.indexOf(name) === at),
  read(list) {
    const found = [...list.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)]
      .filter((match) => match[0] !== "")
      .map((match) => (match[1] ?? match[2]).trim());
    return names.fits(found) ? found : undefined;
  },
};

/** It stands at axes and in the heads of tables: short, on one line, and without signs that turn the direction of the text. */
const UNIT: OptionRule<string> = {
  wanted: "a text of at most 20 characters on one line",
  fits: (value): value is string =>
    typeof value === "string" && /^\S(.*\S)?$/u.test(value) && !/\p{C}/u.test(value) && Array.from(value).length <= 20,
  read(given) {
    const unit = given.trim();
    return UNIT.fits(unit) ? unit : undefined;
  },
};

const share = number({ above: 0, below: 1 });
const rows = whole(1);

/** "0.2" and "20%" are shares, "250" is a number of rows, "2017-05-12" a time. */
const testPart: OptionRule<number | string> = {
  wanted: "a share (0.2), a number of rows (250) or a date (2017-05-12)",
  fits: (value): value is number | string => share.fits(value) || rows.fits(value) || isTime(value),
  read(given) {
    const trimmed = given.trim();
    const percent = /^([0-9.]+)%$/.exec(trimmed);
    if (percent) return share.read(String(Number(percent[1]) / 100));
    if (/^[-+0-9.eE]+$/.test(trimmed) && Number.isFinite(Number(trimmed)))
      return share.read(trimmed) ?? rows.read(trimmed);
    return isTime(trimmed) ? trimmed : undefined;
  },
};

function isTime(value: unknown): value is string {
  return typeof value === "string" && /^[0-9]/.test(value) && !Number.isFinite(Number(value));
}

/** What each setting may be, in the order in which they are asked for. */
export const experimentRules: OptionRules<ExperimentSettings> = {
  target: FORECASTER_RULES.target,
  unit: UNIT,
  inputs: names,
  future: names,
  calendar: either(exactly("auto"), CALENDAR),
  holidays: HOLIDAYS,
  horizon: FORECASTER_RULES.horizon,
  lookback: FORECASTER_RULES.lookback,
  season: FORECASTER_RULES.season,
  min: FORECASTER_RULES.min,
  max: FORECASTER_RULES.max,
  sort: flag,
  resample: RESAMPLE,
  repair: REPAIR,
  fillGaps: GAP_FILL,
  model: FORECASTER_RULES.model,
  ...DECODER_RULES,
  ...HEAD_RULES,
  cell: FORECASTER_RULES.cell,
  hiddenSize: FORECASTER_RULES.hiddenSize,
  numLayers: FORECASTER_RULES.numLayers,
  dropout: FORECASTER_RULES.dropout,
  epochs: FORECASTER_RULES.epochs,
  patience: FORECASTER_RULES.patience,
  untrained: FORECASTER_RULES.untrained,
  batchSize: FORECASTER_RULES.batchSize,
  learningRate: FORECASTER_RULES.learningRate,
  ...TRAINING_RULES,
  clipNorm: FORECASTER_RULES.clipNorm,
  loss: FORECASTER_RULES.loss,
  anchor: FORECASTER_RULES.anchor,
  skip: FORECASTER_RULES.skip,
  linear: FORECASTER_RULES.linear,
  fineTune: FORECASTER_RULES.fineTune,
  test: testPart,
  autoShorten: flag,
  level: LEVELS,
  seed: FORECASTER_RULES.seed,
  mode: FORECASTER_RULES.mode,
};

/**
 * Settings out of plain data: values as a program or JSON has them, or their texts. Entries that are undefined or null are left out.
 * Throws OptionError OPTION_UNKNOWN for a name that is none, with the nearest, and OPTION_VALUE for a value that cannot be used.
 */
export function readSettings(given: object): ExperimentSettings {
  const settings: ExperimentSettings = readOptions("experiment", given, experimentRules);
  requireFuture("experiment", settings);
  requireLayersForDropout("experiment", settings);
  requireLinear("experiment", settings);
  requireTunable("experiment", settings);
  requireHead("experiment", settings);
  requireDecoder("experiment", settings);
  requireRoom("experiment", settings);
  requireSchedule("experiment", settings);
  return settings;
}
