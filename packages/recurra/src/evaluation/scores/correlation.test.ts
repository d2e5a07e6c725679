import { expect, test } from "vitest";
import { correlation } from "./correlation.ts";

const numbers = (...values: number[]) => Float64Array.from(values);

test("a correlation is 1 for what rises together, -1 for the opposite, 0 for what goes its own way", () => {
  expect(correlation(numbers(1, 2, 4), numbers(3, 5, 9))).toBeCloseTo(1, 12);
  expect(correlation(numbers(1, 2, 4), numbers(-1, -2, -4))).toBeCloseTo(-1, 12);
  expect(correlation(numbers(1, 2, 1, 2), numbers(1, 1, 2, 2))).toBeCloseTo(0, 12);
  // By hand: covariance 1 / 3, variances 2 / 3 and 2 / 9.
  expect(correlation(numbers(1, 2, 3), numbers(0, 1, 1))).toBeCloseTo(1 / 3 / Math.sqrt(4 / 27), 12);
});

test("there is none when one sequence never varies", () => {
  expect(correlation(numbers(1, 1, 1), numbers(1, 2, 3))).toBeNull();
});

test("equal values whose mean is rounded do not vary either", () => {
  const constant = numbers(0.1, 0.1, 0.1);
  expect(correlation(constant, constant)).toBeNull();
  expect(correlation(constant, numbers(1, 2, 3))).toBeNull();
});

test("it does not go beyond 1, and refuses sequences of different length", () => {
  for (let n = 2; n < 50; n++) {
    const values = Float64Array.from({ length: n }, (_, i) => Math.sqrt(i) * 0.1);
    expect(correlation(values, values)).toBeLessThanOrEqual(1);
  }
  expect(() => correlation(numbers(1, 2), numbers(1, 2, 3))).toThrow(
    "correlation: 2 values beside 3. Give as many of both.",
  );
});
