import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Dice } from "./dice.ts";
import { cycle, returning, walk } from "./walks.ts";

const dice = (step: number) => new Dice(new Generator(2).stream("walks", step));
const spread = (values: Float64Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

test("walks have spread 1, and the steps of smooth ones are smaller", () => {
  for (let i = 0; i < 20; i++) {
    expect(spread(walk(dice(i), 500, i % 2 === 0))).toBeCloseTo(1, 9);
  }
  const steps = (values: Float64Array) => spread(values.slice(1).map((value, t) => value - values[t]!));
  const mean = (smooth: boolean) =>
    Array.from({ length: 20 }, (_, i) => steps(walk(dice(i), 500, smooth))).reduce((sum, value) => sum + value, 0);
  expect(mean(true)).toBeLessThan(0.6 * mean(false));
});

test("what returns to a level, and cycles, have spread about 1 over many of them", () => {
  for (const make of [returning, cycle]) {
    const squares = Array.from({ length: 60 }, (_, i) => make(dice(i), 400).reduce((sum, v) => sum + v * v, 0) / 400);
    const found = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length);
    expect(found).toBeGreaterThan(0.75);
    expect(found).toBeLessThan(1.35);
  }
});
