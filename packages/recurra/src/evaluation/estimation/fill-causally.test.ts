import { expect, test } from "vitest";
import { fillCausally } from "./fill-causally.ts";

const gap = Number.NaN;

test("a missing value is the last known one, or that of a season before", () => {
  const values = Float64Array.of(1, 2, 3, gap, gap, 6);
  expect(Array.from(fillCausally(values, 0))).toEqual([1, 2, 3, 3, 3, 6]);
  expect(Array.from(fillCausally(values, 2))).toEqual([1, 2, 3, 2, 3, 6]);
});

test("what comes before the first known value repeats it", () => {
  expect(Array.from(fillCausally(Float64Array.of(gap, gap, 4, 5), 3))).toEqual([4, 4, 4, 5]);
});
