import { PLACE, requireArguments, TEXT } from "../core/option-rules.ts";
import type { Series } from "../data/index.ts";
import { SERIES } from "../data/table/series-rule.ts";
import type { BacktestReport } from "../evaluation/backtest-report.ts";
import type { Score } from "../evaluation/scores/score.ts";
import type { RivalLosses } from "../forecast/index.ts";
import type { ValidationRivals } from "./events.ts";
import type { ExperimentResult, PlainBacktest, RowSpan } from "./result.ts";

/** The backtest with plain arrays and the times of its rows. `series` is the one that was backtested. */
export function plainBacktest(report: BacktestReport, series: Series): PlainBacktest {
  const { verdict: _, origins, actual, predicted, rivals, next, ...rest } = report;
  const rows = origins[origins.length - 1] + report.horizon - origins[0];
  return {
    ...rest,
    origins: Array.from(origins),
    actual: Array.from(actual, (value) => (Number.isNaN(value) ? null : value)),
    predicted: Array.from(predicted),
    rivals: Object.fromEntries(bestOfEach(report.scores).map(({ name }) => [name, Array.from(rivals[name])])),
    next: { ...next, values: Array.from(next.values) },
    times: Array.from({ length: rows }, (_, row) => series.times.label(origins[0] + row)),
  };
}

/** The best naive and the best simple rival: the forecasts of all would be most of the document. */
function bestOfEach(scores: readonly Score[]): Score[] {
  return (["naive", "simple"] as const).flatMap((kind) => {
    const [first, ...others] = scores.filter((one) => one.kind === kind);
    return first === undefined ? [] : [others.reduce((best, one) => (one.mae < best.mae ? one : best), first)];
  });
}

/** Rivals on validation windows with plain arrays, and what is true there. `series` is the one that is fitted. */
export function validationRivals(
  { windows, losses, heldOut }: RivalLosses,
  series: Series,
  target: string,
): ValidationRivals {
  const { horizon, origins, predicted } = heldOut;
  const first = origins[0] ?? 0;
  const rows = origins.length === 0 ? 0 : origins[origins.length - 1] + horizon - first;
  const values = series.column(target);
  const measured = series.isMeasured(target);
  const at = (row: number): number | null => (measured?.[row] === 0 ? null : values[row]);
  return {
    ...{ windows, losses },
    heldOut: {
      ...{ horizon, origins: Array.from(origins), rival: Array.from(predicted) },
      times: Array.from({ length: rows }, (_, row) => series.times.label(first + row)),
      actual: Array.from({ length: rows }, (_, row) => at(first + row)),
    },
  };
}

/** Times and values of the last rows of the target, at most `most` of them. */
export function historyOf(series: Series, target: string, most = 20_000): ExperimentResult["history"] {
  requireArguments("historyOf", { series: SERIES, target: TEXT, most: PLACE }, series, target, most);
  const start = Math.max(0, series.length - most);
  return {
    times: Array.from({ length: series.length - start }, (_, row) => series.times.label(start + row)),
    values: Array.from(series.column(target).subarray(start)),
  };
}

/** The span of rows [start, end) of a series. */
export function rowSpan(series: Series, start = 0, end: number = series.length): RowSpan {
  requireArguments("rowSpan", { series: SERIES, start: PLACE, end: PLACE }, series, start, end);
  return { from: series.times.label(start), to: series.times.label(end - 1), rows: end - start };
}
