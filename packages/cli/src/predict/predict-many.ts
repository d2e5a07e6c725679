// `recurra predict` with a model of many series: the next rows of each series of a file, of ids that the fit saw and of new ones.

import type { FileSigns, SeriesSet } from "recurra/data";
import { type GlobalForecaster, readGlobalForecaster } from "recurra/global";
import { predictMany } from "recurra/many";
import { nameOf } from "../input/read-file.ts";
import { csvLines, csvText } from "../output/csv-text.ts";
import { writeOutFile } from "../output/out-file.ts";
import { prepareModeOf, type StoredModel } from "../run/model-file.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { requireReports } from "../terminal/node-flags.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import { openMany } from "./many-data.ts";
import type { PredictManyResult } from "./many-result.ts";
import { predictManyText } from "./many-text.ts";
import { openData } from "./predict-data.ts";
import type { PredictSettings } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function predictManyIn({ bytes, file }: StoredModel, settings: PredictSettings): Promise<number> {
  requireNothingOfOne(settings);
  requireReports();
  await prepareModeOf(file, settings.model);
  const model = readGlobalForecaster(bytes, settings.model);
  try {
    const { opening, csv, out } = settings;
    const source = await openData(settings.file, "the data come after the model: recurra predict MODEL FILE");
    const set = await openMany(source, { ...opening, ...csv, name: nameOf(settings.file) }, model);
    const result = resultOf(model, set, settings);
    if (out !== undefined) {
      const signs = set.size > 0 ? set.at(0).parts.signs : undefined;
      writeOutFile("out", out, manyCsv(result, signs));
    }
    const { toJson } = await import("@recurra/report");
    process.stdout.write(settings.json ? `${toJson(result)}\n` : predictManyText(result, terminalWidth()));
    return exitCode.done;
  } finally {
    model.dispose();
  }
}

/** Throws UsageError for what a forecast of one series alone can be asked for. */
function requireNothingOfOne({ prediction, model }: PredictSettings): void {
  const option = (["from", "horizon", "anyStep"] as const).find(
    (name) => prediction[name] !== undefined && prediction[name] !== false,
  );
  if (option === undefined) return;
  throw new UsageError("USAGE_CONFLICT", model, [{ option }, " is not for a model of many series"], {
    remedies: ["leave it out"],
  });
}

function resultOf(
  model: GlobalForecaster,
  set: SeriesSet,
  { model: file, prediction, out }: PredictSettings,
): PredictManyResult {
  const { level, findings, series: made } = predictMany(model, set, prediction);
  const series = [...made];
  const { training } = model;
  return {
    format: "recurra-predict-many/1",
    ...{ target: model.target, horizon: model.horizon, level, idColumns: set.idColumns },
    model: { file, name: model.name, series: training.series, rows: training.rows },
    data: {
      ...{ file: set.name, series: set.size, rows: set.rows },
      unseen: series.filter(({ seen }) => !seen).length,
      tooShort: series.filter(({ madeBy }) => madeBy !== "model").length,
      ...{ findings, notes: set.notes },
    },
    series,
    files: out === undefined ? {} : { forecast: out },
  };
}

/** In long form, as forecast.csv of a run. */
function manyCsv({ idColumns, series }: PredictManyResult, signs: FileSigns | undefined): string {
  const lines = series.map(({ key, rows }) =>
    csvLines(
      rows.map(({ time, value, lower, upper }) => [...key, time, value, lower, upper]),
      signs,
    ),
  );
  return [csvText([...idColumns, "time", "value", "lower", "upper"], [], signs), ...lines].join("");
}
