import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Dice } from "./dice.ts";
import { poisson } from "./poisson.ts";

test.each([0.3, 4, 25, 35, 400])("draws of mean %d have that mean and that variance, and are counts", (mean) => {
  const dice = new Dice(new Generator(1).stream("poisson"));
  const draws = Array.from({ length: 4000 }, () => poisson(dice, mean));
  expect(draws.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
  const found = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - found) ** 2, 0) / draws.length;
  expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(mean / draws.length));
  expect(Math.abs(variance / mean - 1)).toBeLessThan(0.12);
});
