import { incompleteBeta } from "./incomplete-beta.ts";

/**
 * The two-sided p-value of Student's t distribution: the chance of a value at least as far from 0 as `statistic`.
 *
 *   p = I_x(df / 2, 1 / 2), x = df / (df + t^2), with I the regularised incomplete beta function
 *
 * Source: Abramowitz and Stegun 26.7.1.
 */
export function studentTwoSided(statistic: number, degreesOfFreedom: number): number {
  if (Number.isNaN(statistic)) return Number.NaN;
  const square = statistic * statistic;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const size = degreesOfFreedom + square;
  // Both x and 1 - x are formed directly, so that neither loses its digits when it is small.
  return incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / size, square / size);
}
