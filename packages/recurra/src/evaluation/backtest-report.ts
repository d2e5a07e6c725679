import type { Coverage, Intervals } from "./intervals/conformal.ts";
import type { Score } from "./scores/score.ts";
import type { Lag } from "./verdict/lag.ts";
import type { Significance } from "./verdict/significance.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** All that one backtest found. Window i forecasts the rows from `origins[i]`; step s stands at `i * horizon + s`. */
export interface BacktestReport {
  readonly target: string;
  readonly horizon: number;
  readonly season?: number;
  /** `from` and `to` are the first and last row that was forecast. */
  readonly windows: { readonly count: number; readonly stride: number; readonly from: string; readonly to: string };
  /** The model first, then the naive methods. */
  readonly scores: Score[];
  readonly coverage: Coverage;
  readonly intervals: Intervals;
  readonly lag: Lag;
  readonly significance: Significance;
  readonly verdict: Verdict;
  readonly origins: Uint32Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly naive: Record<string, Float64Array>;
}
