// The optimizer of a fit, its learning rate over the steps, and the average of the weights, as the settings say; what they leave open goes by the network.

import { SegmentNetwork } from "../nn/networks/segment-network.ts";
import {
  Adam,
  AdamW,
  AveragedModel,
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
import type { ForecasterNetwork } from "../segments/segment-options.ts";
import { SEGMENT_TRAINING, segmentSchedule } from "../segments/segment-training.ts";
import type { Parameter } from "../tensor/index.ts";
import type { TrainOptions } from "../training/index.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";
import type { OptimizerName, ScheduleName } from "./settings/training-settings.ts";

type Rates = { readonly learningRate: number; readonly weightDecay: number };

const OPTIMIZERS: Readonly<Record<OptimizerName, (parameters: Parameter[], rates: Rates) => Optimizer>> = {
  adam: (parameters, rates) => new Adam(parameters, rates),
  adamw: (parameters, rates) => new AdamW(parameters, rates),
  sgd: (parameters, rates) => new SGD(parameters, { ...rates, momentum: 0.9 }),
};

/** What the courses of the rate go by: settings, and how many steps there are in an epoch and in all of them. */
interface Course extends ForecasterSettings {
  readonly batches: number;
  readonly steps: number;
}

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
  plateau: ({ learningRate, patience, scheduleDecay: factor = 0.5, scheduleEvery = Math.floor(patience / 2) }) =>
    reduceLROnPlateau({ learningRate, factor, patience: scheduleEvery }),
};

function byEpoch(schedule: Schedule, batches: number): Schedule {
  return (step, losses) => schedule(Math.floor(step / batches), losses);
}

/** A schedule by steps, after a warm-up where there is one. */
function scheduleOf(settings: ForecasterSettings, name: ScheduleName, batches: number): Schedule {
  const { learningRate, epochs, warmUp = 0 } = settings;
  const steps = epochs * batches;
  const rising = Math.min(Math.round(warmUp * batches), steps - 1);
  const schedule = SCHEDULES[name]({ ...settings, batches, steps: steps - rising });
  if (rising < 1) return schedule;
  const rises = linearLR({ learningRate, startFactor: 1 / rising, totalIters: rising });
  return sequentialLR({ schedules: [rises, schedule], milestones: [rising] });
}

/** The parts of `train()` that the settings say. `batches`: of an epoch. A fit for fewer epochs than the settings have is the beginning of one for all. */
export function fitTraining(
  network: ForecasterNetwork,
  settings: ForecasterSettings,
  batches: number,
): Pick<TrainOptions, "optimizer" | "schedule" | "scheduleBy" | "average"> {
  const { learningRate, epochs, optimizer, schedule } = settings;
  const own = network instanceof SegmentNetwork ? SEGMENT_TRAINING : undefined;
  const { weightDecay = optimizer === undefined ? (own?.weightDecay ?? 0) : 0, average = own?.average ?? 0 } = settings;
  const course =
    schedule !== undefined
      ? scheduleOf(settings, schedule, batches)
      : own && segmentSchedule({ learningRate, steps: epochs * batches });
  return {
    optimizer: OPTIMIZERS[optimizer ?? own?.optimizer ?? "adam"](network.parameters(), { learningRate, weightDecay }),
    ...(course && { schedule: course, scheduleBy: "step" }),
    ...(average > 0 && { average: new AveragedModel(network, { decay: average }) }),
  };
}
