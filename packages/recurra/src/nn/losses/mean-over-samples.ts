import { callback, requireOption } from "../../core/option-rules.ts";
import type { Tensor } from "../../tensor/index.ts";

type Loss = (prediction: Tensor, target: Tensor) => Tensor;

const LOSS = /* @__PURE__ */ callback("a loss: a function of prediction and target");

const promised = /* @__PURE__ */ new WeakSet<Loss>();

/**
 * Promises of a loss that it is a mean over the samples, and makes the same operations for all batches of a shape, with no number from
 * outside that changes. Then `train()` cuts its batches into pieces and runs them as plans, as it does with `mseLoss`. Returns the loss.
 *
 *   train({ loss: meanOverSamples((x, y) => quantileLoss(x, y, [0.1, 0.5, 0.9])), .. })
 */
export function meanOverSamples(loss: Loss): Loss {
  requireOption("meanOverSamples", "loss", LOSS, loss);
  promised.add(loss);
  return loss;
}

/** Whether `meanOverSamples` was called with it. */
export function isMeanOverSamples(loss: Loss | undefined): boolean {
  return loss !== undefined && promised.has(loss);
}
