import { expect, test } from "vitest";
import { median, upperMedian } from "./median.ts";

test("the median is the middle value, or the mean of the middle two", () => {
  expect(median([0.3, 1, 0.2])).toBe(0.3);
  expect(median([1, 0.5, 0.25, 0])).toBe(0.375);
});

test("the upper median is one of the values", () => {
  expect([upperMedian([10, 9, 2]), upperMedian([10, 9, 2, 1])]).toEqual([9, 9]);
});

test("a median orders by number and leaves the list as it was", () => {
  const values = [10, 9, 100];
  expect(median(values)).toBe(10);
  expect(values).toEqual([10, 9, 100]);
});
