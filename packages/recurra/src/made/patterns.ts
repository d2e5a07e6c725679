// What repeats: one turn of a season, mean 0 and spread 1.

import { cos, exp, tanh } from "../core/math.ts";
import type { Dice } from "./dice.ts";
import { standardised } from "./standardised.ts";

const TURN = 6.283185307179586;

/** A few waves, the higher ones smaller: size k^-decay for the wave of k turns. */
function waves(dice: Dice, length: number): Float64Array {
  const turn = new Float64Array(length);
  const highest = Math.min(dice.whole(1, 6), Math.floor(length / 2));
  const decay = dice.uniform(0.3, 2);
  for (let k = 1; k <= highest; k++) {
    const size = dice.normal() * exp(-decay * (k - 1));
    const phase = dice.uniform(0, TURN);
    for (let t = 0; t < length; t++) turn[t] = turn[t]! + size * cos((TURN * k * t) / length + phase);
  }
  return turn;
}

/** Waves that were cut off softly at both ends: plateaus with steep sides. */
function plateaus(dice: Dice, length: number): Float64Array {
  const turn = standardised(waves(dice, length));
  const steep = dice.factor(1, 6);
  const middle = dice.uniform(-0.8, 0.8);
  return turn.map((value) => tanh(steep * (value - middle)));
}

/** One to three peaks, narrow or wide, up or now and then down, on flat ground. */
function peaks(dice: Dice, length: number): Float64Array {
  const turn = new Float64Array(length);
  const count = dice.whole(1, 3);
  for (let i = 0; i < count; i++) {
    const at = dice.uniform(0, length);
    const width = length * dice.factor(0.015, 0.15) + 0.3;
    const size = dice.uniform(0.3, 1) * (dice.chance(0.8) ? 1 : -1);
    for (let t = 0; t < length; t++) {
      const straight = Math.abs(t - at);
      const off = Math.min(straight, length - straight) / width;
      turn[t] = turn[t]! + size * exp(-0.5 * off * off);
    }
  }
  return turn;
}

/** The upper part of waves, nothing else: daylight, or a shop that closes. */
function halfWaves(dice: Dice, length: number): Float64Array {
  const turn = standardised(waves(dice, length));
  const ground = dice.uniform(-0.6, 0.8);
  return turn.map((value) => Math.max(0, value - ground));
}

/** A level of its own at each place, smoothed a little or not at all. */
function levels(dice: Dice, length: number): Float64Array {
  let turn: Float64Array = Float64Array.from({ length }, () => dice.normal());
  const rounds = dice.whole(0, 4);
  for (let round = 0; round < rounds; round++) {
    const before = turn;
    turn = before.map(
      (value, t) => 0.5 * value + 0.25 * (before[(t + 1) % length]! + before[(t + length - 1) % length]!),
    );
  }
  return turn;
}

/** One turn of a season of this many rows, of a kind that falls at random, with mean 0 and spread 1. */
export function pattern(dice: Dice, length: number): Float64Array {
  const make = dice.pick([
    [waves, 0.35],
    [plateaus, 0.15],
    [peaks, 0.15],
    [halfWaves, 0.15],
    [levels, 0.2],
  ] as const);
  return standardised(make(dice, length));
}
