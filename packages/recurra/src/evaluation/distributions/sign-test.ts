import { incompleteBeta } from "./incomplete-beta.ts";

/** Two-sided p-value of `fewer` heads in `count` tosses of a fair coin, fewer being at most half of them; 1 without a toss. */
export function signTest(fewer: number, count: number): number {
  // With as many of both the two tails overlap. P(X <= k) of n fair tosses is I_(1/2)(n - k, k + 1).
  return 2 * fewer === count ? 1 : Math.min(1, 2 * incompleteBeta(count - fewer, fewer + 1, 0.5, 0.5));
}
