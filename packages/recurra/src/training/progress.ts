// How far training has come: its counters, the sums of which an epoch's means are made, and the epochs so far.

import type { Epoch, TrainingResult } from "./epoch.ts";
import { stepsOf, type TrainingState } from "./training-state.ts";

/** The part of a state that is not weights. */
export type ProgressState = Omit<TrainingState, "weights" | "others" | "best" | "optimizer">;

/** Means over samples, summed in float64 in the order of the batches. */
export class Mean {
  sum = 0;
  weight = 0;

  add(value: number, weight: number): void {
    this.sum += value * weight;
    this.weight += weight;
  }

  get value(): number {
    return this.weight > 0 ? this.sum / this.weight : Number.NaN;
  }
}

/** The losses of epochs that a schedule goes by. */
export function lossesOf(history: readonly Epoch[]): number[] {
  return history.map(({ trainLoss, validationLoss }) => validationLoss ?? trainLoss);
}

export class Progress {
  /** Steps of the optimizer, over all epochs. */
  step = 0;
  /** Batches of the epoch under way that are done. */
  batch = 0;
  bestEpoch = 0;
  bestLoss: number = Number.NaN;
  readonly history: Epoch[] = [];
  #loss = new Mean();
  #norm = new Mean();
  /** Seconds of the epoch before `#since`, the start of the clock that runs now. */
  #seconds = 0;
  #since: number | undefined;
  readonly #accumulate: number;

  /** From the beginning, or from a state, which stays as it is. */
  constructor(from?: ProgressState, accumulate = 1) {
    this.#accumulate = accumulate;
    if (!from) return;
    this.step = from.step;
    this.batch = from.batch;
    this.bestEpoch = from.bestEpoch;
    this.bestLoss = from.bestLoss;
    this.history.push(...from.history.map((epoch) => ({ ...epoch })));
    this.#loss.sum = from.sums.loss;
    this.#loss.weight = from.sums.samples;
    this.#norm.sum = from.sums.norm;
    this.#norm.weight = stepsOf(from);
    this.#seconds = from.seconds;
  }

  /** The epoch under way, or to come, from 1. */
  get epoch(): number {
    return this.history.length + 1;
  }

  /** What chose the best epoch so far: the validation losses of the epochs, or their training losses without validation. */
  get losses(): number[] {
    return lossesOf(this.history);
  }

  /** Why there is no further epoch; undefined while there is one. */
  ended(options: { epochs: number; patience?: number }): TrainingResult["stopped"] | undefined {
    const done = this.history.length;
    if (options.patience !== undefined && done - this.bestEpoch >= options.patience) return "patience";
    return done >= options.epochs ? "finished" : undefined;
  }

  /** Before the first epoch, the validation loss of the untrained weights, which are the best so far. */
  beginWith(untrainedLoss: number): void {
    this.bestLoss = untrainedLoss;
  }

  /** Starts the epoch's clock. */
  begin(): void {
    this.#since = performance.now();
  }

  /** Counts a step of the optimizer, and the batches that shared it. */
  add(loss: number, norm: number, samples: number, batches: number): void {
    this.step++;
    this.batch += batches;
    this.#loss.add(loss, samples);
    this.#norm.add(norm, 1);
  }

  /** Ends the epoch, and goes on to the next one. */
  finish(validationLoss: number | undefined, about: Pick<Epoch, "learningRate" | "threads" | "metrics">): Epoch {
    const watched = validationLoss ?? this.#loss.value;
    // The first loss is the best one so far: none is below NaN.
    const best = validationLoss === undefined || !(watched >= this.bestLoss);
    const finished: Epoch = {
      epoch: this.epoch,
      trainLoss: this.#loss.value,
      ...(validationLoss === undefined ? {} : { validationLoss }),
      ...(this.history.length > 0 || Number.isNaN(this.bestLoss) ? {} : { untrainedLoss: this.bestLoss }),
      gradientNorm: this.#norm.value,
      seconds: this.#elapsed(),
      best,
      ...about,
    };
    if (best) {
      this.bestEpoch = finished.epoch;
      this.bestLoss = watched;
    }
    this.history.push(finished);
    this.batch = 0;
    this.#loss = new Mean();
    this.#norm = new Mean();
    this.#seconds = 0;
    this.#since = undefined;
    return finished;
  }

  /** As plain data that does not change when training goes on. */
  state(): ProgressState {
    return {
      step: this.step,
      epoch: this.epoch,
      batch: this.batch,
      seconds: this.#elapsed(),
      sums: { loss: this.#loss.sum, samples: this.#loss.weight, norm: this.#norm.sum },
      history: this.history.map((epoch) => ({ ...epoch })),
      bestEpoch: this.bestEpoch,
      bestLoss: this.bestLoss,
      ...(this.#accumulate > 1 && { accumulate: this.#accumulate }),
    };
  }

  #elapsed(): number {
    return this.#seconds + (this.#since === undefined ? 0 : (performance.now() - this.#since) / 1000);
  }
}
