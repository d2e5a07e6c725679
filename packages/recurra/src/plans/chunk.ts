// A chunk: some samples of a batch, which are computed at once, so that what is saved on the way is still in cache. With a loss that is
// a mean over the samples, the losses and gradients of chunks, times their shares, add up to the batch's.

import { ShapeError } from "../core/errors.ts";
import type { RandomStream } from "../core/random.ts";
import { adopt, describeShape, slice, type Tensor } from "../tensor/index.ts";

/** Inputs and targets whose first dimension is the sample. */
export interface Pairs {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** What chunks are seeded by: a word for each. */
export type Seeds = Pick<RandomStream, "uint32">;

/** A part of a batch and its share of the batch's samples. */
export interface Chunk<B> {
  readonly batch: B;
  readonly share: number;
  /** Of what it draws; undefined: the program's own draws go on. */
  readonly seed: number | undefined;
}

/** Samples `from` to `to` of a tensor; of a leaf, a leaf over the same numbers. */
export function samples(tensor: Tensor, from: number, to: number): Tensor {
  if (tensor.data === null || tensor.requiresGrad) return slice(tensor, 0, from, to);
  const stride = tensor.size / tensor.shape[0];
  return adopt(tensor.data.subarray(from * stride, to * stride), [to - from, ...tensor.shape.slice(1)]);
}

/**
 * The batch in chunks of `size` samples, the last one perhaps smaller; what else it has, each chunk has whole. What each draws is keyed by
 * a word of `seeds`. Throws ShapeError unless x and y have as many samples.
 */
export function cut<B extends Pairs>(batch: B, size: number, seeds: Seeds): Chunk<B>[] {
  const { x, y } = batch;
  const total = x.shape[0];
  if (size >= total) return [{ batch, share: 1, seed: seeds.uint32(0) }];
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
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => {
    const from = i * size;
    const to = Math.min(total, from + size);
    const part = { ...batch, x: samples(x, from, to), y: samples(y, from, to) };
    return { batch: part, share: (to - from) / total, seed: seeds.uint32(i) };
  });
}
