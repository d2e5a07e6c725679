// The optimizer of a fit, its learning rate over the steps, and the average of the weights, as the settings say; what they leave open goes by the network.

import { SegmentNetwork } from "../nn/networks/segment-network.ts";
import { AveragedModel, type Optimizer } from "../optim/index.ts";
import type { ForecasterNetwork } from "../segments/segment-options.ts";
import { SEGMENT_TRAINING, segmentSchedule } from "../segments/segment-training.ts";
import type { TrainOptions } from "../training/index.ts";
import { OPTIMIZERS, scheduleOf } from "./rate-courses.ts";
import type { ForecasterSettings } from "./settings/forecaster-options.ts";

/** The parts of `train()` that the settings say, and in their place those that a network of a program's own brought along, `given`. `batches`: of an epoch. A fit for fewer epochs than the settings have is the beginning of one for all. */
export function fitTraining(
  network: ForecasterNetwork,
  settings: ForecasterSettings,
  batches: number,
  given: Pick<TrainOptions, "schedule" | "scheduleBy" | "average"> & { readonly optimizer?: Optimizer } = {},
): Pick<TrainOptions, "optimizer" | "schedule" | "scheduleBy" | "average"> {
  const { learningRate, epochs, optimizer, schedule } = settings;
  const own = network instanceof SegmentNetwork ? SEGMENT_TRAINING : undefined;
  const { weightDecay = optimizer === undefined ? (own?.weightDecay ?? 0) : 0, average = own?.average ?? 0 } = settings;
  const course =
    schedule !== undefined
      ? scheduleOf(settings, schedule, batches)
      : own && segmentSchedule({ learningRate, steps: epochs * batches });
  return {
    optimizer:
      given.optimizer ??
      OPTIMIZERS[optimizer ?? own?.optimizer ?? "adam"](network.parameters(), { learningRate, weightDecay }),
    ...(given.schedule
      ? { schedule: given.schedule, scheduleBy: given.scheduleBy }
      : course && { schedule: course, scheduleBy: "step" }),
    ...(given.average
      ? { average: given.average }
      : average > 0 && { average: new AveragedModel(network, { decay: average }) }),
  };
}
