import { OptionError } from "../../core/errors.ts";
import {
  checkOptions,
  made,
  NUMBER,
  number,
  type OptionRule,
  requireArguments,
  requireOption,
} from "../../core/option-rules.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";

/** A share that was counted, and the range that the true share lies in with the given confidence. */
export interface BinomialInterval {
  /** successes / trials. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** The level of an interval, 0.95 unless given. Throws OptionError for another one, and for options that there are not. */
export function levelOf(name: string, options: { readonly level?: number }): number {
  checkOptions(name, options, { level: made("a level", (value): value is number => typeof value === "number") });
  return requireLevel(name, options.level ?? 0.95);
}

/**
 * How far a share that was counted in `trials` independent trials may be from the true one: Wilson's score interval.
 *
 *   (k + z^2 / 2  +-  z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2)        k of n; z the normal quantile of (1 + level) / 2
 *
 * It holds the true share about `level` of the time also for few trials and shares near 0 and 1, where the share +- z
 * standard errors does not. Null without trials. `level` is 0.95 unless given.
 *
 * Throws OptionError unless 0 <= successes <= trials are whole numbers and the level is above 0 and below 1.
 * Source: Wilson 1927, J. American Statistical Association 22; Brown, Cai and DasGupta 2001, Statistical Science 16(2).
 */
export function binomialInterval(
  successes: number,
  trials: number,
  options: { readonly level?: number } = {},
): BinomialInterval | null {
  requireArguments("binomialInterval", { successes: NUMBER, trials: NUMBER }, successes, trials);
  const level = levelOf("binomialInterval", options);
  const whole = Number.isSafeInteger(successes) && Number.isSafeInteger(trials);
  if (!whole || successes < 0 || successes > trials) {
    throw new OptionError("BINOMIAL_COUNT", "binomialInterval", `${successes} of ${trials} is no count of successes`, {
      found: successes,
      remedies: ["give whole numbers, the successes from 0 to the trials"],
    });
  }
  if (trials === 0) return null;
  // From the lower tail, where a level near 1 keeps its digits.
  const z = -normalQuantile((1 - level) / 2);
  const centre = successes + (z * z) / 2;
  const reach = z * Math.sqrt((successes * (trials - successes)) / trials + (z * z) / 4);
  return {
    share: successes / trials,
    // At the ends the two terms are equal but for rounding.
    low: successes === 0 ? 0 : (centre - reach) / (trials + z * z),
    high: successes === trials ? 1 : (centre + reach) / (trials + z * z),
    level,
  };
}

/** The share that an interval is to hold. */
export const LEVEL: OptionRule<number> = {
  ...number({ above: 0, below: 1 }),
  wanted: "a share above 0 and below 1, such as 0.9 for 90 %",
};

/** Throws OptionError unless `level` is above 0 and below 1. */
function requireLevel(name: string, level: number): number {
  requireOption(name, "level", LEVEL, level);
  return level;
}
