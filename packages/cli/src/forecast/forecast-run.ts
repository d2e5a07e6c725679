// The run of a forecast of one series: what is said of it before, and what it leaves.

import type { ForecastResult } from "@recurra/report";
import { DataError, type Experiment, type ExperimentEvent, type ExperimentResult } from "recurra";
import { wordFinding } from "recurra/data";
import { compareInstant, type InstantComparison } from "recurra/experiment";
import { csvText } from "../output/csv-text.ts";
import { intervalCells, intervalHeads } from "../output/interval-cells.ts";
import { versions } from "../terminal/version.ts";
import { currentWording } from "../terminal/wording.ts";
import type { ForecastFolder, RunWork } from "./fit-run.ts";
import { isLong, planSentence } from "./plan-text.ts";
import type { PreparedForecast } from "./prepared-forecast.ts";

/** The answer that trained nothing. */
interface InstantEvent {
  readonly type: "instant";
  readonly result: ExperimentResult;
}

export function forecastWork({
  experiment,
  instant,
  signs,
}: PreparedForecast): RunWork<ExperimentEvent | InstantEvent, ExperimentResult, ForecastResult> {
  let first: ExperimentResult | undefined;
  return {
    start: async function* (options) {
      if (instant) yield* answerFirst(instant, options.signal);
      return yield* experiment.run({ ...options, rivals: true });
    },
    take: (event) => {
      if (event.type !== "instant") return undefined;
      first = event.result;
      return `at once, with nothing trained: ${event.result.verdict.sentence}`;
    },
    isLong: isLong(experiment.outline),
    plan: () => planSentence(experiment.outline),
    keep: (result, folder) => keepForecast(result, folder, signs, first && compareInstant(first, result)),
    facts: ({ files, verdict, backtest: { scores, windows } }) => ({
      files,
      verdict,
      scores: scores.map(({ name, kind, mae, rmse, mase }) => ({ name, kind, mae, rmse, mase })),
      windows,
    }),
  };
}

/** Cut short by Ctrl-C, or where rows have no room for it, it is left out: the work that follows says where that stopped. */
async function* answerFirst(
  instant: Experiment,
  signal: AbortSignal | undefined,
): AsyncGenerator<InstantEvent, void, undefined> {
  try {
    for await (const event of instant.run({ ...(signal && { signal }) })) {
      if (event.type === "result") yield { type: "instant", result: event.result };
    }
  } catch (error) {
    // What it has no room for, such as windows between gaps, need not stop what follows.
    if (!signal?.aborted && !(error instanceof DataError)) throw error;
  }
}

async function keepForecast(
  result: ExperimentResult,
  folder: ForecastFolder,
  signs: PreparedForecast["signs"],
  instant: InstantComparison | undefined,
): Promise<ForecastResult> {
  const { forecastReport } = await import("@recurra/report");
  const findings = result.data.findings.map((finding) => wordFinding(finding, currentWording()));
  const data = { ...result.data, findings };
  const whole: ForecastResult = {
    ...result,
    data,
    ...(instant && { instant }),
    files: folder.files(),
    versions: versions(),
  };
  const levels = (result.backtest.intervals.further ?? []).map(({ level }) => level);
  const rows = whole.forecast.map((row) => [row.time, row.value, ...intervalCells(row, levels)]);
  folder.write("forecast", csvText(["time", "value", ...intervalHeads(levels)], rows, signs));
  folder.write("report", forecastReport(whole));
  return whole;
}
