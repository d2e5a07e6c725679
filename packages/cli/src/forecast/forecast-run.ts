// The run of a forecast of one series: what is said of it before, and what it leaves.

import type { ForecastResult } from "@recurra/report";
import type { ExperimentEvent, ExperimentResult } from "recurra";
import { wordFinding } from "recurra/data";
import { csvText } from "../output/csv-text.ts";
import { intervalCells, intervalHeads } from "../output/interval-cells.ts";
import { versions } from "../terminal/version.ts";
import { currentWording } from "../terminal/wording.ts";
import type { ForecastFolder, RunWork } from "./fit-run.ts";
import { isLong, planSentence } from "./plan-text.ts";
import type { PreparedForecast } from "./prepared-forecast.ts";

export function forecastWork({
  experiment,
  signs,
}: PreparedForecast): RunWork<ExperimentEvent, ExperimentResult, ForecastResult> {
  return {
    start: (options) => experiment.run(options),
    isLong: isLong(experiment.outline),
    plan: () => planSentence(experiment.outline),
    keep: (result, folder) => keepForecast(result, folder, signs),
    facts: ({ files, verdict, backtest: { scores, windows } }) => ({
      files,
      verdict,
      scores: scores.map(({ name, kind, mae, rmse, mase }) => ({ name, kind, mae, rmse, mase })),
      windows,
    }),
  };
}

async function keepForecast(
  result: ExperimentResult,
  folder: ForecastFolder,
  signs: PreparedForecast["signs"],
): Promise<ForecastResult> {
  const { forecastReport } = await import("@recurra/report");
  const findings = result.data.findings.map((finding) => wordFinding(finding, currentWording()));
  const data = { ...result.data, findings };
  const whole: ForecastResult = { ...result, data, files: folder.files(), versions: versions() };
  const levels = (result.backtest.intervals.further ?? []).map(({ level }) => level);
  const rows = whole.forecast.map((row) => [row.time, row.value, ...intervalCells(row, levels)]);
  folder.write("forecast", csvText(["time", "value", ...intervalHeads(levels)], rows, signs));
  folder.write("report", forecastReport(whole));
  return whole;
}
