import { expect, test } from "vitest";
import { normalQuantile } from "../evaluation/distributions/normal-quantile.ts";
import { PRETRAINED_QUANTILES, quantileBetween } from "./quantiles.ts";

test("of a normal distribution's quantiles any other one is found, also beyond the outermost", () => {
  const own = PRETRAINED_QUANTILES.map((share) => 10 + 3 * normalQuantile(share));
  for (const share of [0.001, 0.01, 0.025, 0.07, 0.3, 0.5, 0.66, 0.9, 0.999]) {
    expect(quantileBetween(own, share)).toBeCloseTo(10 + 3 * normalQuantile(share), 9);
  }
});
