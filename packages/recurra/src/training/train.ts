// The training loop as an async generator of epochs. One step (steps.ts) is what a course writes by hand (zero the gradients,
// forward, loss, backward, clip, step); around it stand early stopping, cancelling, and the end of threads.

import { TrainingError } from "../core/errors.ts";
import { refuseValue, requireOption } from "../core/option-rules.ts";
import { Turns } from "../core/turns.ts";
import { NOT_NEGATIVE } from "../optim/parameter-groups.ts";
import { requireTensor } from "../tensor/index.ts";
import { samplesOf } from "./batch-group.ts";
import { BestWeights } from "./best-weights.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { Epoch, TrainingResult } from "./epoch.ts";
import { Metrics } from "./metrics.ts";
import { type Batch, checkTrainOptions, type TrainOptions } from "./options.ts";
import { Mean, Progress } from "./progress.ts";
import { checkResume, passOver, restore } from "./resume.ts";
import { type StepResult, Steps } from "./steps.ts";

/**
 * Trains a model, and yields each epoch as it ends. The value returned at the end says how training stopped.
 *
 * With `validation`, the model ends with the weights of the epoch whose validation loss was lowest: when all epochs have
 * run, after `patience`, when cancelled by `signal`, when the caller leaves its `for await` early, and when training fails.
 * Without `validation` (or before its first epoch has ended) the weights are the last ones. With `untrained`, they are the first ones unless an
 * epoch has a lower loss. With `average`, it is the averages that
 * are validated, kept and left in the model. The model is left in evaluation mode. The event loop gets a turn at least every 50 ms,
 * between steps.
 *
 * The same model, data, options and seed give the same weights, bit for bit, in "strict" mode. So does a training that goes on
 * with `resume` from a state of `checkpoint`: epochs that had ended are in the result's history and are not yielded again.
 *
 * Throws OptionError for a rate of `schedule` that is below 0 or no number, for options that do not fit together and for a state that does not fit (nothing has changed then), and TrainingError when a loss or gradient is not finite, naming
 * the epoch, the batch and the parameter (or the place in the batch) where it was found, or when there is no batch.
 */
export function train<B extends Batch>(options: TrainOptions<B>): AsyncGenerator<Epoch, TrainingResult, undefined> {
  checkTrainOptions(options);
  if (options.resume) checkResume(options, options.resume);
  return run(options);
}

function noBatchError(what: string): TrainingError {
  return new TrainingError("TRAIN_NO_BATCHES", "training", `${what} gave no batch`, {
    remedies: ["return a new iterable each time: an iterator that has ended gives nothing more"],
  });
}

