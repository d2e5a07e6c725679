import { expect, test } from "vitest";
import { signTest } from "./sign-test.ts";

test("the sign test is two tails of fair tosses", () => {
  expect(signTest(0, 6)).toBeCloseTo(2 / 64, 12);
  expect(signTest(1, 6)).toBeCloseTo((2 * 7) / 64, 12);
  expect(signTest(14, 45)).toBeCloseTo(0.016, 3);
  expect(signTest(45_000, 100_000)).toBeLessThan(1e-100);
});

test("as many of both, and no toss at all, show nothing", () => {
  expect([signTest(3, 6), signTest(0, 0)]).toEqual([1, 1]);
});
