// The run of a forecast of many series: what is said of it before, and what it leaves.

import type { ManyForecastResult } from "@recurra/report";
import type { ManyEvent, ManyOutline, ManyResult, SeriesForecast } from "recurra/many";
import { counted, grouped } from "recurra/words";
import { csvLines, csvText } from "../output/csv-text.ts";
import { TextPieces } from "../output/text-pieces.ts";
import { versions } from "../terminal/version.ts";
import type { ForecastFolder, RunWork } from "./fit-run.ts";
import type { PreparedMany } from "./prepared-many.ts";

export function manyWork({ experiment, signs, set }: PreparedMany): RunWork<ManyEvent, ManyResult, ManyForecastResult> {
  const csv = new TextPieces();
  csv.add(csvText([...set.idColumns, "time", "value", "lower", "upper"], [], signs));
  return {
    start: (options) => experiment.run(options),
    isLong: true,
    plan: () => planSentence(experiment.outline),
    counts: "series",
    take: (event) => {
      if (event.type === "forecast") csv.add(forecastLines(event.forecast, signs));
    },
    keep: (result, folder) => keepMany(result, folder, csv.bytes()),
    facts: ({ files, verdict, scores, series, data: { cut } }) => ({
      files,
      verdict,
      series: series.length,
      ...(cut !== null && { cut }),
      scores: scores.map(({ name, kind, mase, median }) => ({ name, kind, mase, median })),
    }),
  };
}

/** The rows of one series, below each other. */
function forecastLines({ key, rows }: SeriesForecast, signs: PreparedMany["signs"]): string {
  return csvLines(
    rows.map(({ time, value, lower, upper }) => [...key, time, value, lower, upper]),
    signs,
  );
}

async function keepMany(result: ManyResult, folder: ForecastFolder, csv: Uint8Array): Promise<ManyForecastResult> {
  const { manyReport } = await import("@recurra/report");
  const whole: ManyForecastResult = { ...result, files: folder.files(), versions: versions() };
  folder.write("forecast", csv);
  folder.write("report", manyReport(whole));
  return whole;
}

function planSentence({ series, rows, tested, cut, rivals, settings }: ManyOutline): string {
  const where = cut === null ? "the last part of each" : `the rows from ${cut} on`;
  const short = series === tested ? "" : ` (${counted(series - tested, "series is", "series are")} too short for that)`;
  const trained =
    settings.model === "segment"
      ? `at most ${counted(Number(settings.epochs), "epoch")} of ${grouped(Number(settings.steps))} batches`
      : "in closed form, with nothing trained";
  return (
    `plan: ${counted(series, "series", "series")} in ${counted(rows, "row")}; one model is fitted on the earlier parts of all, ${trained}, ` +
    `and scored on ${where} beside ${rivals === "all" ? "all rivals" : "naive forecasts and a ridge regression"}${short}.`
  );
}
