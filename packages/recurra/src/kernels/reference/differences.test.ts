import { expect, test } from "vitest";
import { differences, scaledError } from "./differences.ts";

test("central differences give the slope of x^3 + e^y within 1e-11 and put the numbers back", () => {
  const at = Float64Array.of(1.5, 0.5);
  const found = differences(() => at[0]! ** 3 + Math.exp(at[1]!), at);
  expect(scaledError(found, [3 * 1.5 ** 2, Math.exp(0.5)])).toBeLessThan(1e-11);
  expect([...at]).toEqual([1.5, 0.5]);
});

test("the scaled error divides by the largest expected entry, and is infinite for NaN or another length", () => {
  expect(scaledError([10.5, 0], [10, 0])).toBe(0.05);
  expect(scaledError([0.5], [0.25])).toBe(0.25);
  expect(scaledError([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
  expect(scaledError([1, 2], [1])).toBe(Number.POSITIVE_INFINITY);
});
