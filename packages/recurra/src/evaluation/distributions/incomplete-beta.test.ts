import { expect, test } from "vitest";
import { incompleteBeta } from "./incomplete-beta.ts";

test("it agrees with SciPy 1.17.1 on both sides of the mean", () => {
  const values: [a: number, b: number, x: number, value: number][] = [
    [2, 3, 0.4, 0.5248],
    [0.5, 0.5, 0.2, 0.2951672353008665],
    [60, 41, 0.5, 0.028443966820490444],
    [5, 1, 0.999, 0.995009990004999],
    [1000, 2000, 0.33, 0.3506326761341843],
  ];
  for (const [a, b, x, value] of values)
    expect(Math.abs(incompleteBeta(a, b, x, 1 - x) / value - 1)).toBeLessThan(1e-11);
});

test("it runs from 0 at x = 0 to 1 at x = 1", () => {
  expect(incompleteBeta(2, 3, 0, 1)).toBe(0);
  expect(incompleteBeta(2, 3, 1, 0)).toBe(1);
});
