// The recipe that the network of recurra/pretrained is trained by: all that its bits depend on beside the series and the library.
import { withSeed } from "recurra";
import { cosineAnnealingLR, linearLR, sequentialLR } from "recurra/optim";
import { PRETRAINED_QUANTILES, SeasonNetwork } from "recurra/pretrained";

export const RECIPE = {
  cell: "gru",
  hiddenSize: 96,
  gates: true,
  skip: true,
  quantiles: PRETRAINED_QUANTILES,
  /** Of the first weights and of the series. */
  seed: 1,
  /** Windows of a batch, and how many of them go forward and backward together: it is a part of the bits, threads are not. */
  batch: 192,
  microBatch: 48,
  learningRate: 2e-3,
  lowestRate: 1e-5,
  weightDecay: 1e-4,
  warmUp: 200,
  clipNorm: 1,
  decay: 0.998,
};

/** Steps of the whole training. */
export const STEPS = 20_000;

/** The network before its first step. */
export function makeNetwork({ seed, cell, hiddenSize, gates, skip, quantiles } = RECIPE) {
  return withSeed(seed, () => new SeasonNetwork({ cell, hiddenSize, gates, skip, quantiles: quantiles.length }));
}

/** The learning rate of each of so many steps: up a line, then down half a wave. */
export function scheduleOf(steps, { learningRate, lowestRate, warmUp } = RECIPE) {
  const rise = Math.min(warmUp, Math.ceil(steps / 3));
  return sequentialLR({
    schedules: [
      linearLR({ learningRate, startFactor: 1 / 200, totalIters: rise }),
      cosineAnnealingLR({ learningRate, tMax: Math.max(1, steps - rise), etaMin: lowestRate }),
    ],
    milestones: [rise],
  });
}
