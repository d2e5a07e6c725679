// `recurra predict`: a model file and a CSV make a forecast. The model knows its columns, scales and windows.

import { predictNext } from "recurra";
import type { FileSigns } from "recurra/data";
import { joinFutureFile } from "../input/future-file.ts";
import { loadWith } from "../input/module-files.ts";
import { nameOf } from "../input/read-file.ts";
import { csvText } from "../output/csv-text.ts";
import { intervalCells, intervalHeads } from "../output/interval-cells.ts";
import { writeOutFile } from "../output/out-file.ts";
import { isOfMany, type OpenedModel, openStored, readModel } from "../run/model-file.ts";
import { exitCode, UsageError } from "../terminal/failure.ts";
import { terminalWidth } from "../terminal/terminal.ts";
import type { PredictOptionTexts } from "./option-texts.ts";
import { openData, readModelColumns } from "./predict-data.ts";
import { type PredictResult, predictResult } from "./predict-result.ts";
import { predictText } from "./predict-text.ts";
import { predictSettings } from "./settings.ts";

/** Runs the command; resolves to the exit code. */
export async function predict(model: string, file: string, texts: PredictOptionTexts): Promise<number> {
  const settings = predictSettings(model, file, texts);
  const usage = "the model comes first, then the data: recurra predict MODEL FILE";
  const modules = await loadWith(texts.with);
  const stored = await readModel(model, usage);
  if (isOfMany(stored.file)) {
    const { predictManyIn } = await import("./predict-many.ts");
    return predictManyIn(stored, settings);
  }
  const opened = await openStored(stored, model, modules);
  const forecaster = forecasterIn(opened, model);
  const source = await openData(file, "the data come after the model: recurra predict MODEL FILE");
  const { opening, csv, futureFile } = settings;
  const options = { ...opening, ...csv };
  const first = await readModelColumns(
    source,
    { ...options, name: nameOf(file) },
    forecaster,
    futureFile !== undefined,
  );
  const { series } =
    futureFile === undefined
      ? { series: first }
      : await joinFutureFile(first, futureFile, {
          ...options,
          categories: forecaster.settings.categories,
        });
  const result = predictResult(predictNext(forecaster, series, settings.prediction), model, settings.out);
  opened.model.dispose();
  if (settings.out !== undefined) writeOutFile("out", settings.out, predictCsv(result, series.parts.signs));
  if (settings.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else process.stdout.write(predictText(result, terminalWidth()));
  return exitCode.done;
}

function forecasterIn({ model }: OpenedModel, path: string) {
  if (model.forecaster) return model.forecaster;
  const problem =
    "holds a network that is no forecaster: it does not say which columns it reads and how they are scaled";
  throw new UsageError("FILE_KIND", path, problem, {
    remedies: [
      `answer its own numbers over HTTP with \`recurra serve ${path}\``,
      `hand it to another program with \`recurra export ${path} --onnx FILE\``,
      `see what it is with \`recurra inspect ${path}\``,
    ],
  });
}

function predictCsv({ asOf, forecast }: PredictResult, signs: FileSigns | undefined): string {
  const past = asOf !== null;
  const goesOn = forecast.some((row) => row.beyond);
  const levels = (forecast[0].further ?? []).map(({ level }) => level);
  const rows = forecast.map((row) => [
    row.time,
    row.value,
    ...intervalCells(row, levels),
    ...(goesOn ? [String(row.beyond ?? false)] : []),
    ...(past ? [row.actual, row.seenByFit === null ? null : String(row.seenByFit)] : []),
  ]);
  const heads = [...intervalHeads(levels), ...(goesOn ? ["beyond"] : [])];
  return csvText(["time", "value", ...heads, ...(past ? ["actual", "seen_by_fit"] : [])], rows, signs);
}
