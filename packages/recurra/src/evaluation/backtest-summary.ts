// The outcome of a backtest in a few lines: what a model file carries, so that whoever gets the model learns how it scored.

import type { BacktestReport } from "./backtest-report.ts";
import type { Score } from "./scores/score.ts";
import type { Verdict } from "./verdict/verdict.ts";

type SummaryScore = Pick<Score, "name" | "kind" | "mae" | "rmse" | "mase">;

/** How a model scored on rows that it had not seen, beside the naive methods on the same rows. */
export interface BacktestSummary {
  /** `from` and `to` are the first and last row that was forecast. */
  readonly windows: BacktestReport["windows"];
  /** The model first, then the naive methods: errors in units of the target, MASE in naive steps. */
  readonly scores: readonly SummaryScore[];
  /** The simple methods that were fitted on the same rows; absent where there was none. */
  readonly simple?: readonly SummaryScore[];
  /** The share of truths that the intervals were to hold, and the share that they held; null where it was not measured. */
  readonly coverage: { readonly level: number; readonly measured: number | null };
  readonly verdict: Pick<Verdict, "outcome" | "headline" | "sentence">;
}

/** The summary of a backtest's report. */
export function summariseBacktest({ windows, scores, coverage, verdict }: BacktestReport): BacktestSummary {
  const { level, measured } = coverage;
  const { outcome, headline, sentence } = verdict;
  const short = scores.map(({ name, kind, mae, rmse, mase }) => ({ name, kind, mae, rmse, mase }));
  const simple = short.filter(({ kind }) => kind === "simple");
  return {
    windows: { ...windows },
    scores: short.filter(({ kind }) => kind !== "simple"),
    ...(simple.length > 0 && { simple }),
    coverage: { level, measured },
    verdict: { outcome, headline, sentence },
  };
}
