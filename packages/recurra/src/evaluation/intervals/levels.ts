import type { OptionRule } from "../../core/option-rules.ts";
import { LEVEL } from "../scores/binomial.ts";

/** More pairs of columns than these nobody reads. */
const MOST = 5;

/** The shares that intervals are to hold: one, or several, of which the first is what verdicts speak of: "0.8,0.95". */
export const LEVELS: OptionRule<number | readonly number[]> = {
  wanted: `a share above 0 and below 1, such as 0.9 for 90 %, or at most ${MOST} different ones`,
  fits: (value): value is number | readonly number[] => LEVEL.fits(value) || isList(value),
  read(text) {
    const levels = text.split(",").map((one) => LEVEL.read(one.trim()));
    if (!isList(levels)) return undefined;
    return levels.length === 1 ? levels[0] : levels;
  },
};

function isList(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST) return false;
  return value.every((one) => LEVEL.fits(one)) && new Set(value).size === value.length;
}
