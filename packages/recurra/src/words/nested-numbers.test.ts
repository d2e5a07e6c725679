import { expect, test } from "vitest";
import { nestedNumbers } from "./nested-numbers.ts";

test("numbers stand in brackets, of one width and form, a row a line", () => {
  expect(nestedNumbers([1, 2, -3, 40], [2, 2])).toBe("[[ 1,  2],\n [-3, 40]]");
  expect(nestedNumbers([0.5, 1.25, -3, 0], [4])).toBe("[ 0.5000,  1.2500, -3.0000,  0.0000]");
  expect(nestedNumbers([7], [])).toBe("7");
  expect(nestedNumbers([1, 2, 3, 4], [2, 1, 2], 7)).toBe("[[[1, 2]],\n\n        [[3, 4]]]");
});

test("far, large and small numbers are powers of ten; what is no number is named", () => {
  expect(nestedNumbers([1e-5, 1], [2])).toBe("[1.0000e-5, 1.0000e+0]");
  expect(nestedNumbers([0.5, 5000], [2])).toBe("[5.0000e-1, 5.0000e+3]");
  expect(nestedNumbers([2e8, 1], [2])).toBe("[2.0000e+8, 1.0000e+0]");
  expect(nestedNumbers([Number.NaN, Infinity, -Infinity, 1.5], [4])).toBe("[   nan,    inf,   -inf, 1.5000]");
});

test("of more than a thousand numbers the edges of each dimension are shown", () => {
  const text = nestedNumbers(
    Array.from({ length: 1200 }, (_, i) => i),
    [4, 300],
  );
  expect(text.split("\n")).toEqual([
    "[[   0,    1,    2, ...,  297,  298,  299],",
    " [ 300,  301,  302, ...,  597,  598,  599],",
    " [ 600,  601,  602, ...,  897,  898,  899],",
    " [ 900,  901,  902, ..., 1197, 1198, 1199]]",
  ]);
});
