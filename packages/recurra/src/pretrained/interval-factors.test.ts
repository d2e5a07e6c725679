import { expect, test } from "vitest";
import { normalQuantile } from "../evaluation/distributions/normal-quantile.ts";
import { PRETRAINED_QUANTILES } from "../zero-shot/quantiles.ts";
import { intervalFactors } from "./interval-factors.ts";

const ends = PRETRAINED_QUANTILES.map(normalQuantile);
/** `origins` forecasts of `rows` rows, each a normal distribution around 0, and truths that follow one as wide as said. */
function forecasts(origins: number, rows: number, width: number): [Float64Array, Float64Array, number] {
  const count = origins * rows;
  const truth = Float64Array.from({ length: count }, (_, i) => width * normalQuantile((i + 0.5) / count));
  return [Float64Array.from({ length: count * ends.length }, (_, i) => ends[i % ends.length]), truth, origins];
}

test("intervals that are half as wide as they should be are widened, more the more origins tell so", () => {
  const [few] = intervalFactors(...forecasts(4, 100, 2), [0.9]);
  const [many] = intervalFactors(...forecasts(8, 100, 2), [0.9]);
  const [very] = intervalFactors(...forecasts(1000, 4, 2), [0.9]);
  expect(few).toBeCloseTo(2 ** (4 / 12), 1);
  expect(many).toBeCloseTo(2 ** (8 / 16), 1);
  expect(very).toBeCloseTo(2, 1);
});

test("those that are too wide are narrowed, each level by its own factor; right ones stay", () => {
  for (const factor of intervalFactors(...forecasts(1000, 4, 0.5), [0.5, 0.9])) expect(factor).toBeCloseTo(0.5, 1);
  for (const factor of intervalFactors(...forecasts(1000, 4, 1), [0.5, 0.9])) expect(factor).toBeCloseTo(1, 1);
});

test("below four origins, and without any, nothing is changed", () => {
  expect(intervalFactors(...forecasts(3, 100, 5), [0.9, 0.5])).toEqual([1, 1]);
  expect(intervalFactors(new Float64Array(0), new Float64Array(0), 0, [0.9])).toEqual([1]);
});

test("truths that are all met, or missed by any distance, leave factors that can be used", () => {
  const [quantiles, truth, origins] = forecasts(8, 10, 1);
  const [met] = intervalFactors(quantiles, truth.fill(0), origins, [0.9]);
  const [missed] = intervalFactors(quantiles, truth.fill(1e30), origins, [0.9]);
  expect(met).toBeCloseTo(0.001 ** (8 / 16), 9);
  expect(missed).toBeCloseTo(1000 ** (8 / 16), 9);
  expect(intervalFactors(quantiles.fill(0), truth.fill(1), origins, [0.9])[0]).toBeCloseTo(1000 ** (8 / 16), 9);
});
