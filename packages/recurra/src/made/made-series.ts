// Series that never existed: what a network learns from that is to know how series behave, whatever they are of.

import { checkOptions, either, exactly, type OptionRules, whole } from "../core/option-rules.ts";
import { Generator } from "../core/random.ts";
import { Dice } from "./dice.ts";
import { levelPart } from "./level-part.ts";
import { noisePart } from "./noise-part.ts";
import { outcome } from "./outcome.ts";
import { seasonalPart } from "./seasonal-part.ts";

/** Seasons that clocks suggest: hours, months, weekdays, quarters, half hours, weeks, quarter hours, hours of a week. */
export const MADE_SEASONS: readonly number[] = [24, 12, 7, 4, 48, 52, 96, 168];

export interface MadeSeriesOptions {
  /** Another seed, other series. Default 0. */
  readonly seed?: number;
  /** Which of the seed's series, from 0: each is drawn by itself, in any order. Default 0. */
  readonly index?: number;
  /** Rows of a season, or "none". Default: one of MADE_SEASONS or none, by chance. */
  readonly season?: number | "none";
  /** How many rows. Default 18 seasons, or 432 rows without one. */
  readonly rows?: number;
}

export interface MadeSeries {
  readonly values: Float64Array;
  /** Rows of the season that its clock would suggest; undefined without one. */
  readonly season: number | undefined;
  /** Whether the values have that season: some have none, as in files. */
  readonly seasonal: boolean;
}

const RULES: OptionRules<MadeSeriesOptions> = {
  seed: whole(0),
  index: whole(0),
  season: either(whole(2, 10_000), exactly("none")),
  rows: whole(2, 10_000_000),
};

const OFTEN = [
  [24, 0.24],
  [12, 0.14],
  [7, 0.12],
  [4, 0.07],
  [48, 0.06],
  [52, 0.05],
  [96, 0.04],
  [168, 0.05],
  ["none", 0.23],
] as const;

/** Sums of parts, or products: a level times what the season and chance make of it. */
function together(
  dice: Dice,
  level: Float64Array,
  season: Float64Array | undefined,
  noise: Float64Array,
): Float64Array {
  const moves = dice.chance(0.12) ? 0 : dice.factor(0.03, 4);
  const beats = season === undefined ? 0 : dice.factor(0.3, 3);
  const chance = dice.factor(0.01, season === undefined ? 0.7 : 1.2);
  if (dice.chance(0.7)) {
    return level.map((value, t) => moves * value + beats * (season?.[t] ?? 0) + chance * noise[t]!);
  }
  const base = 1 + dice.factor(0.5, 5) * moves;
  const share = dice.factor(0.1, 1);
  return level.map(
    (value, t) =>
      (base + moves * value) *
      (1 + share * Math.max(-3, Math.min(3, beats * (season?.[t] ?? 0)))) *
      (1 + 0.3 * chance * Math.max(-3, Math.min(3, noise[t]!))),
  );
}

/**
 * A series made by chance: a pattern that repeats (waves, plateaus, peaks, half-waves, levels; steady, or turning into another), days
 * inside weeks, trends with kinks, walks, cycles, shifts of level, noise of many kinds and outliers, added or multiplied, and then
 * measured: as they are, as growth, never below a ground, counted or rounded. The same options give the same bits on every machine.
 *
 * Throws OptionError for an option that there is not or that has no such value.
 */
export function madeSeries(options: MadeSeriesOptions = {}): MadeSeries {
  checkOptions("madeSeries", options, RULES);
  const { seed = 0, index = 0 } = options;
  const dice = new Dice(new Generator(seed).stream("made series", index));
  const often = dice.pick(OFTEN.map(([one, weight]) => [one, weight] as const));
  const asked = options.season ?? often;
  const season = asked === "none" ? undefined : asked;
  const rows = options.rows ?? 18 * (season ?? 24);
  const seasonal = season !== undefined && !dice.chance(0.08);
  const level = levelPart(dice, rows);
  const beat = seasonal ? seasonalPart(dice, season, rows) : undefined;
  const values = outcome(dice, together(dice, level, beat, noisePart(dice, rows)));
  return { values, season, seasonal };
}
