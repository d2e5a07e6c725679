// The options of `recurra forecast` as values. The settings of the experiment are read by the library, as from any edge.

import { type ExperimentSettings, readSettings } from "recurra";
import { number, type Phrase, readOption } from "recurra/core";
import type { OpenTableOptions } from "recurra/files";
import { type CsvSettings, csvSettings, fileSettings } from "../input/csv-settings.ts";
import { type Holidays, readHolidays } from "../input/holidays.ts";
import { modeOf } from "../input/mode.ts";
import { threadsRule } from "../input/option-values.ts";
import { UsageError } from "../terminal/errors.ts";
import type { ForecastOptionTexts } from "./option-texts.ts";

export interface ForecastSettings {
  readonly file: string;
  readonly opening: OpenTableOptions;
  readonly csv: CsvSettings;
  readonly experiment: ExperimentSettings;
  /** Those of `experiment` with those of countries, which hang on the rows. */
  readonly holidays: Holidays;
  /** Whether the network that comes with recurra may forecast, too. */
  readonly pretrained: boolean;
  /** Whether an answer that trains nothing is to come first. */
  readonly instantFirst: boolean;
  /** A second file with what is known ahead. */
  readonly futureFile: string | undefined;
  readonly threads: number | "auto";
  /** Seconds between two checkpoints. */
  readonly checkpoint: number;
  readonly out: string | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Checks every option, so that a wrong one is named before the file is read. Throws OptionError or UsageError. */
export function forecastSettings(file: string, texts: ForecastOptionTexts): ForecastSettings {
  const holidays = readHolidays(texts.holidays);
  const model = modelOf(texts);
  requireTunes(texts, model);
  const asked = { ...settingTexts(texts), model: model === AUTO ? undefined : model };
  const experiment = readSettings({ ...asked, holidays: holidays.days });
  requireNamed(experiment, texts.futureFile);
  const csv = csvSettings(texts);
  requireUsed(experiment, csv);
  return {
    file,
    opening: fileSettings(texts),
    csv,
    experiment,
    holidays,
    pretrained: model === AUTO || model === INSTANT,
    instantFirst: model === AUTO || (model === INSTANT && experiment.fineTune === true),
    futureFile: texts.futureFile,
    threads: readOption("", "threads", threadsRule, texts.threads),
    checkpoint: readOption("", "checkpoint", number({ least: 0 }, "a number of seconds"), texts.checkpoint),
    out: texts.out,
    quiet: texts.quiet ?? false,
    json: texts.json ?? false,
  };
}

const AUTO = "auto";
const INSTANT = "pretrained";

/** The model that is asked for, also by --instant; "auto" where nothing describes one. */
function modelOf({ model, instant, cell, hidden, layers }: ForecastOptionTexts): string | undefined {
  if (instant !== true) {
    const described = cell !== undefined || hidden !== undefined || layers !== "1";
    return model ?? (described ? undefined : AUTO);
  }
  if (model === undefined || model === INSTANT) return INSTANT;
  throw new UsageError(
    "USAGE_CONFLICT",
    "",
    [{ option: "instant" }, " is the model ", { option: "model", value: INSTANT }, ", and another one is asked for"],
    {
      found: model,
      remedies: [
        ["leave ", { option: "instant" }, " out"],
        ["leave ", { option: "model" }, " out"],
      ],
    },
  );
}

/** What trains nothing trains the pretrained network no further, and what has none cannot. */
function requireTunes({ fineTune, instant }: ForecastOptionTexts, model: string | undefined): void {
  if (fineTune !== true || (instant !== true && (model === AUTO || model === INSTANT))) return;
  const other: Phrase =
    instant === true
      ? [", and ", { option: "instant" }, " trains nothing"]
      : [", and ", { option: "model", value: model ?? "stepwise" }, " forecasts without it"];
  throw new UsageError(
    "USAGE_CONFLICT",
    "",
    [{ option: "fineTune" }, " trains the pretrained network further", ...other],
    {
      found: model ?? "stepwise",
      remedies: [
        ["leave ", { option: "fineTune" }, " out"],
        instant === true
          ? ["give ", { option: "model", value: INSTANT }, " in place of ", { option: "instant" }]
          : ["give ", { option: "model", value: AUTO }],
      ],
    },
  );
}

/** A second file is read for columns that are named. */
function requireNamed({ future }: ExperimentSettings, file: string | undefined): void {
  if (file === undefined || future !== undefined) return;
  throw new UsageError(
    "USAGE_VALUE",
    "",
    [{ option: "futureFile" }, " is given, but no column is named that is known ahead"],
    {
      found: file,
      remedies: [["name them with ", { option: "future", like: "COLUMNS" }]],
    },
  );
}

/** Words are read where they are used. */
function requireUsed({ inputs = [], future = [] }: ExperimentSettings, { categories = [] }: CsvSettings): void {
  const idle = categories.find((name) => !inputs.includes(name) && !future.includes(name));
  if (idle === undefined) return;
  const problem = [
    { option: "categories" },
    ` names ${JSON.stringify(idle)}, which stands in neither `,
    { option: "inputs" },
    " nor ",
    { option: "future" },
  ];
  throw new UsageError("USAGE_VALUE", "", problem, {
    found: idle,
    remedies: [
      ["add it to ", { option: "inputs" }],
      ["to ", { option: "future" }, " where it is known ahead"],
    ],
  });
}

/** Every setting of an experiment with its text; undefined where the command line has no option for it. */
function settingTexts(texts: ForecastOptionTexts): Record<keyof ExperimentSettings, string | boolean | undefined> {
  const { target, unit, inputs, horizon, lookback, season, min, max, cell, hidden, layers, batch } = texts;
  const { sort, resample, repair, fillGaps, dropout, epochs, patience, learningRate, test, level, seed, autoShorten } =
    texts;
  return {
    ...{ target, unit, inputs, horizon, lookback, season, sort, resample, repair, fillGaps, model: undefined, cell },
    ...{ hiddenSize: hidden, numLayers: layers, dropout, epochs, patience, batchSize: batch, learningRate },
    ...{ test, autoShorten, level, seed, min, max, mode: modeOf(texts) },
    ...{ future: texts.future, calendar: texts.calendar, holidays: texts.holidays },
    ...{ teacherForcing: texts.teacherForcing, teacherForcingDecay: texts.teacherForcingDecay },
    ...{ attention: texts.attention, head: texts.head, optimizer: texts.optimizer, weightDecay: texts.weightDecay },
    ...{ schedule: texts.schedule, warmUp: texts.warmUp, average: texts.average },
    ...{ scheduleDecay: texts.scheduleDecay, scheduleEvery: texts.scheduleEvery },
    ...{
      linear: texts.linear,
      fineTune: texts.fineTune,
      clipNorm: undefined,
      loss: undefined,
      anchor: undefined,
      skip: undefined,
      untrained: undefined,
    },
  };
}
