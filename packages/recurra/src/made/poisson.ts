import { exp } from "../core/math.ts";
import type { Dice } from "./dice.ts";

/**
 * A draw of the Poisson distribution with this mean. Below 30 by products of uniform draws until they pass e^-mean (Knuth 1969,
 * 3.4.1); from there the normal distribution with the same mean and variance, rounded.
 */
export function poisson(dice: Dice, mean: number): number {
  if (mean >= 30) return Math.max(0, Math.floor(mean + Math.sqrt(mean) * dice.normal() + 0.5));
  const floor = exp(-mean);
  let count = 0;
  for (let product = dice.uniform(); product > floor; product *= dice.uniform()) count++;
  return count;
}
