// The loss of every training step. train() tells of whole epochs; the curve that shows how a network begins to learn has a
// point for each step, so the loss function itself keeps what it gives.
import type { Batch, Tensor } from "recurra";

/** Keeps the mean loss of each batch, also of a batch that is trained in pieces. */
export class LossLog {
  /** One number for each training step so far. */
  readonly steps: number[] = [];
  #total = 0;
  #samples = 0;

  /** The same loss function; what it gives is counted towards the running step. */
  of(loss: (prediction: Tensor, target: Tensor) => Tensor): (prediction: Tensor, target: Tensor) => Tensor {
    return (prediction, target) => {
      const value = loss(prediction, target);
      const samples = prediction.shape[0];
      this.#total += value.item() * samples;
      this.#samples += samples;
      return value;
    };
  }

  /** The same batches; asking for the next one ends the step of the one before. */
  *over<B extends Batch>(batches: Iterable<B>): Iterable<B> {
    for (const batch of batches) {
      yield batch;
      this.steps.push(this.#total / this.#samples);
      this.#total = 0;
      this.#samples = 0;
    }
  }
}
