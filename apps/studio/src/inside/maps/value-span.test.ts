import { expect, test } from "vitest";
import { roundStep, spanOf } from "./value-span.ts";

test("a span begins and ends at round numbers around all values; gaps do not count", () => {
  expect(spanOf([[0.13, null, 3.7], [-0.2]])).toEqual([-1, 4]);
  expect(spanOf([[5, 5]])[0]).toBeLessThan(5);
  expect(spanOf([[null]])).toEqual([0, 1]);
});

test("the span stays while values move within it, so that lines do not jump at every snapshot", () => {
  expect(spanOf([[0.1, 3.1]], [-1, 4])).toEqual([-1, 4]);
  expect(spanOf([[0.1, 4.1]], [-1, 4])[1]).toBeGreaterThan(4);
  expect(spanOf([[0, 0.4]], [-1, 4])[1]).toBeLessThan(1);
});

test("steps are 1, 2 or 5 times a power of ten", () => {
  expect([0.7, 1.2, 3, 6, 0.02].map(roundStep)).toEqual([1, 2, 5, 10, 0.02]);
});
