import { expect, test } from "vitest";
import { quantileSorted } from "./quantile.ts";

test("a quantile is linear between neighbours, as in numpy", () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantileSorted([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 5, 8]);
});

test("of one number every quantile is that number", () => {
  expect([0, 0.3, 1].map((share) => quantileSorted(Float64Array.of(7), share))).toEqual([7, 7, 7]);
});
