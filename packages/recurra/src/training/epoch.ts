// What a training run reports, epoch by epoch and at its end.

/** One finished epoch. */
export interface Epoch {
  /** From 1. */
  readonly epoch: number;
  /** Mean loss over the epoch's training samples, each batch weighted by its size, measured while training (dropout on). */
  readonly trainLoss: number;
  /** Mean loss over the validation samples after the epoch (dropout off); absent without validation. */
  readonly validationLoss?: number;
  /** Of the first epoch, where the untrained weights are a candidate: their validation loss. */
  readonly untrainedLoss?: number;
  /** Metrics of the caller's own by name, measured after the epoch; absent where none were asked for. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** Mean over the epoch's steps of the total norm of all gradients, before clipping. */
  readonly gradientNorm: number;
  /** Wall time of this epoch. For display only: nothing is computed from it. */
  readonly seconds: number;
  /** Whether this epoch's weights are the ones kept so far. Without validation that is always so. */
  readonly best: boolean;
  readonly learningRate: number;
  /** The most threads that worked on a batch so far. The losses and weights do not depend on it. */
  readonly threads: number;
}

/** How a training run ended. */
export interface TrainingResult {
  /** All epochs ran; no improvement for `patience` epochs; or the caller's signal. */
  readonly stopped: "finished" | "patience" | "aborted";
  /** Finished epochs. */
  readonly epochs: number;
  /** The epoch whose weights the model has now, from 1; 0 when none was finished, and when the untrained weights were best. */
  readonly bestEpoch: number;
  /** The validation loss of `bestEpoch`, or its training loss without validation; NaN when there is none. */
  readonly bestLoss: number;
  /** The most threads that worked on a batch. The weights do not depend on it. */
  readonly threads: number;
  readonly history: readonly Epoch[];
}
