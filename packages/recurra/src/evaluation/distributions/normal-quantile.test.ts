import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

test("it agrees with SciPy 1.17.1 in the middle, on the flanks and far out", () => {
  const values: [number, number][] = [
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.0751, -1.4388253927525403],
    [0.0749, -1.4402382675279635],
    [1e-4, -3.7190164854556804],
    [1e-12, -7.034483825301131],
    [1e-100, -21.273453560965322],
  ];
  for (const [share, value] of values) expect(Math.abs(normalQuantile(share) / value - 1)).toBeLessThan(1e-14);
  expect(normalQuantile(0.5)).toBe(0);
});

test("the upper half mirrors the lower one", () => {
  for (const share of [0.25, 0.0625, 2 ** -20]) expect(normalQuantile(1 - share)).toBe(-normalQuantile(share));
});
