// What a hidden course of things looks like once it is measured: growth, amounts that cannot be negative, counts, rounding.

import { exp } from "../core/math.ts";
import type { Dice } from "./dice.ts";
import { poisson } from "./poisson.ts";
import { standardised } from "./standardised.ts";

/** Leaves values as they are around a level far from 0 or near to it. */
function level(dice: Dice, values: Float64Array): Float64Array {
  const base = dice.normal() * dice.factor(0.1, 100);
  return values.map((value) => base + value);
}

/** e^x: growth by shares, peaks that are higher than valleys are deep. */
function growth(dice: Dice, values: Float64Array): Float64Array {
  const spread = dice.factor(0.05, 1.2);
  return standardised(values).map((value) => exp(spread * Math.min(6, Math.max(-6, value))));
}

/** Nothing below a ground: rain, light, sales of a shop that closes. */
function ground(dice: Dice, values: Float64Array): Float64Array {
  const at = dice.uniform(-1.5, 0.5);
  return standardised(values).map((value) => Math.max(0, value - at));
}

/** Poisson counts whose mean follows e^x: rare events or crowds. */
function counts(dice: Dice, values: Float64Array): Float64Array {
  const mean = dice.factor(0.5, 200);
  const spread = dice.factor(0.1, 1);
  return standardised(values).map((value) =>
    poisson(dice, mean * exp(spread * Math.min(4, Math.max(-4, value)) - 0.5 * spread * spread)),
  );
}

/** Written down with few digits: a step of a hundredth to a half of the spread. */
function rounded(dice: Dice, values: Float64Array): Float64Array {
  const step = dice.factor(0.01, 0.5);
  const even = standardised(values);
  return even.map((value) => step * Math.floor(value / step + 0.5));
}

/** The values as they are measured; then all may be turned upside down, and have any unit. */
export function outcome(dice: Dice, values: Float64Array): Float64Array {
  const measure = dice.pick([
    [level, 0.52],
    [growth, 0.18],
    [ground, 0.1],
    [counts, 0.12],
    [rounded, 0.08],
  ] as const);
  const measured = measure(dice, values);
  const unit = measure === counts ? 1 : dice.factor(0.001, 1000) * (dice.chance(0.12) ? -1 : 1);
  return measured.map((value) => unit * value);
}
