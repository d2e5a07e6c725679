// The training loop as an async generator of epochs. One step is what a course writes by hand (zero the gradients, forward,
// loss, backward, clip, step); around it stand early stopping, cancelling, and the check that every number is finite.

import { TrainingError } from "../core/errors.ts";
import { Generator, withSeed } from "../core/random.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import { clipGradNorm } from "../optim/index.ts";
import { noGrad, type Parameter, scope, type Tensor } from "../tensor/index.ts";
import { BestWeights } from "./best-weights.ts";
import type { Epoch, TrainingResult } from "./epoch.ts";
import { gradientError, lossError } from "./finite.ts";
import { microBatches } from "./micro-batches.ts";
import { type Batch, checkTrainOptions, type TrainOptions } from "./options.ts";
import { Turns } from "./turn.ts";

/** Means over samples, summed in float64 in the order of the batches. */
class Mean {
  #sum = 0;
  #weight = 0;

  add(value: number, weight: number): void {
    this.#sum += value * weight;
    this.#weight += weight;
  }

  get value(): number {
    return this.#weight > 0 ? this.#sum / this.#weight : Number.NaN;
  }
}

/** The synchronous parts of training: nothing here spans an await, so the mode and the seed hold for a whole step. */
class Steps<B extends Batch> {
  readonly #options: TrainOptions<B>;
  readonly #mode: Mode;
  readonly #generator: Generator;
  readonly #parameters: readonly Parameter[];
  #count = 0;

  constructor(options: TrainOptions<B>) {
    this.#options = options;
    this.#mode = options.mode ?? "strict";
    this.#generator = new Generator(options.seed ?? 0);
    this.#parameters = options.model.parameters();
  }

  #loss(batch: B): Tensor {
    const { step, loss, model } = this.#options;
    return step ? step(batch) : loss!(model.forward!(batch.x), batch.y);
  }

  /** One optimiser step; the loss before it and the gradient norm before clipping. */
  train(batch: B, epoch: number, number: number): { loss: number; norm: number } {
    const { model, optimizer, clipNorm } = this.#options;
    const parameters = this.#parameters;
    // A seed of its own for each step: a step's dropout masks are then the same in a run that was interrupted before it.
    const seed = this.#generator.stream("train step", this.#count++).uint32(0);
    return withMode(this.#mode, () =>
      withSeed(seed, () =>
        scope(() => {
          optimizer.zeroGrad();
          // Also those that the optimiser leaves alone: their gradients would add up, in the norm and in what is clipped.
          for (const parameter of parameters) parameter.zeroGrad();
          const loss = this.#backward(batch, { epoch, batch: number });
          const norm = clipGradNorm(parameters, clipNorm ?? Number.POSITIVE_INFINITY);
          if (!Number.isFinite(norm)) throw gradientError(norm, { epoch, batch: number }, model);
          optimizer.step();
          return { loss, norm };
        }),
      ),
    );
  }

  /** Adds the batch's gradients, piece by piece when it is cut, and returns its loss. */
  #backward(batch: B, place: { epoch: number; batch: number }): number {
    const { model, microBatchSize = Number.POSITIVE_INFINITY, loss: lossOf } = this.#options;
    if (microBatchSize >= batch.x.shape[0]) return this.#backwardOf(this.#loss(batch), 1, batch, place);
    let total = 0;
    for (const { batch: piece, share } of microBatches(batch, microBatchSize)) {
      total += share * this.#backwardOf(lossOf!(model.forward!(piece.x), piece.y), share, batch, place);
    }
    return total;
  }

  #backwardOf(loss: Tensor, share: number, { x, y }: Batch, place: { epoch: number; batch: number }): number {
    const value = loss.item();
    if (!Number.isFinite(value)) throw lossError(value, place, this.#options.model, x, y);
    (share === 1 ? loss : loss.mul(share)).backward();
    return value;
  }

  /** The loss of a validation batch. What it draws (teacher forcing, say) is the same in every epoch. */
  measure(batch: B, epoch: number, number: number): number {
    const seed = this.#generator.stream("validation step", number).uint32(0);
    return withMode(this.#mode, () =>
      withSeed(seed, () =>
        noGrad(() => {
          const loss = this.#loss(batch).item();
          if (!Number.isFinite(loss)) {
            throw lossError(loss, { epoch, batch: number, validation: true }, this.#options.model, batch.x, batch.y);
          }
          return loss;
        }),
      ),
    );
  }
}

