import { ShapeError } from "../../core/errors.ts";
import {
  checkOptions,
  NUMBERS,
  type OptionRules,
  requireArguments,
  text,
  whole,
  word,
} from "../../core/option-rules.ts";
import { mean } from "../../statistics/mean.ts";
import { studentTwoSided } from "../distributions/student-t.ts";
import { LongRunVariance } from "./long-run-variance.ts";

/** The test of equal errors between the model and another method. */
export interface Significance {
  /** The method compared with. */
  readonly against: string;
  /** Negative when the model's errors are smaller; null when the differences do not vary or the windows are too few. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly p: number;
  /** Mean over the windows of d_i: the model's error minus the other's, absolute, or squared where asked for. */
  readonly meanDifference: number;
  /** How many of the next windows share rows with a window, whose errors therefore go together. */
  readonly lag: number;
  /** Windows that share no rows, taken from the first on: what all of them are worth at least. Below 6 no p is below 0.05. */
  readonly independent: number;
}

/** What two forecasts are compared with. */
export interface ErrorComparison {
  /** Steps in each window. */
  readonly horizon: number;
  /** Rows from one window to the next. */
  readonly stride: number;
  /** Name of the method that the model is compared with. */
  readonly against: string;
  /** The first row of each window, ascending, where some are left out between them. Default: one after each `stride` rows. */
  readonly origins?: ArrayLike<number>;
  /** "absolute" (the default) compares as MAE does, "squared" as RMSE does: large errors then count for more. */
  readonly errors?: "absolute" | "squared";
}

const RULES: OptionRules<ErrorComparison> = {
  horizon: whole(1),
  stride: whole(1),
  against: text("the name of a method"),
  origins: NUMBERS,
  errors: word("absolute", "squared"),
};

/**
 * The Diebold-Mariano test of equal accuracy on the windows' mean errors, absolute or squared.
 *
 *   d_i = sum over the measured steps of e(a - f) - e(a - g), divided by the horizon        for window i of n, model f, other method g
 *   e(x) = |x|, or x^2 with errors: "squared"
 *   t   = sqrt(n) mean(d) / sqrt(V), Student t with m degrees of freedom           V, m: see LongRunVariance
 *
 * V counts with neighbouring windows that go together, as those do that share rows: lag = ceil(horizon / stride) - 1 of the next ones,
 * or as many as `origins` tell. With n <= lag + 1 the test cannot tell anything (p = 1). p is never below that of the sign test on the
 * windows that share no rows, 2^(1 - k) for k of them: eight windows cannot show "p < 0.001". Where all d_i are the same number, p is
 * that one.
 *
 * A NaN among the actual values is one that was not measured: it counts nowhere, and neither does a window without any other.
 * Shapes: actual, model, naive [n * horizon]. Throws ShapeError for other ones, and OptionError for a horizon or stride below 1
 * or errors of another kind.
 * Source: Diebold and Mariano 1995, J. of Business & Economic Statistics 13(3).
 */
export function dieboldMariano(
  actual: ArrayLike<number>,
  model: ArrayLike<number>,
  naive: ArrayLike<number>,
  options: ErrorComparison,
): Significance {
  requireArguments("dieboldMariano", { actual: NUMBERS, model: NUMBERS, naive: NUMBERS }, actual, model, naive);
  checkOptions("dieboldMariano", options, RULES, ["horizon", "stride", "against"]);
  requireComparison(options, [actual, model, naive]);
  const size = options.errors === "squared" ? (error: number) => error * error : Math.abs;
  const { horizon, stride, against } = options;
  const { differences, windows } = errorDifferences(actual, model, naive, horizon, size);
  const origins = Float64Array.from(windows, (window) => options.origins?.[window] ?? window * stride);
  return { against, ...testDifferences(differences, origins, horizon) };
}

/** How many windows share rows with a later one at most, and how many, taken from the first on, share none. */
function countOverlaps(origins: Float64Array, horizon: number): { lag: number; apart: number } {
  let lag = 0;
  let apart = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (let i = 0, next = 0; i < origins.length; i++) {
    while (next < origins.length && origins[next] < origins[i] + horizon) next++;
    lag = Math.max(lag, next - i - 1);
    if (origins[i] < end) continue;
    apart++;
    end = origins[i] + horizon;
  }
  return { lag, apart };
}

/** The test on differences of errors of windows that start at these rows. */
function testDifferences(
  differences: Float64Array,
  origins: Float64Array,
  horizon: number,
): Omit<Significance, "against"> {
  const n = differences.length;
  const { lag, apart } = countOverlaps(origins, horizon);
  const meanDifference = n === 0 ? 0 : mean(differences);
  const undecided = { statistic: null, meanDifference, lag, independent: apart };
  if (n <= lag + 1) return { ...undecided, p: 1 };
  const least = signTest(apart);
  const largest = differences.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  const deviations = differences.map((d) => d - meanDifference);
  const spread = deviations.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  // What rounding leaves of equal errors is no difference, however little it varies.
  if (largest > 0 && Math.abs(meanDifference) <= 1e-12 * largest) return { ...undecided, statistic: 0, p: 1 };
  if (spread <= 1e-12 * largest) return { ...undecided, p: largest === 0 ? 1 : least };
  const variance = new LongRunVariance(n, lag + 1);
  const statistic = meanDifference / Math.sqrt(variance.of(deviations) / n);
  const p = studentTwoSided(statistic, variance.degreesOfFreedom);
  return { statistic, p: Math.max(p, least), meanDifference, lag, independent: apart };
}

function requireComparison(options: ErrorComparison, lists: readonly ArrayLike<number>[]): void {
  const { horizon } = options;
  const [actual, model, naive] = lists.map(({ length }) => length);
  if (actual > 0 && actual % horizon === 0 && model === actual && naive === actual) return;
  throw new ShapeError(
    "METRIC_LENGTH",
    "dieboldMariano",
    `${actual} actual values, ${model} forecasts of the model and ${naive} naive ones`,
    { remedies: [`give as many of each: whole windows of horizon ${horizon}, at least one`] },
  );
}

/** Of the windows that were measured, at least in part; and which these are. */
function errorDifferences(
  actual: ArrayLike<number>,
  model: ArrayLike<number>,
  naive: ArrayLike<number>,
  horizon: number,
  size: (error: number) => number,
): { differences: Float64Array; windows: readonly number[] } {
  const differences: number[] = [];
  const windows: number[] = [];
  for (let start = 0; start < actual.length; start += horizon) {
    let sum = 0;
    let measured = 0;
    for (let at = start; at < start + horizon; at++) {
      if (Number.isNaN(actual[at])) continue;
      sum += size(actual[at] - model[at]) - size(actual[at] - naive[at]);
      measured++;
    }
    if (measured === 0) continue;
    differences.push(sum / horizon);
    windows.push(start / horizon);
  }
  return { differences: Float64Array.from(differences), windows };
}

/** Two-sided sign test when all `count` signs agree: 2 * 2^-count. */
function signTest(count: number): number {
  let p = 2;
  for (let i = 0; i < count; i++) p /= 2;
  return Math.min(1, p);
}
