import { ShapeError } from "../../core/errors.ts";
import { NUMBERS, requireArguments } from "../../core/option-rules.ts";
import { mean } from "../../statistics/mean.ts";
import { sampleVariance } from "../../statistics/variance.ts";
import { studentTwoSided } from "../distributions/student-t.ts";

/** Two answers on the same samples. */
export interface PairedT {
  /** Of the first's errors minus the second's: below 0 where the first is better. */
  readonly meanDifference: number;
  /** Null where the differences do not vary. */
  readonly statistic: number | null;
  /** Two-sided p-value of equal errors. */
  readonly p: number;
}

/**
 * The paired t test: are the errors of two answers equally large, judged by samples that do not depend on one another?
 *
 *   d_i = first_i - second_i;   t = mean(d) / sqrt(s^2 / n),  s^2 = sum (d_i - mean(d))^2 / (n - 1);   Student t with n - 1 degrees of freedom
 *
 * Where all d_i are the same number, p is that of the sign test, 2^(1 - n), and 1 where they are 0. Forecasts of a series depend on one
 * another: dieboldMariano is for them. Shapes: first, second [n].
 *
 * Throws ShapeError unless both are as many and at least one.
 * Source: Student 1908, Biometrika 6(1).
 */
export function pairedTTest(first: ArrayLike<number>, second: ArrayLike<number>): PairedT {
  requireArguments("pairedTTest", { first: NUMBERS, second: NUMBERS }, first, second);
  const n = first.length;
  if (n === 0 || second.length !== n) {
    throw new ShapeError(
      "METRIC_LENGTH",
      "pairedTTest",
      `${n} errors of the first answer and ${second.length} of the second`,
      {
        remedies: ["give as many of each, at least one"],
      },
    );
  }
  const differences = Float64Array.from({ length: n }, (_, i) => first[i] - second[i]);
  const meanDifference = mean(differences);
  const spread = n === 1 ? 0 : sampleVariance(differences);
  const largest = differences.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  if (Math.sqrt(spread) <= 1e-12 * largest) {
    return { meanDifference, statistic: null, p: largest === 0 ? 1 : halves(n - 1) };
  }
  const statistic = meanDifference / Math.sqrt(spread / n);
  return { meanDifference, statistic, p: studentTwoSided(statistic, n - 1) };
}

/** 2^-count. */
function halves(count: number): number {
  let share = 1;
  for (let i = 0; i < count; i++) share /= 2;
  return share;
}
