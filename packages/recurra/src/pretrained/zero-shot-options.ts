import {
  checkOptions,
  either,
  exactly,
  number,
  type OptionRule,
  type OptionRules,
  text,
  whole,
} from "../core/option-rules.ts";
import { SEASON, type SeasonSetting } from "../data/seasons/season-setting.ts";

/** What a forecast without training is to be. */
export interface ZeroShotOptions {
  /** The column to forecast. */
  readonly target: string;
  /** Rows to forecast. Default 5. */
  readonly horizon?: number;
  /** Rows in one season, in each of several, or "none"; default: those that the rows show. */
  readonly season?: SeasonSetting;
  /** Share of truths that intervals are to hold, from 0.5 to 0.95, or several, of which the first is that of `lower` and `upper`. Default 0.9. */
  readonly level?: number | readonly number[];
  /** No forecast and no interval falls below this; "none": they may. Default: 0 where the values show that they end there. */
  readonly min?: number | "none";
  /** No forecast and no interval rises above this. Default "none". */
  readonly max?: number | "none";
}

/** The options with every default that does not depend on the data filled in. */
export interface ZeroShotSettings extends Omit<ZeroShotOptions, "level"> {
  readonly horizon: number;
  readonly levels: readonly number[];
}

const FROM = 0.5;
const TO = 0.95;
const MOST_LEVELS = 5;
/** More rows ahead nobody has a use for, and each costs. */
const MOST_HORIZON = 10_000;

const isLevel = (value: unknown): value is number => typeof value === "number" && value >= FROM && value <= TO;
const isList = (value: unknown): value is readonly number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MOST_LEVELS &&
  value.every(isLevel) &&
  new Set(value).size === value.length;

const LEVELS: OptionRule<number | readonly number[]> = {
  wanted: `a share from ${FROM} to ${TO}, such as 0.9 for 90 %, or at most ${MOST_LEVELS} different ones`,
  fits: (value): value is number | readonly number[] => isLevel(value) || isList(value),
  read(given) {
    const levels = given.split(",").map((one) => (one.trim() === "" ? Number.NaN : Number(one)));
    if (!isList(levels)) return undefined;
    return levels.length === 1 ? levels[0] : levels;
  },
};

const BOUND = /* @__PURE__ */ either(/* @__PURE__ */ number(), /* @__PURE__ */ exactly("none"));

/** What each option may be. */
export const ZERO_SHOT_RULES: OptionRules<ZeroShotOptions> = {
  target: text("the name of the column to forecast"),
  horizon: whole(1, MOST_HORIZON),
  season: SEASON,
  level: LEVELS,
  min: BOUND,
  max: BOUND,
};

/** Fills in defaults. Throws OptionError, naming the option, for a value that cannot be used. */
export function resolveZeroShot(options: ZeroShotOptions): ZeroShotSettings {
  checkOptions("zeroShot", options, ZERO_SHOT_RULES, ["target"]);
  const { level = 0.9, horizon = 5, ...rest } = options;
  return { ...rest, horizon, levels: [level].flat() };
}
