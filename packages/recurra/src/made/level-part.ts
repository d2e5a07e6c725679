// What a series does besides its seasons: trends with kinks, walks, cycles, shifts.

import type { Dice } from "./dice.ts";
import { standardised } from "./standardised.ts";
import { cycle, returning, walk } from "./walks.ts";

/** A line whose slope changes at up to three rows, and may come to rest; spread 1. */
function trend(dice: Dice, rows: number): Float64Array {
  const kinks = Array.from(
    {
      length: dice.pick([
        [0, 0.5],
        [1, 0.25],
        [2, 0.15],
        [3, 0.1],
      ] as const),
    },
    () => dice.whole(1, rows - 1),
  );
  let slope = dice.normal();
  const rest = dice.chance(0.2) ? 1 - dice.factor(0.5, 5) / rows : 1;
  const values = new Float64Array(rows);
  for (let t = 1; t < rows; t++) {
    if (kinks.includes(t)) slope = dice.chance(0.3) ? -slope : dice.normal();
    slope *= rest;
    values[t] = values[t - 1]! + slope;
  }
  return standardised(values);
}

/** A level that jumps at one to four rows and stays there; spread about 1. */
function shifts(dice: Dice, rows: number): Float64Array {
  const values = new Float64Array(rows);
  const count = dice.whole(1, 4);
  for (let i = 0; i < count; i++) {
    const by = dice.normal();
    for (let t = dice.whole(1, rows - 1); t < rows; t++) values[t] = values[t]! + by;
  }
  return values;
}

const KINDS = [
  [trend, 0.26],
  [(dice: Dice, rows: number) => walk(dice, rows, false), 0.22],
  [(dice: Dice, rows: number) => walk(dice, rows, true), 0.14],
  [returning, 0.2],
  [cycle, 0.1],
  [shifts, 0.08],
] as const;

/** The sum of one to three moving levels, the later ones smaller; spread about 1. */
export function levelPart(dice: Dice, rows: number): Float64Array {
  const level = dice.pick(KINDS)(dice, rows);
  while (dice.chance(0.3)) {
    const share = dice.factor(0.1, 1);
    const other = dice.pick(KINDS)(dice, rows);
    for (let t = 0; t < rows; t++) level[t] = level[t]! + share * other[t]!;
  }
  return level;
}
