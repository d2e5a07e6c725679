// The loss that the pretrained network was trained by: the quantile loss in the unit of each history, where windows count less that are hard
// for the last season repeated.

import { meanOverSamples } from "../nn/index.ts";
import { relu, type Tensor, tensor } from "../tensor/index.ts";
import { PRETRAINED_QUANTILES } from "../zero-shot/quantiles.ts";

/** Targets lie within so many units: one that lies far out pulls no further. */
const FARTHEST = 100;

const UP = /* @__PURE__ */ PRETRAINED_QUANTILES.map((share) => 2 * share);
const DOWN = /* @__PURE__ */ PRETRAINED_QUANTILES.map((share) => 2 * (1 - share));

/** A value of the target in units from the base. */
export function targetOf(value: number, base: number, unit: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, (value - base) / unit));
}

/** The weight of a window by the mean absolute error, in units, of its last season repeated. */
export function weightOf(naiveError: number): number {
  return 1 / (0.7 + 0.3 * Math.min(8, naiveError));
}

/**
 * The mean of 2 q (y - x) where the target lies above a quantile q, of 2 (1 - q) (x - y) elsewhere, each window by its weight.
 * Shapes: prediction [B, R, Q]; target [B, n + 1], n rows of R at most and the weight of the window.
 */
export const tuningLoss: (prediction: Tensor, target: Tensor) => Tensor = /* @__PURE__ */ meanOverSamples(
  (prediction, target) => {
    const [batch, all, count] = prediction.shape as readonly [number, number, number];
    const rows = (target.shape[1] as number) - 1;
    const y = target.slice(1, 0, rows).reshape([batch, rows, 1]);
    const weight = target.slice(1, rows, rows + 1).reshape([batch, 1, 1]);
    const above = y.sub(rows < all ? prediction.slice(1, 0, rows) : prediction);
    const low = relu(above).mul(tensor(UP, [count]));
    const high = relu(above.neg()).mul(tensor(DOWN, [count]));
    return low.add(high).mul(weight).mean();
  },
);
