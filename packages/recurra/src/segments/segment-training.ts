// How a SegmentNetwork is trained: AdamW, a warm-up and half a cosine, and an average of the weights.

import type { SegmentNetwork } from "../nn/networks/segment-network.ts";
import { AdamW, AveragedModel, cosineAnnealingLR, linearLR, sequentialLR } from "../optim/index.ts";
import type { TrainOptions } from "../training/index.ts";

const WEIGHT_DECAY = 1e-4;
const WARM_UP = 50;
const LEAST_RATE = 1e-5;
const AVERAGE_DECAY = 0.99;

/** The parts of `train()` that are its own. `steps`: those of all epochs, at most; a refit that ends before has the same rates. */
export function segmentTraining(
  network: SegmentNetwork,
  { learningRate, steps }: { readonly learningRate: number; readonly steps: number },
): Pick<TrainOptions, "schedule" | "scheduleBy" | "average"> & { readonly optimizer: AdamW } {
  const warmUp = Math.max(1, Math.min(WARM_UP, Math.floor(steps / 4)));
  const rises = linearLR({ learningRate, startFactor: 1 / warmUp, totalIters: warmUp });
  const falls = cosineAnnealingLR({
    learningRate,
    tMax: Math.max(1, steps - warmUp),
    etaMin: Math.min(LEAST_RATE, learningRate),
  });
  return {
    optimizer: new AdamW(network.parameters(), { learningRate, weightDecay: WEIGHT_DECAY }),
    schedule: sequentialLR({ schedules: [rises, falls], milestones: [warmUp] }),
    scheduleBy: "step",
    average: new AveragedModel(network, { decay: AVERAGE_DECAY }),
  };
}
