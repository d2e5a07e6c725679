import { expect, test } from "vitest";
import { sampleVariance, variance } from "./variance.ts";

test("the variance divides by n, that of a sample by n - 1", () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  expect(variance(values)).toBe(4);
  expect(sampleVariance(Float64Array.from(values))).toBe(32 / 7);
});

test("equal values have none", () => {
  expect(variance([3, 3, 3])).toBe(0);
});
