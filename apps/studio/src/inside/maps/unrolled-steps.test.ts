import { expect, test } from "vitest";
import { unrollAround } from "./unrolled-steps.ts";

test("at most as many steps are drawn as there is room for; the rest is folded on both sides", () => {
  expect(unrollAround(30, 60, 24)).toEqual({ from: 18, to: 42, before: 18, after: 18 });
  expect(unrollAround(0, 60, 24)).toEqual({ from: 0, to: 24, before: 0, after: 36 });
  expect(unrollAround(59, 60, 24)).toEqual({ from: 36, to: 60, before: 36, after: 0 });
  expect(unrollAround(3, 10, 24)).toEqual({ from: 0, to: 10, before: 0, after: 0 });
});

test("the window stays while the step walks within it, and follows at its edge", () => {
  const first = unrollAround(30, 60, 24);
  expect(unrollAround(33, 60, 24, first)).toEqual(first);
  expect(unrollAround(36, 60, 24, first).from).toBe(19);
  expect(unrollAround(5, 60, 24, first).from).toBe(0);
});
