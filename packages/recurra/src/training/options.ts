// The options of train(), and their check.

import { OptionError } from "../core/errors.ts";
import {
  callback,
  checkOptions,
  either,
  exactly,
  flag,
  made,
  type OptionRule,
  type OptionRules,
  object,
  POSITIVE,
  part,
  SIGNAL,
  whole,
  word,
} from "../core/option-rules.ts";
import type { Phrase } from "../core/phrase.ts";
import { MODE, type Mode } from "../kernels/wasm/engine.ts";
import { isMeanOverSamples } from "../nn/losses/mean-over-samples.ts";
import type { Module } from "../nn/module/module.ts";
import type { AveragedModel, Optimizer, Schedule } from "../optim/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Batch } from "./batch.ts";
import { checkMetrics, METRICS, type Metric } from "./metrics.ts";
import type { CheckpointOptions, TrainingState } from "./training-state.ts";

export type { Batch } from "./batch.ts";

/** One step of the optimizer. */
export interface TrainStep {
  readonly epoch: number;
  /** The batch of the epoch, from 1; the last of those that share the step. */
  readonly batch: number;
  /** Of the batch, before the step. */
  readonly loss: number;
  /** Norm of the gradient of all parameters, before clipping. */
  readonly norm: number;
  /** Threads that have worked on batches so far. */
  readonly threads: number;
}

export interface TrainOptions<B extends Batch = Batch> {
  readonly model: Module & { forward?: (x: Tensor) => Tensor };
  readonly optimizer: Optimizer;
  /**
   * A mean over the batch. One that says that it is a mean over the samples (`meanOverSamples`), as the library's do, is computed in chunks, as
   * plans and on threads, in training and in validation; any other one is given whole batches. Not asked when `step` is given.
   */
  readonly loss?: (prediction: Tensor, target: Tensor) => Tensor;
  /** The batches of an epoch (from 1). Shuffling is theirs: `windows.batches(64, { seed, epoch })`. */
  readonly batches: (epoch: number) => Iterable<B>;
  /** The batches that choose the best epoch; they never reach the weights. */
  readonly validation?: () => Iterable<B>;
  /**
   * Whether the weights as they are given are a candidate, too: they are validated before the first epoch, as epoch 0, and where no epoch has a lower
   * validation loss, the model ends with them (`bestEpoch` 0). For networks whose untrained forecast is worth something, such as "no change".
   * Needs `validation`. Default false.
   */
  readonly untrained?: boolean;
  /** At most this many. */
  readonly epochs: number;
  /** Stop after this many epochs without a lower validation loss. Needs `validation`. */
  readonly patience?: number;
  /**
   * Batches that share one step of the optimizer: the gradient is that of one batch of all their samples, a mean over these, also where the last
   * step of an epoch has fewer. So a large batch is trained in the memory of a small one. They are asked for before the first of them is
   * computed. Default 1.
   */
  readonly accumulate?: number;
  /** Scale the gradients down so that their total norm is at most this. */
  readonly clipNorm?: number;
  /**
   * Samples that go forward and backward together; the gradients of a batch's pieces are added before the one optimizer step.
   * Pieces whose state fits the cache (some 20 sequences of 100 steps) train faster and hold less memory than a large batch.
   * The result is the batch's but for rounding, given a loss that is a mean over the samples. Default: as many as fit the cache
   * where that is known to be right (a repeatable model, and a loss that says that it is such a mean), else the whole batch.
   */
  readonly microBatchSize?: number;
  /**
   * Gives the learning rate, which is set before every step, from how many epochs or steps (`scheduleBy`) have ended, and the losses
   * of the ended epochs: `cosineAnnealingLR({ .. })`, `reduceLROnPlateau({ .. })`, any function of these. It keeps nothing itself, so
   * a resumed training goes on with the same rates.
   */
  readonly schedule?: Schedule;
  /** What `schedule` counts: "epoch" (default) or "step". */
  readonly scheduleBy?: "epoch" | "step";
  /**
   * A running average of the model's weights, brought up to date after every step: `new AveragedModel(model, { decay: 0.99 })`.
   * Validation uses the averages, and the model ends with them.
   */
  readonly average?: AveragedModel;
  /**
   * Numbers of the caller's own after each epoch, by name: `{ accuracy: (output, target) => .. }`. A function is a mean over the samples of a
   * batch of the validation rows, or of the training rows where there are no others; `{ over: "training", value }` says which, and
   * `{ over: "model", value: (model, epoch) => .. }` looks at the model. They are in `Epoch.metrics`; no weight depends on them. Dropout is off.
   */
  readonly metrics?: Readonly<Record<string, Metric<B>>>;
  /** What metrics are told as the outputs of a batch; `model.forward(batch.x)` unless set. */
  readonly output?: (batch: B) => Tensor;
  /** Called after each step of the optimizer; training waits for a promise that it gives. What it throws ends the training. */
  readonly onStep?: (step: TrainStep) => unknown;
  /** Stops after the current step; the best weights so far are put back. */
  readonly signal?: AbortSignal;
  /** "strict" (default): the same bits on every machine; "fast": relaxed SIMD where there is; "native": wide layers by a BLAS. */
  readonly mode?: Mode;
  /**
   * Threads that work on the pieces of a batch; the weights are the same bits for any number. "auto" (default): one, and as many as
   * the machine has once the batches have shown that it pays. Needs a model that runs as a plan. In a page: only inside a Worker,
   * with the headers that allow shared memory; one thread elsewhere. Where workers are allowed but cannot be started or fail, "auto" goes
   * on with one thread, and a number is an error.
   */
  readonly threads?: number | "auto";
  /**
   * Whether batches run as plans: the kernel calls of an earlier batch of the same shapes, repeated without the model's code, with
   * the same bits. Default: where the model says that it is `repeatable`, and the loss that it is a mean over the samples (`meanOverSamples`).
   * `true` promises it for any model, loss or step, which then depends on x, y and random draws alone (no lengths beside them, no
   * weight that a schedule changes), and makes what cannot be repeated an error; `false` always runs the model's code.
   */
  readonly plan?: boolean;
  /** Hands out the state of training now and then, so that `resume` can go on from it after a crash. */
  readonly checkpoint?: CheckpointOptions;
  /** Goes on from a state that `checkpoint` handed out for the same model, optimizer, data and options, to the same bits. */
  readonly resume?: TrainingState;
  /** Keys what a step draws (dropout, teacher forcing) by the step, whatever ran before or beside it. Default 0. */
  readonly seed?: number;
  /**
   * The loss of a batch, in place of `loss(model.forward(x), y)`: for models with other inputs, as teacher forcing has. It is given whole
   * batches and runs as code, unless it says that it is a mean over the samples (`meanOverSamples`).
   */
  readonly step?: (batch: B) => Tensor;
}

