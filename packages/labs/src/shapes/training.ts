// How every network of the shapes is trained: batches in a new random order each epoch, Adam, clipped gradients.
import { Adam, type Batch, type Shape, type Tensor, type TrainOptions, tensor } from "recurra";
import { Generator } from "recurra/core";
import type { LabContext, LabProgress } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import type { NetworkSettings } from "../network/network.ts";
import type { ShapesSettings } from "./settings.ts";

/** Inputs and targets, sample by sample: the first dimension of both shapes counts the samples. */
export interface Samples {
  readonly x: Float32Array;
  readonly xShape: Shape;
  readonly y: Float32Array;
  readonly yShape: Shape;
}

/** All samples as one batch, in their order. */
export function joinSamples({ x, xShape, y, yShape }: Samples): Batch {
  return { x: tensor(x, xShape), y: tensor(y, yShape) };
}

/** `count` samples from number `from` on. */
export function takeSamples({ x, xShape, y, yShape }: Samples, from: number, count: number): Samples {
  const part = (values: Float32Array, [all]: Shape): Float32Array =>
    values.subarray((from * values.length) / all, ((from + count) * values.length) / all);
  const shape = ([, ...rest]: Shape): Shape => [count, ...rest];
  return { x: part(x, xShape), xShape: shape(xShape), y: part(y, yShape), yShape: shape(yShape) };
}

/** All samples in batches of at most `size`, in an order that each epoch has of its own. */
export function shuffleBatches({ x, xShape, y, yShape }: Samples, size: number, seed: number, epoch: number): Batch[] {
  const order = new Generator(seed).stream("shapes shuffle", epoch).permutation(xShape[0]);
  const picked = (values: Float32Array, [count, ...rest]: Shape, which: Uint32Array): Tensor => {
    const width = values.length / count;
    const out = new Float32Array(which.length * width);
    which.forEach((sample, i) => {
      out.set(values.subarray(sample * width, (sample + 1) * width), i * width);
    });
    return tensor(out, [which.length, ...rest]);
  };
  const batches: Batch[] = [];
  for (let from = 0; from < order.length; from += size) {
    const which = order.subarray(from, from + size);
    batches.push({ x: picked(x, xShape, which), y: picked(y, yShape, which) });
  }
  return batches;
}

/** What is made small: a mean loss of what the network's forward(x) gives, or that of a whole step. */
type Goal = Pick<TrainOptions, "loss" | "step">;

/** Trains a network on samples. */
export async function* learn(
  phase: string,
  model: TrainOptions["model"],
  samples: Samples,
  goal: Goal,
  settings: ShapesSettings,
  context: LabContext,
): AsyncGenerator<LabProgress, void, undefined> {
  const { epochs, batch, learningRate, seed } = settings;
  yield* trainPhase(
    phase,
    {
      model,
      optimizer: new Adam(model.parameters(), { learningRate }),
      batches: (epoch) => shuffleBatches(samples, batch, seed, epoch),
      ...goal,
      epochs,
      clipNorm: 1,
      seed,
    },
    context,
  );
}

/** One layer of one direction, as most shapes have it. */
export function describeLayer({ cell, hidden }: ShapesSettings): NetworkSettings {
  return { cell, hidden, layers: 1, bidirectional: false, dropout: 0 };
}
