// How a SegmentNetwork is trained where nothing else is asked for: AdamW, a warm-up and half a cosine, and an average of the weights.

import { cosineAnnealingLR, linearLR, type Schedule, sequentialLR } from "../optim/index.ts";

/** How much of the average of the weights is kept at each step, and the optimizer's weight decay. */
export const SEGMENT_TRAINING = { optimizer: "adamw", weightDecay: 1e-4, average: 0.99 } as const;
const WARM_UP = 50;
const LEAST_RATE = 1e-5;

/** The rates of the steps. `steps`: those of all epochs, at most; a refit that ends before has the same rates. */
export function segmentSchedule({
  learningRate,
  steps,
}: {
  readonly learningRate: number;
  readonly steps: number;
}): Schedule {
  const warmUp = Math.max(1, Math.min(WARM_UP, Math.floor(steps / 4)));
  const rises = linearLR({ learningRate, startFactor: 1 / warmUp, totalIters: warmUp });
  const falls = cosineAnnealingLR({
    learningRate,
    tMax: Math.max(1, steps - warmUp),
    etaMin: Math.min(LEAST_RATE, learningRate),
  });
  return sequentialLR({ schedules: [rises, falls], milestones: [warmUp] });
}
