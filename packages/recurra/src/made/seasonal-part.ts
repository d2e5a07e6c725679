// Seasons over time: a pattern that stays or turns into another, that grows or shrinks, in days that may differ within weeks.

import { exp } from "../core/math.ts";
import type { Dice } from "./dice.ts";
import { pattern } from "./patterns.ts";
import { walk } from "./walks.ts";

/** How far each row is on the way from one state to another: 0 before, 1 after, a straight line between. */
function passage(dice: Dice, rows: number): Float64Array {
  const from = dice.uniform(-0.3, 0.9) * rows;
  const takes = dice.uniform(0.05, 1.2) * rows;
  return Float64Array.from({ length: rows }, (_, t) => Math.min(1, Math.max(0, (t - from) / takes)));
}

/** A pattern that repeats over all rows; three in ten turn into another pattern or shift within it on the way. */
function repeated(dice: Dice, length: number, rows: number): Float64Array {
  const first = pattern(dice, length);
  const start = dice.whole(0, length - 1);
  const at = (turn: Float64Array, t: number, shift = 0) => turn[(t + start + shift) % length]!;
  if (!dice.chance(0.3)) return Float64Array.from({ length: rows }, (_, t) => at(first, t));
  const second = pattern(dice, length);
  const share = dice.factor(0.1, 1);
  const way = passage(dice, rows);
  return Float64Array.from({ length: rows }, (_, t) => {
    const to = share * way[t]!;
    return (1 - to) * at(first, t) + to * at(second, t);
  });
}

/** How large the season is at each row: steady, growing or shrinking along a line, or wandering. */
function sizes(dice: Dice, rows: number): Float64Array {
  const kind = dice.pick([
    ["steady", 0.55],
    ["line", 0.2],
    ["wandering", 0.25],
  ] as const);
  if (kind === "steady") return new Float64Array(rows).fill(1);
  if (kind === "line") {
    const to = dice.uniform(-0.8, 1.2);
    return Float64Array.from({ length: rows }, (_, t) => 1 + to * (t / rows - 1));
  }
  const spread = dice.factor(0.05, 0.8);
  return walk(dice, rows, dice.chance(0.5)).map((value) => exp(spread * value));
}

/** Days that are not alike within a week: by a level, by the size of the day, or free days with a pattern of their own. */
function weeks(dice: Dice, day: number, days: Float64Array): Float64Array {
  const start = dice.whole(0, 6);
  const dayOf = (t: number) => (Math.floor(t / day) + start) % 7;
  const kind = dice.pick([
    ["level", 0.3],
    ["size", 0.3],
    ["free days", 0.4],
  ] as const);
  if (kind === "free days") {
    const other = pattern(dice, day);
    const size = dice.uniform(0, 1);
    const lower = dice.uniform(-1.5, 0.3);
    const free = dice.chance(0.8) ? 5 : 6;
    return days.map((value, t) => (dayOf(t) >= free ? size * other[t % day]! + lower : value));
  }
  const byDay = Float64Array.from({ length: 7 }, () => dice.normal());
  const spread = dice.factor(0.1, 1);
  return days.map((value, t) =>
    kind === "level" ? value + spread * byDay[dayOf(t)]! : value * exp(0.6 * spread * byDay[dayOf(t)]!),
  );
}

/** Seasons whose rows are those of a day, so that weeks may lie above them. */
const DAYS: ReadonlySet<number> = new Set([24, 48, 96]);

/** The seasonal part of a series, spread about 1: `season` rows a turn; 168 is a week of hours. */
export function seasonalPart(dice: Dice, season: number, rows: number): Float64Array {
  const weekOfHours = season === 168;
  const day = weekOfHours && dice.chance(0.8) ? 24 : season;
  let part = repeated(dice, day, rows);
  if (day < season || (DAYS.has(season) && dice.chance(0.4))) part = weeks(dice, day, part);
  if (season === 7 && dice.chance(0.3)) {
    // A day of the week alone: the free ones stand apart.
    const start = dice.whole(0, 6);
    const lower = dice.uniform(-3, 1);
    part = part.map((value, t) => ((t + start) % 7 >= 5 ? value + lower : value));
  }
  const size = sizes(dice, rows);
  return part.map((value, t) => value * size[t]!);
}
