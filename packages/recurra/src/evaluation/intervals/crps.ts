// How good all intervals of a forecast are, wide and narrow ones, in one number: the continuous ranked probability score, by its quantiles.
//
//   CRPS = 2 x the mean pinball loss of the quantiles at 0.05, 0.1, ..., 0.95
//
// which are the ends of the intervals of 10 % to 90 % and, in their middle, the forecast itself. Of a forecast without any width it is the mean
// absolute error, so it is in the target's units, and beside that error it says what knowing how sure a forecast is was worth.
//
// Source: Gneiting and Raftery 2007, section 4.2 (the score); Laio and Tamea 2007, equation 6 (as an integral over quantiles).

import type { IntervalSums } from "./interval-scores.ts";

/** The levels of the intervals. */
export const CRPS_LEVELS: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

export interface Crps {
  readonly score: number;
  /** The mean absolute error of the same forecasts: what the score would be without any width. */
  readonly meanError: number;
}

/** From the sums of each of these levels; undefined where one level had too few windows for some of the truths. */
export function crpsOf(sums: readonly IntervalSums[], meanError: number, truths: number): Crps | undefined {
  if (truths === 0 || sums.some(({ count }) => count !== truths)) return undefined;
  const ends = sums.reduce((sum, one) => {
    const { lower, upper } = one.scores().pinball;
    return sum + lower + upper;
  }, 0);
  return { score: (2 * (ends + meanError / 2)) / (2 * sums.length + 1), meanError };
}