export const THREADS: OptionRule<number | "auto"> = either(exactly("auto"), whole(1));

/** What has parameters. */
export const MODEL: OptionRule<Module> = part("a module", "namedParameters");

const CHECKPOINT: OptionRules<CheckpointOptions> = {
  every: made("seconds from 0", (value): value is number => typeof value === "number" && value >= 0),
  save: callback("a function that keeps a state"),
};

const RULES: OptionRules<TrainOptions> = {
  model: MODEL,
  optimizer: part<Optimizer>("an optimizer", "zeroGrad"),
  loss: callback(),
  batches: callback("a function that gives the batches of an epoch"),
  validation: callback("a function that gives batches"),
  untrained: flag,
  epochs: whole(1),
  patience: whole(1),
  accumulate: whole(1),
  clipNorm: POSITIVE,
  microBatchSize: whole(1),
  schedule: callback(),
  scheduleBy: word("epoch", "step"),
  average: part<AveragedModel>("an AveragedModel", "updateParameters"),
  metrics: METRICS,
  output: callback("a function that gives the outputs of a batch"),
  onStep: callback(),
  signal: SIGNAL,
  mode: MODE,
  threads: THREADS,
  plan: flag,
  checkpoint: object(),
  resume: part<TrainingState>("a state of training", "weights"),
  seed: whole(0),
  step: callback(),
};

/** Throws OptionError for a pause that is none, or no function to save with. */
export function checkCheckpoint(checkpoint: object): void {
  checkOptions("checkpoint", checkpoint, CHECKPOINT, ["save"]);
}

function conflict(problem: Phrase, ...remedies: Phrase[]): OptionError {
  return new OptionError("OPTION_CONFLICT", "train", problem, { remedies });
}

/** Whether a batch of this model has to stay whole. */
export function mixesSamples(model: Module): boolean {
  return model.namedModules().some(([, module]) => module.mixesSamples);
}

export function checkTrainOptions<B extends Batch>(options: TrainOptions<B>): void {
  checkOptions("train", options, RULES, ["model", "optimizer", "batches", "epochs"]);
  const { validation } = options;
  for (const [option, needs] of [
    [
      "patience",
      options.patience !== undefined &&
        " counts epochs without a lower validation loss, so it needs validation batches",
    ],
    [
      "untrained",
      options.untrained && " compares the weights as they are with those of epochs, so it needs validation batches",
    ],
  ] as const) {
    if (validation || !needs) continue;
    throw conflict(
      [{ option }, needs],
      ["give ", { option: "validation", like: "() => batches" }],
      ["leave ", { option }, " out"],
    );
  }
  if (options.microBatchSize !== undefined && options.step && !isMeanOverSamples(options.step)) {
    throw conflict(
      [{ option: "microBatchSize" }, " cuts x and y into pieces, but ", { option: "step" }, " takes whole batches"],
      ["give ", { option: "loss" }, " in place of ", { option: "step" }],
      ["say that its loss is a mean over the samples, with ", { call: "meanOverSamples(step)" }],
      "cut inside step",
    );
  }
  if (options.microBatchSize !== undefined && mixesSamples(options.model)) {
    throw conflict(
      [
        { option: "microBatchSize" },
        " cuts batches into pieces, but the model has a layer that mixes the samples of a batch, such as BatchNorm1d",
      ],
      ["leave ", { option: "microBatchSize" }, " out"],
    );
  }
  const own = options.model.parameters();
  // A step of the caller's own may train what the model does not have.
  if (!options.step && own.length > 0 && !own.some((parameter) => options.optimizer.parameters.includes(parameter))) {
    throw conflict(
      ["the ", { option: "optimizer" }, " has none of the model's parameters"],
      ["pass ", { call: "model.parameters()" }],
    );
  }
  if (options.checkpoint) checkCheckpoint(options.checkpoint);
  checkMetrics(options);
  if (!options.step && (!options.loss || typeof options.model.forward !== "function")) {
    throw conflict(
      options.loss ? "the model has no forward(x)" : "there is no loss",
      ["give ", { option: "loss" }, " and a model with forward(x)"],
      [{ option: "step", like: "(batch) => loss" }, " in place of both"],
    );
  }
}