async function* run<B extends Batch>(options: TrainOptions<B>): AsyncGenerator<Epoch, TrainingResult, undefined> {
  const { model, optimizer, signal, resume, schedule, scheduleBy, average, accumulate = 1 } = options;
  const steps = new Steps(options);
  const best = new BestWeights(model);
  const progress = new Progress(resume, accumulate);
  const metrics = options.metrics && new Metrics(options);
  const checkpoints = new Checkpoints(options, progress, best);
  const turns = new Turns();
  const { history } = progress;
  let threads = history.at(-1)?.threads ?? 1;
  let stopped: TrainingResult["stopped"] | undefined;

  /** Calls `visit` for each batch, the first of which has a number; false when cancelled on the way. */
  async function each(
    what: string,
    batches: Iterable<B>,
    first: number,
    visit: (batch: B, number: number) => void | Promise<void>,
  ): Promise<boolean> {
    if (typeof batches?.[Symbol.iterator] !== "function")
      throw refuseValue("train", what.replace(/\(.*/, ""), "a function that gives batches", batches);
    let number = first;
    for (const batch of batches) {
      if (signal?.aborted) return false;
      requireTensor("train", "batch.x", batch?.x);
      // A step of the caller's own may take other targets.
      if (!options.step) requireTensor("train", "batch.y", batch.y);
      const waiting = visit(batch, number++);
      if (waiting) await waiting;
      if (turns.due) await turns.take();
    }
    if (signal?.aborted) return false;
    if (number === 1) throw noBatchError(what);
    return true;
  }

  /** One step of the optimizer by batches, the last of which has a number. */
  function step(batches: readonly B[], last: number): void | Promise<void> {
    const { epoch } = progress;
    const done = ({ loss, norm }: StepResult): void | Promise<void> => {
      average?.updateParameters();
      progress.add(loss, norm, samplesOf(batches), batches.length);
      const waiting = options.onStep?.({ epoch, batch: last, loss, norm, threads: steps.threads });
      if (waiting instanceof Promise) return waiting.then(() => checkpoints.saveWhenDue());
      return checkpoints.saveWhenDue();
    };
    if (schedule) {
      const rate = schedule(scheduleBy === "step" ? progress.step : epoch - 1, progress.losses);
      requireOption("schedule", "learningRate", NOT_NEGATIVE, rate);
      optimizer.learningRate = rate;
    }
    const position = { epoch, batch: last - batches.length + 1, to: last };
    const result = steps.train(batches, position, progress.step);
    return result instanceof Promise ? result.then(done) : done(result);
  }

  /** The steps of an epoch, or of what is left of it; false when cancelled on the way. */
  async function trainOn(batches: Iterable<B>): Promise<boolean> {
    let waiting: B[] = [];
    const first = progress.batch + 1;
    let last = progress.batch;
    const whole = await each(`batches(${progress.epoch})`, batches, first, (batch, number) => {
      last = number;
      waiting.push(batch);
      if (waiting.length < accumulate) return;
      const group = waiting;
      waiting = [];
      return step(group, number);
    });
    if (!whole || waiting.length === 0) return whole;
    await step(waiting, last);
    return !signal?.aborted;
  }

  /** The loss of the validation batches; undefined when cancelled on the way. */
  async function validate(batches: Iterable<B>, epoch: number): Promise<number | undefined> {
    const mean = new Mean();
    model.eval();
    const whole = await each(`validation() of epoch ${epoch}`, batches, 1, (batch, number) => {
      const add = (loss: number): void => mean.add(loss, batch.x.shape[0]);
      const loss = steps.measure(batch, epoch, number);
      return loss instanceof Promise ? loss.then(add) : add(loss);
    });
    return whole ? mean.value : undefined;
  }

  /** The metrics after an epoch; undefined when cancelled on the way, or when there are none. */
  async function measure(epoch: number): Promise<Epoch["metrics"]> {
    if (!metrics) return undefined;
    model.eval();
    for (const rows of metrics.begin()) {
      const validates = rows === "validation";
      const what = validates ? `validation() of epoch ${epoch}` : `batches(${epoch})`;
      const whole = await each(what, validates ? options.validation!() : options.batches(epoch), 1, (batch, number) =>
        metrics.add(rows, batch, { epoch, batch: number, validation: validates }),
      );
      if (!whole) return undefined;
    }
    return metrics.end(epoch);
  }

  average?.restore();
  try {
    /** The rest of an epoch that was interrupted. */
    let rest: Iterable<B> | undefined;
    if (resume) {
      // First, because nothing has changed yet if there are too few.
      if (resume.batch > 0) rest = await passOver(options.batches(resume.epoch), resume.batch, turns, signal);
      restore(options, resume, best);
    }
    if (options.untrained && options.validation && progress.step === 0) {
      const loss = await validate(options.validation(), 0);
      if (loss === undefined) stopped = "aborted";
      else {
        progress.beginWith(loss);
        best.keep();
      }
    }
    while (stopped === undefined) {
      stopped = progress.ended(options);
      if (stopped) break;
      progress.begin();
      model.train();
      const { epoch } = progress;
      let whole = await trainOn(rest ?? options.batches(epoch));
      rest = undefined;
      average?.apply();
      const validationLoss = whole && options.validation ? await validate(options.validation(), epoch) : undefined;
      if (options.validation && validationLoss === undefined) whole = false;
      const measured = whole ? await measure(epoch) : undefined;
      if (!whole || (metrics && !measured)) {
        average?.restore();
        stopped = "aborted";
        await checkpoints.save();
        break;
      }
      threads = Math.max(threads, steps.threads);
      const finished = progress.finish(validationLoss, {
        ...{ learningRate: optimizer.learningRate, threads },
        ...(measured && { metrics: measured }),
      });
      if (finished.best && options.validation) best.keep();
      average?.restore();
      yield finished;
      // Not before: the caller may have changed the learning rate for the epochs to come.
      await checkpoints.saveWhenDue();
    }
  } finally {
    try {
      average?.restore();
      if (!best.restore()) average?.apply();
      model.eval();
    } finally {
      await steps.end();
    }
  }
  const { bestEpoch, bestLoss } = progress;
  return { stopped, epochs: history.length, bestEpoch, bestLoss, threads, history };
}
