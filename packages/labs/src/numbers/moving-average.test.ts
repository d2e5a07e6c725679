import { expect, test } from "vitest";
import { movingAverage } from "./moving-average.ts";

test("a causal average is the mean of a value and those before it, as far as they exist", () => {
  expect([...movingAverage([3, 6, 9, 0, 0], 2)]).toEqual([3, 4.5, 6, 5, 3]);
});

test("a centred average also takes the values after it", () => {
  expect([...movingAverage([3, 6, 9, 0, 0], 1, 1)]).toEqual([4.5, 6, 5, 3, 0]);
});

test("an average of one value is the value", () => {
  expect([...movingAverage([3, 6, 9], 0)]).toEqual([3, 6, 9]);
  expect([...movingAverage([], 4)]).toEqual([]);
});
