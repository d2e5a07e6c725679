// The training loop as an async generator of epochs. One step (steps.ts) is what a course writes by hand (zero the gradients,
// forward, loss, backward, clip, step); around it stand early stopping, cancelling, and the end of threads.

import { TrainingError } from "../core/errors.ts";
import { BestWeights } from "./best-weights.ts";
import type { Epoch, TrainingResult } from "./epoch.ts";
import { type Batch, checkTrainOptions, type TrainOptions } from "./options.ts";
import { type StepResult, Steps } from "./steps.ts";
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
  let threads = 1;
  let bestEpoch = 0;
  let bestLoss = Number.NaN;
  let stopped: TrainingResult["stopped"] = "finished";

  /** Calls `visit` for each batch; false when cancelled on the way. */
  async function each(
    what: string,
    batches: Iterable<B>,
    visit: (batch: B, number: number) => Promise<void> | undefined,
  ): Promise<boolean> {
    let number = 0;
    for (const batch of batches) {
      if (signal?.aborted) return false;
      const waiting = visit(batch, ++number);
      if (waiting) await waiting;
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
        const done = ({ loss, norm }: StepResult): void => {
          trainLoss.add(loss, batch.x.shape[0]);
          norms.add(norm, 1);
          options.onStep?.({ epoch, batch: number, loss, norm });
        };
        const step = steps.train(batch, epoch, number);
        if (step instanceof Promise) return step.then(done);
        done(step);
        return undefined;
      });
      if (whole && options.validation) {
        model.eval();
        whole = await each(`validation() of epoch ${epoch}`, options.validation(), (batch, number) => {
          validationLoss.add(steps.measure(batch, epoch, number), batch.x.shape[0]);
          return undefined;
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
      threads = Math.max(threads, steps.threads);
      const finished: Epoch = {
        epoch,
        trainLoss: trainLoss.value,
        ...(options.validation ? { validationLoss: validationLoss.value } : {}),
        gradientNorm: norms.value,
        seconds: (performance.now() - started) / 1000,
        best: isBest,
        learningRate: optimizer.learningRate,
        threads,
      };
      history.push(finished);
      yield finished;
      if (options.patience !== undefined && epoch - bestEpoch >= options.patience) {
        stopped = "patience";
        break;
      }
    }
  } finally {
    try {
      best.restore();
      model.eval();
    } finally {
      await steps.end();
    }
  }
  return { stopped, epochs: history.length, bestEpoch, bestLoss, threads, history };
}
