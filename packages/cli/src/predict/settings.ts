import { type PredictionSettings, readPredictionSettings } from "recurra/experiment";
import type { OpenTableOptions } from "recurra/files";
import { type CsvSettings, csvSettings, fileSettings } from "../input/csv-settings.ts";
import { checkOutFile } from "../output/out-file.ts";
import type { PredictOptionTexts } from "./option-texts.ts";

/** The options of `recurra predict` as values. */
export interface PredictSettings {
  readonly model: string;
  readonly file: string;
  /** A second file with what is known ahead. */
  readonly futureFile: string | undefined;
  readonly opening: OpenTableOptions;
  readonly csv: CsvSettings;
  readonly prediction: PredictionSettings;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** Checks every option, so that a wrong one is named before a file is read. */
export function predictSettings(model: string, file: string, texts: PredictOptionTexts): PredictSettings {
  if (texts.out !== undefined) checkOutFile("out", texts.out, [model, file]);
  const { from, horizon, anyStep, sort, resample, repair, fillGaps } = texts;
  return {
    model,
    file,
    futureFile: texts.futureFile,
    opening: fileSettings(texts),
    csv: csvSettings(texts),
    prediction: readPredictionSettings({ from, horizon, anyStep, sort, resample, repair, fillGaps }),
    out: texts.out,
    json: texts.json ?? false,
  };
}
