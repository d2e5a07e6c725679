import { ShapeError } from "../../core/errors.ts";
import {
  COUNT,
  checkOptions,
  flag,
  made,
  type OptionRule,
  type OptionRules,
  POSITIVE,
} from "../../core/option-rules.ts";
import { refuseInPlan } from "../../kernels/wasm/recorder.ts";
import { sqrt } from "../../operations/index.ts";
import { describeShape, mean, Parameter, requireTensor, reshape, type Shape, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module/module.ts";
import { requireRoom } from "../module/room.ts";

/** Options of BatchNorm1d. */
export interface BatchNorm1dOptions {
  /** C, features of each step or row. */
  numFeatures: number;
  /** Added to the variance; 1e-5 unless set. */
  eps?: number;
  /** How much of a batch's statistics goes into the running ones; 0.1 unless set. null: they are the mean over all batches so far. */
  momentum?: number | null;
  /** Whether the result is multiplied by a weight, and a bias added; on unless set. */
  affine?: boolean;
  /** Whether running statistics are kept, for eval(); on unless set. Without them a batch's own are used there too. */
  trackRunningStats?: boolean;
}

/** What `momentum` may be. */
export const MOMENTUM: OptionRule<number | null> = /* @__PURE__ */ made(
  "a number from 0 to 1, or null",
  (value): value is number | null => value === null || (typeof value === "number" && value >= 0 && value <= 1),
);

const RULES: OptionRules<BatchNorm1dOptions> = {
  numFeatures: COUNT,
  eps: POSITIVE,
  momentum: MOMENTUM,
  affine: flag,
  trackRunningStats: flag,
};

/**
 * Batch normalisation: each feature less its mean over all rows of a batch, over its standard deviation.
 *
 *   y = (x - E[x]) / sqrt(Var[x] + eps) * weight + bias
 *
 * While training, mean and variance are those of the batch, over all that is not the last dimension, and running ones follow them:
 * running = (1 - momentum) running + momentum batch, of the variance that divides by n - 1. In eval() the running ones are used.
 * A batch is never cut into chunks then, since a row's result depends on the others (`mixesSamples`): `train()` runs it whole, on the tape.
 * Shapes: x [.., C] -> the same; weight, bias, running_mean and running_var [C], and with `momentum: null` num_batches_tracked []. Those behind
 * the bias are frozen parameters: files have them, and nothing but this layer changes them. Initial values: 1, 0, 0, 1, 0.
 * Throws OptionError for options that are none, ShapeError BATCH_NORM_INPUT when x does not end in C, or has one row while training.
 * Source: Ioffe and Szegedy 2015, arXiv:1502.03167; torch.nn.BatchNorm1d, which has time last in sequences.
 */
export class BatchNorm1d extends Module {
  readonly numFeatures: number;
  readonly eps: number;
  readonly momentum: number | null;
  readonly affine: boolean;
  readonly trackRunningStats: boolean;
  readonly weight: Parameter | undefined;
  readonly bias: Parameter | undefined;
  readonly running_mean: Parameter | undefined;
  readonly running_var: Parameter | undefined;
  readonly num_batches_tracked: Parameter | undefined;

  constructor(options: BatchNorm1dOptions) {
    super();
    checkOptions("BatchNorm1d", options, RULES, ["numFeatures"]);
    const { numFeatures, eps = 1e-5, momentum = 0.1, affine = true, trackRunningStats = true } = options;
    this.numFeatures = numFeatures;
    this.eps = eps;
    this.momentum = momentum;
    this.affine = affine;
    this.trackRunningStats = trackRunningStats;
    const vectors = (affine ? 2 : 0) + (trackRunningStats ? 2 : 0);
    requireRoom("BatchNorm1d", [{ weights: vectors * numFeatures, parameters: vectors + 1 }], ["numFeatures"]);
    const vector = (value: number): [Float32Array, Shape] => [new Float32Array(numFeatures).fill(value), [numFeatures]];
    if (affine) {
      this.weight = new Parameter(...vector(1));
      this.bias = new Parameter(...vector(0));
    }
    if (!trackRunningStats) return;
    this.running_mean = new Statistic(...vector(0));
    this.running_var = new Statistic(...vector(1));
    if (momentum === null) this.num_batches_tracked = new Statistic([0], []);
  }

  /** It does, by the batch's mean and variance. */
  override get mixesSamples(): boolean {
    return true;
  }

  /** (x - E[x]) / sqrt(Var[x] + eps) * weight + bias. */
  forward(x: Tensor): Tensor {
    requireTensor("BatchNorm1d", "x", x);
    const { numFeatures, eps, weight, bias, running_mean, running_var } = this;
    const rows = x.size / numFeatures;
    if (x.shape.length < 2 || x.shape[x.shape.length - 1] !== numFeatures) {
      throw new ShapeError(
        "BATCH_NORM_INPUT",
        "BatchNorm1d",
        `the input ${describeShape(x.shape)} must be [batch, .., numFeatures = ${numFeatures}]`,
        { found: x.shape },
      );
    }
    let normal: Tensor;
    if (running_mean && running_var && !this.training) {
      normal = x.sub(running_mean).div(sqrt(running_var.add(eps)));
    } else {
      const flat = reshape(x, [rows, numFeatures]);
      const average = mean(flat, 0, true);
      const centred = flat.sub(average);
      const variance = mean(centred.mul(centred), 0, true);
      if (this.training) this.#follow(average, variance, rows);
      normal = reshape(centred.div(sqrt(variance.add(eps))), x.shape);
    }
    return weight && bias ? normal.mul(weight).add(bias) : normal;
  }

  /** Moves the running statistics towards those of a batch. */
  #follow(average: Tensor, variance: Tensor, rows: number): void {
    if (rows === 1) {
      throw new ShapeError(
        "BATCH_NORM_INPUT",
        "BatchNorm1d",
        "one row has no variance: while training a batch needs two or more",
      );
    }
    const { running_mean, running_var, num_batches_tracked } = this;
    if (!running_mean || !running_var) return;
    refuseInPlan("BatchNorm1d keeps running statistics while training");
    const share = this.momentum ?? 1 / this.#count(num_batches_tracked!);
    const follow = (running: Parameter, batch: Float32Array, scale: number): void => {
      running.value = running.value.map((value, i) => (1 - share) * value + share * scale * batch[i]);
    };
    follow(running_mean, average.toArray(), 1);
    follow(running_var, variance.toArray(), rows / (rows - 1));
  }

  /** Batches so far, with this one. */
  #count(batches: Parameter): number {
    const count = batches.value[0] + 1;
    batches.value = [count];
    return count;
  }
}

/** A parameter that never learns, also where all of a model's are thawed. */
class Statistic extends Parameter {
  constructor(data: ArrayLike<number>, shape: Shape) {
    super(data, shape);
    this.tracked = false;
  }

  override get statistic(): boolean {
    return true;
  }
  override get requiresGrad(): boolean {
    return false;
  }
  override set requiresGrad(_: boolean) {}
}
