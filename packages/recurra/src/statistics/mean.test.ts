import { expect, test } from "vitest";
import { mean, meanOf } from "./mean.ts";

test("the mean is the sum over the count, of lists and typed arrays", () => {
  expect([mean([1, 2, 6]), mean(Float32Array.of(0.5, 1)), mean([])]).toEqual([3, 0.75, Number.NaN]);
});

test("sums run in the order of the list, so that the same list gives the same bits", () => {
  expect(mean([1e16, 1, -1e16])).toBe(0);
  expect(mean([1e16, -1e16, 1])).toBe(1 / 3);
});

test("the mean of terms needs no list of them", () => {
  expect(meanOf(4, (i) => i * i)).toBe(14 / 4);
});
