// How a model scored before it travelled, in a line or two: never its error without a naive one's.

import type { BacktestSummary } from "recurra/evaluation";
import { counted, shortPercent } from "recurra/words";
import { decimalsFor, fixed } from "./fixed-number.ts";

/** The verdict with both errors and the rows that they were taken on; the rows were not seen by the model that was scored. */
export function backtestWords({ scores, windows, verdict, coverage }: BacktestSummary): string {
  const [model, ...naive] = scores;
  const best = naive.reduce((least, score) => (score.mae < least.mae ? score : least));
  const decimals = decimalsFor(Math.min(model.mae, best.mae) || model.mae);
  const errors = `MAE ${fixed(model.mae, decimals)}, ${best.name} ${fixed(best.mae, decimals)}`;
  const held =
    coverage.measured === null
      ? ""
      : `; intervals of ${shortPercent(coverage.level, 1)} held ${shortPercent(coverage.measured, 1)} of the truths`;
  return `${verdict.headline}: ${errors}; ${counted(windows.count, "window")}, ${windows.from} to ${windows.to}${held}`;
}
