// Optimizers and courses of the learning rate, as settings name them.

import {
  Adam,
  AdamW,
  cosineAnnealingLR,
  exponentialLR,
  linearLR,
  type Optimizer,
  oneCycleLR,
  reduceLROnPlateau,
  type Schedule,
  SGD,
  sequentialLR,
  stepLR,
} from "../optim/index.ts";
import type { Parameter } from "../tensor/index.ts";
import type { OptimizerName, ScheduleName, TrainingOptions } from "./settings/training-settings.ts";

type Rates = { readonly learningRate: number; readonly weightDecay: number };

/** The optimizers by their names. */
export const OPTIMIZERS: Readonly<Record<OptimizerName, (parameters: Parameter[], rates: Rates) => Optimizer>> = {
  adam: (parameters, rates) => new Adam(parameters, rates),
  adamw: (parameters, rates) => new AdamW(parameters, rates),
  sgd: (parameters, rates) => new SGD(parameters, { ...rates, momentum: 0.9 }),
};

/** The settings that a course of the rate goes by. */
interface RateSettings extends TrainingOptions {
  readonly learningRate: number;
  readonly epochs: number;
  readonly patience?: number;
}

/** These, and how many steps there are in an epoch and in all of them. */
interface Course extends RateSettings {
  readonly batches: number;
  readonly steps: number;
}

/** Epochs that a plateau is waited for where there is no patience. */
const WAITED = 5;

const SCHEDULES: Readonly<Record<ScheduleName, (course: Course) => Schedule>> = {
  constant:
    ({ learningRate }) =>
    () =>
      learningRate,
  step: ({ learningRate, epochs, batches, scheduleDecay: gamma, scheduleEvery = Math.ceil(epochs / 3) }) =>
    byEpoch(stepLR({ learningRate, stepSize: scheduleEvery, gamma }), batches),
  exponential: ({ learningRate, batches, scheduleDecay: gamma = 0.95 }) =>
    byEpoch(exponentialLR({ learningRate, gamma }), batches),
  cosine: ({ learningRate, steps }) => cosineAnnealingLR({ learningRate, tMax: steps }),
  oneCycle: ({ learningRate: maxLR, steps }) => oneCycleLR({ maxLR, totalSteps: steps }),
  plateau: ({ learningRate, patience = 2 * WAITED, scheduleDecay: factor = 0.5, scheduleEvery }) =>
    reduceLROnPlateau({ learningRate, factor, patience: scheduleEvery ?? Math.floor(patience / 2) }),
};

function byEpoch(schedule: Schedule, batches: number): Schedule {
  return (step, losses) => schedule(Math.floor(step / batches), losses);
}

/** A schedule by steps, after a warm-up where there is one. `batches`: of an epoch. */
export function scheduleOf(settings: RateSettings, name: ScheduleName, batches: number): Schedule {
  const { learningRate, epochs, warmUp = 0 } = settings;
  const steps = epochs * batches;
  const rising = Math.min(Math.round(warmUp * batches), steps - 1);
  const schedule = SCHEDULES[name]({ ...settings, batches, steps: steps - rising });
  if (rising < 1) return schedule;
  const rises = linearLR({ learningRate, startFactor: 1 / rising, totalIters: rising });
  return sequentialLR({ schedules: [rises, schedule], milestones: [rising] });
}
