// How large the gradient of the loss is at every step: |dLoss/dh_t|, read from what the backward pass left.
import { type Batch, type Mode, type Tensor, withMode } from "recurra";
import { portableMath } from "recurra/core";
import { RecurrentTrace } from "recurra/nn";
import type { SequenceReader } from "./subjects.ts";

/** The loss of a batch and the norm at every step. */
export interface Measured {
  readonly loss: number;
  /** |dLoss/dh_t| for t = 0 .. T - 1: the root of the mean over the sequences of the squared Euclidean norm. */
  readonly norms: Float64Array;
}

/**
 * The norm of the gradient of each step's rows, of `values` [B, T, H] row-major.
 * The loss is a mean over B sequences, so a sequence's own loss has B times the gradient that the batch's loss has.
 */
export function measureNorms(values: ArrayLike<number>, [batch, time, hidden]: readonly number[]): Float64Array {
  const norms = new Float64Array(time);
  for (let t = 0; t < time; t++) {
    let squares = 0;
    for (let b = 0; b < batch; b++) {
      const from = (b * time + t) * hidden;
      for (let j = from; j < from + hidden; j++) squares += values[j] * values[j];
    }
    norms[t] = Math.sqrt(batch * squares);
  }
  return norms;
}

/** One forward and one backward pass, with the gradients that the kernels computed; `seen` is called while the weights' are there. Changes no weight. */
export function measureGradients(
  model: SequenceReader,
  { x, y }: Batch,
  loss: (prediction: Tensor, target: Tensor) => Tensor,
  mode: Mode = "strict",
  seen?: () => void,
): Measured {
  return withMode(mode, () => {
    const trace = new RecurrentTrace();
    model.zeroGrad();
    const value = loss(model.forward(x, trace), y);
    const found = value.item();
    value.backward();
    seen?.();
    model.zeroGrad();
    const [[{ hiddenGradient, shape }]] = trace.layers;
    return { loss: found, norms: measureNorms(hiddenGradient!, shape) };
  });
}

/** |dLoss/dh| at the first step over that at the last: what is left of the gradient on its way back. */
export function firstOverLast(norms: ArrayLike<number>): number {
  return norms[0] / norms[norms.length - 1];
}

// The kernels carry no gradient below 2^-100, or 7.9e-31: a norm well above that has lost nothing yet.
const PRECISE = 1e-28;

/** The mean factor by which the norm changes with each step back, as far as it can be told. */
export function factorPerStep(norms: ArrayLike<number>): number {
  const last = norms.length - 1;
  let first = 0;
  while (first < last - 1 && !(norms[first] > PRECISE)) first++;
  return portableMath.pow(norms[first] / norms[last], 1 / (last - first));
}
