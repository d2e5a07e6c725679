import { ShapeError } from "../../core/errors.ts";
import { checkOptions, type OptionRules, text, whole, word } from "../../core/option-rules.ts";
import { mean } from "../../statistics/mean.ts";
import { studentTwoSided } from "../distributions/student-t.ts";

/** The test of equal errors between the model and the best naive method. */
export interface Significance {
  /** The naive method compared with. */
  readonly against: string;
  /** Negative when the model's errors are smaller; null when the differences do not vary or the windows are too few. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly p: number;
  /** Mean over the windows of the model's error minus the naive one's: absolute errors, or squared where asked for. */
  readonly meanDifference: number;
  /** Windows that share rows with their neighbours: autocovariances up to this lag are counted. */
  readonly lag: number;
}

/** What two forecasts are compared with. */
export interface ErrorComparison {
  /** Steps in each window. */
  readonly horizon: number;
  /** Rows from one window to the next. */
  readonly stride: number;
  /** Name of the method that the model is compared with. */
  readonly against: string;
  /** "absolute" (the default) compares as MAE does, "squared" as RMSE does: large errors then count for more. */
  readonly errors?: "absolute" | "squared";
}

const RULES: OptionRules<ErrorComparison> = {
  horizon: whole(1),
  stride: whole(1),
  against: text("the name of a method"),
  errors: word("absolute", "squared"),
};

/**
 * The Diebold-Mariano test of equal accuracy on the windows' mean errors, absolute or squared.
 *
 *   d_i = mean over steps e(a - f)  -  mean over steps e(a - g)        for window i of n, model f, naive method g
 *   e(x) = |x|, or x^2 with errors: "squared"
 *   V   = (gamma_0 + 2 sum_(k=1..L) (1 - k / (L + 1)) gamma_k) / n     Newey-West, L = ceil(horizon / stride) - 1
 *   t   = mean(d) / sqrt(V) * sqrt((n + 1 - 2h + h (h - 1) / n) / n)   h = L + 1; Student t with n - 1 degrees of freedom
 *
 * L counts the windows that share rows with a window, whose errors therefore go together. With n <= h the test cannot
 * tell anything (p = 1). When all d_i are the same number the variance is 0: the p-value is then that of the sign
 * test on the windows that share no rows.
 *
 * Shapes: actual, model, naive [n * horizon]. Throws ShapeError for other ones, and OptionError for a horizon or stride below 1
 * or errors of another kind.
 * Source: Diebold and Mariano 1995; Harvey, Leybourne and Newbold 1997 (small-sample factor); Newey and West 1987.
 */
export function dieboldMariano(
  actual: ArrayLike<number>,
  model: ArrayLike<number>,
  naive: ArrayLike<number>,
  options: ErrorComparison,
): Significance {
  checkOptions("dieboldMariano", options, RULES, ["horizon", "stride", "against"]);
  const { horizon, against } = options;
  requireComparison(options, [actual, model, naive]);
  const size = options.errors === "squared" ? (error: number) => error * error : Math.abs;
  const differences = errorDifferences(actual, model, naive, horizon, size);
  const n = differences.length;
  const lag = Math.ceil(horizon / options.stride) - 1;
  const meanDifference = mean(differences);
  const undecided = { against, statistic: null, meanDifference, lag };
  if (n <= lag + 1) return { ...undecided, p: 1 };

  const largest = differences.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  const deviations = differences.map((d) => d - meanDifference);
  const spread = deviations.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  if (spread <= 1e-12 * largest) {
    return { ...undecided, p: largest === 0 ? 1 : signTest(Math.ceil(n / (lag + 1))) };
  }

  const h = lag + 1;
  const correction = Math.sqrt((n + 1 - 2 * h + (h * (h - 1)) / n) / n);
  const statistic = (meanDifference / Math.sqrt(neweyWest(deviations, lag) / n)) * correction;
  return { against, statistic, p: studentTwoSided(statistic, n - 1), meanDifference, lag };
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

function errorDifferences(
  actual: ArrayLike<number>,
  model: ArrayLike<number>,
  naive: ArrayLike<number>,
  horizon: number,
  size: (error: number) => number,
): Float64Array {
  const differences = new Float64Array(actual.length / horizon);
  for (let i = 0; i < actual.length; i++) {
    const difference = size(actual[i] - model[i]) - size(actual[i] - naive[i]);
    differences[Math.floor(i / horizon)] += difference / horizon;
  }
  return differences;
}

/** The long-run variance; Bartlett's weights keep it from being negative. */
function neweyWest(deviations: Float64Array, lag: number): number {
  let variance = 0;
  for (let k = 0; k <= lag; k++) {
    let covariance = 0;
    for (let i = k; i < deviations.length; i++) covariance += deviations[i] * deviations[i - k];
    const weight = k === 0 ? 1 : 2 * (1 - k / (lag + 1));
    variance += (weight * covariance) / deviations.length;
  }
  return variance;
}

/** Two-sided sign test when all `count` signs agree: 2 * 2^-count. */
function signTest(count: number): number {
  let p = 2;
  for (let i = 0; i < count; i++) p /= 2;
  return Math.min(1, p);
}
