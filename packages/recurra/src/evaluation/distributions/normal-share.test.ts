import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";
import { normalShare } from "./normal-share.ts";

test("it is the inverse of the quantile", () => {
  expect(normalShare(0)).toBeCloseTo(0.5, 7);
  for (const share of [1e-4, 0.01, 0.1, 0.3, 0.5, 0.8, 0.975, 0.9999]) {
    expect(Math.abs(normalShare(normalQuantile(share)) - share)).toBeLessThan(1e-7);
  }
  expect([normalShare(-40), normalShare(40)]).toEqual([0, 1]);
});
