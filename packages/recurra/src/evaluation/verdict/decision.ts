// Whether a model is better than every rival of a set, by their tests.

import { correctByHolm } from "./holm.ts";
import type { Significance } from "./significance.ts";

/** The model beside one rival. */
export interface Comparison extends Significance {
  readonly kind: "naive" | "simple";
}

/** What the tests against a set of rivals come to. */
export interface Decision {
  readonly outcome: "better" | "no-better" | "worse";
  /**
   * The rival that it turns on. Better: the best of them. Worse: the best of those that are better for certain. No better: the best of
   * those that are not beaten for certain.
   */
  readonly against: string;
  /** Better: the largest p of all rivals. Else that of `against`; where its error is the smaller one, corrected for their number. */
  readonly p: number;
}

/** A difference counts only when chance alone would show one as large in fewer than one of twenty backtests. */
export const ALPHA = 0.05;

/**
 * Better: a smaller error than each rival's, with p < 0.05 against each; since all must hold, nothing is to be corrected (an
 * intersection-union test). Worse: a larger error than some rival's, with p < 0.05 corrected for the number of rivals by Holm. Null
 * without rivals.
 *
 * Source: Berger 1982, Technometrics 24(4); Holm 1979, Scandinavian J. of Statistics 6(2).
 */
export function decide(comparisons: readonly Comparison[]): Decision | null {
  if (comparisons.length === 0) return null;
  // The smaller the rival's error, the larger the difference.
  const best = comparisons.reduce((most, one) => (one.meanDifference > most.meanDifference ? one : most));
  const unbeaten = comparisons.filter(({ meanDifference, p }) => !(meanDifference < 0 && p < ALPHA));
  if (unbeaten.length === 0) {
    return { outcome: "better", against: best.against, p: Math.max(...comparisons.map(({ p }) => p)) };
  }
  const corrected = correctByHolm(comparisons.map(({ p }) => p));
  const winners = comparisons.filter(({ meanDifference }, i) => meanDifference > 0 && corrected[i] < ALPHA);
  if (winners.length > 0) {
    const winner = winners.reduce((most, one) => (one.meanDifference > most.meanDifference ? one : most));
    return { outcome: "worse", against: winner.against, p: corrected[comparisons.indexOf(winner)] };
  }
  const closest = unbeaten.reduce((most, one) => (one.meanDifference > most.meanDifference ? one : most));
  const at = comparisons.indexOf(closest);
  return { outcome: "no-better", against: closest.against, p: closest.meanDifference > 0 ? corrected[at] : closest.p };
}
