import { signTest } from "../distributions/sign-test.ts";
import { requireLabels } from "./labels.ts";

/** Two classifiers on the same samples. */
export interface McNemar {
  /** Samples that the first got right and the second wrong. */
  readonly firstOnly: number;
  /** Samples that the second got right and the first wrong. */
  readonly secondOnly: number;
  /** Two-sided p-value of equal accuracy. */
  readonly p: number;
}

/**
 * McNemar's exact test: are two classifiers equally accurate, judged by the same samples?
 *
 * Only samples count on which one is right and the other wrong. If both were equally accurate, either would be the right
 * one with probability 1/2:
 *
 *   p = min(1, 2 P(X <= min(b, c))),  X binomial with b + c trials and probability 1/2        b = firstOnly, c = secondOnly
 *
 * p is 1 where there is no such sample. To test against the base rate, give the majority class for every sample.
 *
 * Throws ShapeError unless all three are as many and at least one, OptionError for labels that are no classes.
 * Source: McNemar 1947, Psychometrika 12(2); Dietterich 1998, Neural Computation 10(7), for classifiers.
 */
export function mcnemarTest(actual: ArrayLike<number>, first: ArrayLike<number>, second: ArrayLike<number>): McNemar {
  requireLabels("mcnemarTest", { actual, first, second });
  let firstOnly = 0;
  let secondOnly = 0;
  for (let i = 0; i < actual.length; i++) {
    const right = first[i] === actual[i];
    if (right === (second[i] === actual[i])) continue;
    if (right) firstOnly++;
    else secondOnly++;
  }
  return { firstOnly, secondOnly, p: signTest(Math.min(firstOnly, secondOnly), firstOnly + secondOnly) };
}
