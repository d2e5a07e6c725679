import { expect, test } from "vitest";
import { tensor } from "../tensor/index.ts";
import { PRETRAINED_QUANTILES } from "../zero-shot/quantiles.ts";
import { targetOf, tuningLoss, weightOf } from "./tuning-loss.ts";

const Q = PRETRAINED_QUANTILES.length;

test("the loss is twice the quantile loss of the rows that the target has, each window by its weight", () => {
  const prediction = Float32Array.from({ length: 2 * 3 * Q }, (_, at) => Math.fround(((at * 7) % 11) / 4 - 1));
  // Two rows of three, and a weight.
  const target = Float32Array.of(0.5, -2, 1, 3, 0.25, 0.5);
  let sum = 0;
  for (let window = 0; window < 2; window++) {
    for (let row = 0; row < 2; row++) {
      PRETRAINED_QUANTILES.forEach((share, q) => {
        const above = target[3 * window + row] - prediction[(3 * window + row) * Q + q];
        sum += target[3 * window + 2] * 2 * (above > 0 ? share * above : (share - 1) * above);
      });
    }
  }
  const loss = tuningLoss(tensor(prediction, [2, 3, Q]), tensor(target, [2, 3]));
  expect(loss.item()).toBeCloseTo(sum / (2 * 2 * Q), 5);
});

test("far targets pull no further than a hundred units, and hard windows count less", () => {
  expect([targetOf(5, 1, 2), targetOf(1e9, 0, 1), targetOf(-1e9, 0, 1)]).toEqual([2, 100, -100]);
  expect([weightOf(1), weightOf(8), weightOf(80)]).toEqual([1, 1 / (0.7 + 0.3 * 8), 1 / (0.7 + 0.3 * 8)]);
});
