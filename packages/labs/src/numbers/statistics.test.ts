import { expect, test } from "vitest";
import { mean, median } from "./statistics.ts";

test("the mean is the sum over the count, of lists and typed arrays", () => {
  expect([mean([1, 2, 6]), mean(Float32Array.of(0.5, 1))]).toEqual([3, 0.75]);
});

test("the median is the middle value, or the mean of the middle two", () => {
  expect(median([0.3, 1, 0.2])).toBe(0.3);
  expect(median([1, 0.5, 0.25, 0])).toBe(0.375);
});
