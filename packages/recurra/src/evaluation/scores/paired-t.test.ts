import { expect, test } from "vitest";
import { pairedTTest } from "./paired-t.ts";

test("the hours of sleep of Student's ten patients differ as he said: t = -4.0621, p = 0.002833", () => {
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { meanDifference, statistic, p } = pairedTTest(first, second);
  expect(meanDifference).toBeCloseTo(-1.58, 12);
  expect(statistic).toBeCloseTo(-4.0621, 4);
  expect(p).toBeCloseTo(0.002833, 6);
  expect(pairedTTest(second, first).p).toBe(p);
});

test("the order of the samples does not matter", () => {
  const first = Array.from({ length: 40 }, (_, i) => (i < 25 ? 0 : 1));
  const shuffled = first.map((_, i) => first[(i * 7) % 40]);
  const other = first.map(() => 0.5);
  expect(pairedTTest(shuffled, other).p).toBeCloseTo(pairedTTest(first, other).p, 12);
});

test("differences that do not vary are judged by their signs, and equal errors not at all", () => {
  expect(pairedTTest([1, 2, 3, 4], [2, 3, 4, 5])).toEqual({ meanDifference: -1, statistic: null, p: 1 / 8 });
  expect(pairedTTest([1], [2]).p).toBe(1);
  expect(pairedTTest([1, 2], [1, 2])).toEqual({ meanDifference: 0, statistic: null, p: 1 });
});

test("lists of different lengths, and none at all, are refused", () => {
  expect(() => pairedTTest([1], [1, 2])).toThrow(
    "pairedTTest: 1 errors of the first answer and 2 of the second. Give as many of each, at least one.",
  );
  expect(() => pairedTTest([], [])).toThrow("at least one");
});
