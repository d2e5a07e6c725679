// The result of a finished experiment as one document.

import { aheadWidth, type KnownAhead } from "../ahead/known-ahead.ts";
import { indicatorName } from "../data/reading/category-column.ts";
import type { BacktestReport } from "../evaluation/index.ts";
import type { Forecaster } from "../forecast/index.ts";
import type { Epoch } from "../training/index.ts";
import type { FitEpoch } from "../tuning/tuning-epochs.ts";
import type { CheckedData } from "./checked-data.ts";
import type { ExperimentOutline } from "./events.ts";
import { historyOf, plainBacktest, rowSpan } from "./plain-backtest.ts";
import { reportBounds } from "./reported-bounds.ts";
import type { ExperimentResult, ToBeat } from "./result.ts";

/** What the phases came to. */
interface ExperimentParts {
  readonly outline: ExperimentOutline;
  readonly data: CheckedData;
  /** Rows whose windows trained the model that was scored. */
  readonly trainingRows: number;
  /** Fitted on the rows before the test part. */
  readonly scored: Forecaster;
  /** Its epochs, after those of the pretrained network. */
  readonly epochs: readonly FitEpoch[];
  readonly toBeat: ToBeat | undefined;
  readonly report: BacktestReport;
  /** Fitted on all rows. */
  readonly final: Forecaster;
  readonly finalSeconds: number;
  readonly unit: string | undefined;
}

export function buildResult(parts: ExperimentParts): ExperimentResult {
  const { outline, data, trainingRows, scored, epochs, toBeat, report, final, finalSeconds, unit } = parts;
  const { series, behind, target, inputs, findings, testStart, shortened } = data;
  const ahead = reportAhead(final.settings);
  const bounds = reportBounds(scored, final, series);
  return {
    format: "recurra-forecast/1",
    status: "done",
    target,
    ...(unit !== undefined && { unit }),
    verdict: report.verdict,
    forecast: final.predict(series, { future: behind }).map(({ time, value, lower, upper, further }) => ({
      time,
      value,
      lower: lower ?? null,
      upper: upper ?? null,
      ...(further && { further }),
    })),
    ...(bounds && { bounds }),
    data: {
      file: series.name,
      ...rowSpan(series),
      clock: series.times.kind,
      step: series.times.step,
      seasons: outline.seasons,
      inputs,
      ...(ahead && { ahead }),
      findings: [
        ...findings,
        ...(shortened === undefined ? [] : [{ kind: "shortened", rows: [], count: 1, message: shortened }]),
      ],
      notes: series.notes,
    },
    backtest: plainBacktest(report, series),
    training: {
      fitted: rowSpan(series, 0, trainingRows),
      validation: rowSpan(series, trainingRows, testStart),
      loss: scored.training.own?.includes("loss") ? "own" : scored.settings.loss,
      epochs: epochs.filter(({ tunes }) => !tunes).map(omitThreads),
      bestEpoch: scored.training.bestEpoch,
      ...(toBeat && { toBeat }),
      ...(scored.training.parts && { parts: scored.training.parts }),
      ...(scored.training.paths && { paths: scored.training.paths }),
      ...(scored.training.tuning && { tuning: scored.training.tuning }),
      refit: {
        ...rowSpan(series),
        ...{ epochs: final.training.epochs, seconds: finalSeconds },
        ...(final.training.refit && { check: final.training.refit }),
        ...(final.training.tuning?.refit && { tuning: final.training.tuning.refit }),
      },
    },
    history: historyOf(series, target),
    settings: outline.settings,
  };
}

/** What a forecaster of these settings knows ahead; undefined where that is nothing. */
export function reportAhead(settings: KnownAhead): ExperimentResult["data"]["ahead"] {
  const { future = [], calendar = [], holidays = [], categories = [] } = settings;
  const named = future.map((name) => categories.find((column) => name.startsWith(indicatorName(column, ""))) ?? name);
  return aheadWidth(settings) > 0 ? { future: [...new Set(named)], calendar, holidays: holidays.length } : undefined;
}

/** How many threads worked changes nothing in the result. */
export function omitThreads({ threads: _, ...epoch }: Epoch): Omit<Epoch, "threads"> {
  return epoch;
}
