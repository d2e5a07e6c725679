// A batch cut into pieces that go forward and backward one after another, so that what a piece saves for its backward pass is
// still in cache. With a loss that is a mean over the samples, the gradients of the pieces add up to the batch's.

import { ShapeError } from "../core/errors.ts";
import { adopt, describeShape, slice, type Tensor } from "../tensor/index.ts";
import type { Batch } from "./options.ts";

/** A part of a batch and its share of the batch's samples. */
interface Piece<B extends Batch> {
  readonly batch: B;
  readonly share: number;
}

/** Samples `from` to `to` of a tensor; of a leaf, a leaf over the same numbers. */
export function samples(tensor: Tensor, from: number, to: number): Tensor {
  if (tensor.data === null || tensor.requiresGrad) return slice(tensor, 0, from, to);
  const stride = tensor.size / tensor.shape[0];
  return adopt(tensor.data.subarray(from * stride, to * stride), [to - from, ...tensor.shape.slice(1)]);
}

/**
 * The batch in pieces of `size` samples, the last one perhaps smaller; what else it has, each piece has whole. Throws ShapeError unless x and y have as many
 * samples.
 */
export function* microBatches<B extends Batch>(batch: B, size: number): Generator<Piece<B>> {
  const { x, y } = batch;
  const total = x.shape[0];
  if (y.shape[0] !== total) {
    throw new ShapeError(
      "TRAIN_MICRO_BATCH",
      "train",
      `microBatchSize cuts x ${describeShape(x.shape)} and y ${describeShape(y.shape)} by samples, but they have ${total} and ${y.shape[0]}`,
      {
        found: y.shape[0],
        remedies: ["give one target for each sample", ["leave ", { option: "microBatchSize" }, " out"]],
      },
    );
  }
  for (let from = 0; from < total; from += size) {
    const to = Math.min(total, from + size);
    yield { batch: { ...batch, x: samples(x, from, to), y: samples(y, from, to) }, share: (to - from) / total };
  }
}
