import { expect, test } from "vitest";
import { correctByHolm } from "./holm.ts";

test("the smallest is corrected for all, the next for one less, and none falls below one before it", () => {
  expect(correctByHolm([0.04, 0.01, 0.03, 0.005])).toEqual([0.06, 0.03, 0.06, 0.02]);
  expect(correctByHolm([0.5, 0.6])).toEqual([1, 1]);
  expect(correctByHolm([])).toEqual([]);
});
