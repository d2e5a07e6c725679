import { expect, test } from "vitest";
import { shortFactor } from "./short-histories.ts";

test("spreads of histories as long as those it learned from stay; the shorter one is, the wider they are", () => {
  expect(shortFactor(48, 7, 0)).toBe(1);
  expect(shortFactor(72, undefined, 30)).toBe(1);
  for (const season of [7, undefined]) {
    const factors = [60, 40, 30, 24, 20, 14, 8, 4].map((rows) => shortFactor(rows, season, 11));
    expect(factors.every((factor, i) => i === 0 || factor >= factors[i - 1])).toBe(true);
  }
});

test("of less than a piece without a season they grow ahead, until as many rows ahead as are known", () => {
  const factors = [0, 4, 9, 20].map((step) => shortFactor(10, undefined, step));
  [2.44, 3.4, 4.6, 4.6].forEach((factor, i) => {
    expect(factors[i]).toBeCloseTo(factor, 12);
  });
});
