// The quantile of split conformal prediction.
import { number, requireOption } from "../../core/option-rules.ts";

const LEVEL = number({ above: 0, below: 1 });

/**
 * The ceil((n + 1) * level)-th smallest of n ascending scores; null when n is too small for the level, that is below
 * {@link windowsNeeded}. A new score from the same source is at most this with probability >= level.
 */
export function conformalQuantile(ascending: ArrayLike<number>, level: number): number | null {
  const rank = quantileRank(ascending.length, level);
  return rank > ascending.length ? null : ascending[rank - 1];
}

/** The fewest windows from which an interval of this level can be made: ceil(1 / (1 - level)) - 1. */
export function windowsNeeded(level: number): number {
  requireOption("windowsNeeded", "level", LEVEL, level);
  let n = 1;
  while (quantileRank(n, level) > n) n++;
  return n;
}

/** ceil((n + 1) * level), from 1; above n where n is too small. (n + 1) * level is rounded up only when it is more than rounding noise above a whole number (100 * 0.55). */
export function quantileRank(n: number, level: number): number {
  return Math.ceil((n + 1) * level - 1e-9);
}
