// The result of a finished forecast as one document: what --json prints, the terminal shows and the report is drawn from.

import type { BacktestReport, Epoch, Forecaster } from "recurra";
import type { ForecastResult } from "recurra/report";
import { versions } from "../terminal/version.ts";
import type { ForecastPlan } from "./forecast-plan.ts";

/** What the phases of a run came to. */
export interface ForecastParts {
  /** Fitted on the rows before the test part. */
  readonly scored: Forecaster;
  /** Its epochs. */
  readonly epochs: readonly Epoch[];
  readonly report: BacktestReport;
  /** Fitted on all rows. */
  readonly final: Forecaster;
  readonly files: ForecastResult["files"];
}

export async function forecastResult(plan: ForecastPlan, parts: ForecastParts): Promise<ForecastResult> {
  const { historyOf, plainBacktest, rowSpan } = await import("recurra/report");
  const { series, target, inputs, findings, testStart } = plan.source;
  const { settings } = plan.forecaster;
  const { trainingRows, batchSize, skip } = plan.fit;
  const { scored, epochs, report, final, files } = parts;
  return {
    format: "recurra-forecast/1",
    status: "done",
    target,
    verdict: report.verdict,
    forecast: final.predict(series).map(({ time, value, lower, upper }) => ({
      time,
      value,
      lower: lower ?? null,
      upper: upper ?? null,
    })),
    data: {
      file: plan.settings.file,
      ...rowSpan(series),
      clock: series.times.kind,
      step: series.times.step,
      inputs,
      findings,
      notes: series.notes,
    },
    backtest: plainBacktest(report, series),
    training: {
      fitted: rowSpan(series, 0, trainingRows),
      validation: rowSpan(series, trainingRows, testStart),
      loss: settings.loss,
      epochs: epochs.map(withoutThreads),
      bestEpoch: scored.training.bestEpoch,
      refit: { ...rowSpan(series), epochs: final.training.epochs },
    },
    history: historyOf(series, target),
    settings: { ...settings, batchSize, skip, level: plan.settings.level },
    files,
    versions: versions(),
  };
}

/** The epoch as it is told; how many threads worked is for run.json alone. */
export function withoutThreads({ threads: _, ...epoch }: Epoch): Omit<Epoch, "threads"> {
  return epoch;
}
