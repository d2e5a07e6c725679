import { expect, test } from "vitest";
import { IntervalSums } from "./interval-scores.ts";

test("width, coverage, MSIS and pinball are those worked out by hand", () => {
  const sums = new IntervalSums(0.8, 2, 5);
  sums.add(0, 5, { lower: 4, upper: 8 }); // held
  sums.add(1, 10, { lower: 4, upper: 8 }); // 2 above
  sums.add(0, 3, { lower: 4, upper: 10 }); // 1 below
  sums.add(1, 4, { lower: 4, upper: 10 }); // at its end
  const { measured, width, msis, pinball } = sums.scores();
  expect(measured).toBe(0.5);
  expect(sums.perStep()).toEqual([0.5, 0.5]);
  expect(width).toBe(5);
  // 2 / 0.2 = 10 for each unit that a truth lies outside.
  expect(msis).toBeCloseTo((5 + (10 * 2 + 10 * 1) / 4) / 5, 12);
  expect(pinball.lower).toBeCloseTo((0.1 * (1 + 6 + 0) + 0.9 * 1) / 4, 12);
  expect(pinball.upper).toBeCloseTo((0.1 * (3 + 7 + 6) + 0.9 * 2) / 4, 12);
});

test("the interval score is 2 / a times both pinball losses", () => {
  const sums = new IntervalSums(0.95, 1, 1);
  let score = 0;
  for (let i = 0; i < 50; i++) {
    const [truth, lower, upper] = [(i * 37) % 23, 5, 5 + (i % 11)];
    sums.add(0, truth, { lower, upper });
    score += upper - lower + (2 / 0.05) * (Math.max(0, lower - truth) + Math.max(0, truth - upper));
  }
  expect(sums.scores().msis).toBeCloseTo(score / 50, 9);
});

test("there is no MSIS without a naive step to scale it, and nothing is measured without a truth", () => {
  const sums = new IntervalSums(0.9, 1, null);
  expect(sums.scores().measured).toBeNull();
  sums.add(0, 1, { lower: 0, upper: 2 });
  expect(sums.scores()).toMatchObject({ measured: 1, width: 2, msis: null });
});
