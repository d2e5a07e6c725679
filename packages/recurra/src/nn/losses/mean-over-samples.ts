import { callback, requireOption } from "../../core/option-rules.ts";
import type { Tensor } from "../../tensor/index.ts";

type Loss = (prediction: Tensor, target: Tensor) => Tensor;
type Step = (batch: never) => Tensor;

/** What a loss says of itself, as those of the library do: see `meanOverSamples`. */
interface MeanOverSamples {
  readonly meanOverSamples: true;
}

const LOSS = /* @__PURE__ */ callback("a loss: a function of prediction and target");

/**
 * Says of a loss that it is the mean over the samples (the first dimension of prediction and target), each of which counts the same whatever
 * the others are, and that it makes the same operations for all batches of a shape, with no number from outside that changes. Then `train()`
 * cuts batches into chunks, and runs these as plans and on threads. Returns the loss, which from now on has the property `meanOverSamples`.
 *
 *   train({ loss: meanOverSamples((x, y) => quantileLoss(x, y, [0.1, 0.5, 0.9])), .. })
 *
 * It is not true of a mean over what a mask leaves, or that weights are divided by in sum: a chunk has another divisor than the batch.
 * Of a `step` it says the same of x and y, and that they are all that it reads of the batch, beside draws:
 *
 *   train({ step: meanOverSamples(({ x, y }: Batch) => mseLoss(model.forward(x, { targets: y }), y)), .. })
 *
 * Throws OptionError for what is no function.
 */
export function meanOverSamples<L extends Loss | Step>(loss: L): L & MeanOverSamples {
  requireOption("meanOverSamples", "loss", LOSS, loss);
  return Object.assign(loss, { meanOverSamples: true } as const);
}

/** Whether a loss, or a step, says that it is a mean over the samples. */
export function isMeanOverSamples(loss: Loss | Step | undefined): boolean {
  return (loss as Partial<MeanOverSamples> | undefined)?.meanOverSamples === true;
}