/**
 * Trains a model, and yields each epoch as it ends. The value returned at the end says how training stopped.
 *
 * With `validation`, the model ends with the weights of the epoch whose validation loss was lowest: when all epochs have
 * run, after `patience`, when cancelled by `signal`, when the caller leaves its `for await` early, and when training fails.
 * Without `validation` (or before its first epoch has ended) the weights are the last ones. The model is left in evaluation
 * mode. The event loop gets a turn at least every 50 ms, between steps.
 *
 * The same model, data, options and seed give the same weights, bit for bit, in "strict" mode.
 *
 * Throws OptionError for options that do not fit together, and TrainingError when a loss or gradient is not finite, naming
 * the epoch, the batch and the parameter (or the place in the batch) where it was found, or when there is no batch.
 */
export function train<B extends Batch>(options: TrainOptions<B>): AsyncGenerator<Epoch, TrainingResult, undefined> {
  checkTrainOptions(options);
  return run(options);
}

function nothing(what: string): TrainingError {
  return new TrainingError(
    "TRAIN_NO_BATCHES",
    `training: ${what} gave no batch. Return a new iterable each time: an iterator that has ended gives nothing more.`,
  );
}

async function* run<B extends Batch>(options: TrainOptions<B>): AsyncGenerator<Epoch, TrainingResult, undefined> {
  const { model, optimizer, signal } = options;
  const steps = new Steps(options);
  const best = new BestWeights(model);
  const turns = new Turns();
  const history: Epoch[] = [];
  let bestEpoch = 0;
  let bestLoss = Number.NaN;
  let stopped: TrainingResult["stopped"] = "finished";

  /** Calls `visit` for each batch; false when cancelled on the way. */
  async function each(what: string, batches: Iterable<B>, visit: (batch: B, number: number) => void): Promise<boolean> {
    let number = 0;
    for (const batch of batches) {
      if (signal?.aborted) return false;
      visit(batch, ++number);
      if (turns.due) await turns.take();
    }
    if (signal?.aborted) return false;
    if (number === 0) throw nothing(what);
    return true;
  }

  try {
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      const started = performance.now();
      const trainLoss = new Mean();
      const norms = new Mean();
      const validationLoss = new Mean();
      model.train();
      let whole = await each(`batches(${epoch})`, options.batches(epoch), (batch, number) => {
        const { loss, norm } = steps.train(batch, epoch, number);
        trainLoss.add(loss, batch.x.shape[0]);
        norms.add(norm, 1);
      });
      if (whole && options.validation) {
        model.eval();
        whole = await each(`validation() of epoch ${epoch}`, options.validation(), (batch, number) => {
          validationLoss.add(steps.measure(batch, epoch, number), batch.x.shape[0]);
        });
      }
      if (!whole) {
        stopped = "aborted";
        break;
      }

      const watched = options.validation ? validationLoss.value : trainLoss.value;
      const isBest = !options.validation || !(watched >= bestLoss);
      if (isBest) {
        bestEpoch = epoch;
        bestLoss = watched;
        if (options.validation) best.keep();
      }
      const finished: Epoch = {
        epoch,
        trainLoss: trainLoss.value,
        ...(options.validation ? { validationLoss: validationLoss.value } : {}),
        gradientNorm: norms.value,
        seconds: (performance.now() - started) / 1000,
        best: isBest,
        learningRate: optimizer.learningRate,
      };
      history.push(finished);
      yield finished;
      if (options.patience !== undefined && epoch - bestEpoch >= options.patience) {
        stopped = "patience";
        break;
      }
    }
  } finally {
    best.restore();
    model.eval();
  }
  return { stopped, epochs: history.length, bestEpoch, bestLoss, history };
}
