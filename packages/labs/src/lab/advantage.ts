// Whether one answer is better than another on the same samples: the difference of their errors beside what chance alone would do. Every
// verdict of a lab that says "better" rests on it.

import { dieboldMariano, pairedTTest } from "recurra/evaluation";

/** "even": the difference is within chance. */
export type Outcome = "better" | "even" | "worse";

export interface Advantage {
  readonly outcome: Outcome;
  /** How probable a difference as large is where both answers are equally good. */
  readonly p: number;
}

/** Of two equal answers, one seems better by chance in this share of trials. */
const CHANCE = 0.05;

/**
 * What a difference of errors (below 0: the first is smaller) with this probability says. `trials`: as many answers are tried on the same
 * samples, so that each needs so much stronger evidence (Bonferroni).
 */
export function judgeDifference(difference: number, p: number, trials = 1): Outcome {
  if (!(p < CHANCE / trials) || difference === 0) return "even";
  return difference < 0 ? "better" : "worse";
}

/**
 * Compares answers by their errors on the same samples, which do not depend on one another: the paired t test. Errors are numbers from 0,
 * such as squared distances, or 0 and 1 of answers that are right and wrong.
 */
export function compareErrors(own: ArrayLike<number>, others: ArrayLike<number>): Advantage {
  const { meanDifference, p } = pairedTTest(own, others);
  return { outcome: judgeDifference(meanDifference, p), p };
}

/** How forecasts of a series are compared. */
interface Windows {
  /** Steps of a forecast, each of which begins where the one before ends. Default 1. */
  readonly steps?: number;
  /** As of judgeDifference. */
  readonly trials?: number;
}

/** Compares the squared errors of forecasts of the same values by the test of Diebold and Mariano. What is left behind the last whole window is not compared. */
export function compareForecasts(
  actual: Float64Array,
  own: Float64Array,
  other: Float64Array,
  { steps = 1, trials }: Windows = {},
): Advantage {
  const whole = actual.length - (actual.length % steps);
  if (whole === 0) return { outcome: "even", p: 1 };
  const [truth, one, two] = [actual, own, other].map((values) => values.subarray(0, whole));
  const options = { horizon: steps, stride: steps, against: "other", errors: "squared" } as const;
  const { meanDifference, p } = dieboldMariano(truth, one, two, options);
  return { outcome: judgeDifference(meanDifference, p, trials), p };
}

/** Against all of several, the one with the least error first: better than each, or worse than that one. */
export function judgeAll([best, ...others]: readonly [Advantage, ...Advantage[]]): Advantage {
  if (best.outcome === "worse") return best;
  const all = [best, ...others];
  const better = all.every(({ outcome }) => outcome === "better");
  return { outcome: better ? "better" : "even", p: Math.max(...all.map(({ p }) => p)) };
}
