import type { Coverage } from "./intervals/coverage.ts";
import type { Intervals } from "./intervals/intervals.ts";
import type { Score } from "./scores/score.ts";
import type { Comparison } from "./verdict/decision.ts";
import type { Flat } from "./verdict/flat.ts";
import type { Lag } from "./verdict/lag.ts";
import type { Significance } from "./verdict/significance.ts";
import type { Verdict } from "./verdict/verdict.ts";

/** All that one backtest found. Window i forecasts the rows from `origins[i]`; step s stands at `i * horizon + s`. */
export interface BacktestReport {
  readonly target: string;
  readonly horizon: number;
  /** Rows of the season that scales MASE: the shortest that was found or given. */
  readonly season?: number;
  /** The seasons that were found in the rows before the test, or given. */
  readonly seasons: readonly { readonly rows: number; readonly name: string }[];
  /** `from` and `to` are the first and last row that was forecast. */
  readonly windows: { readonly count: number; readonly stride: number; readonly from: string; readonly to: string };
  /** The model first, then its rivals: the naive methods, then the simple ones. */
  readonly scores: Score[];
  readonly coverage: Coverage;
  readonly intervals: Intervals;
  readonly lag: Lag;
  readonly flat: Flat;
  /** The model beside each rival, in the order of the scores. */
  readonly comparisons: readonly Comparison[];
  /** The model beside the naive method with the smallest mean absolute error. */
  readonly significance: Significance;
  readonly verdict: Verdict;
  readonly origins: Uint32Array;
  /** NaN where the value was filled in by a repair. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** What each rival forecast, by name. */
  readonly rivals: Readonly<Record<string, Float64Array>>;
  /** What the rival with the smallest error forecasts for the rows after the series. */
  readonly next: { readonly name: string; readonly words: string; readonly values: Float64Array };
}
