// The training of the network of many series.

import { OptionError } from "../../core/errors.ts";
import { Generator, withSeed } from "../../core/random.ts";
import { OPTIMIZERS, scheduleOf } from "../../forecast/rate-courses.ts";
import { l1Loss } from "../../nn/index.ts";
import type { SegmentNetworkOptions } from "../../nn/networks/segment-network.ts";
import { AveragedModel } from "../../optim/index.ts";
import { SEGMENT_TRAINING, segmentSchedule } from "../../segments/segment-training.ts";
import { type Epoch, type TrainingResult, type TrainingState, train } from "../../training/index.ts";
import { metricsWhere } from "../../training/metrics.ts";
import { counted } from "../../words/counted.ts";
import type { GlobalFitOptions } from "../layout/global-fit-options.ts";
import type { GlobalLayout, GlobalShape } from "../layout/global-layout.ts";
import { type GlobalSettings, trainsNetwork } from "../layout/global-options.ts";
import { type SeriesWindow, WindowSampler, windowBatch, windowForm } from "../layout/series-windows.ts";
import { MemberNetworks } from "./member-networks.ts";

/** Validation windows of all series after each epoch, at most. */
const MOST_VALIDATION = 4000;
const VALIDATION_BATCH = 256;

/** What each of the networks of these settings is made of, and how many there are. */
export function networkOptions(
  settings: GlobalSettings,
  shape: Omit<GlobalShape, "seasons">,
): { readonly options: SegmentNetworkOptions; readonly count: number } {
  // Without a network there is the smallest one, so that all forecasters have one.
  const none = !trainsNetwork(settings) && {
    cell: "rnn" as const,
    hiddenSize: 1,
    dropout: 0,
    skip: false,
    members: 1,
  };
  const { cell, hiddenSize, dropout, skip, members } = { ...settings, ...none };
  const { lookback, segmentRows, anchorSeason } = shape;
  const options = {
    ...{ cell, inputSize: 1, hiddenSize, numLayers: 1, dropout, lookback, horizon: settings.horizon },
    ...{ segmentRows, targetColumn: 0, skip, anchorSeason },
  };
  return { options, count: members };
}

/** The networks of these settings, with weights that are drawn. */
export function buildNetworks(settings: GlobalSettings, shape: Omit<GlobalShape, "seasons">): MemberNetworks {
  const { options, count } = networkOptions(settings, shape);
  return withSeed(settings.seed, () => new MemberNetworks(options, count));
}

/** Trains, and yields the epochs. `epochs`: of those that the settings have, the rates of which it keeps. */
export function trainNetworks(
  networks: MemberNetworks,
  settings: GlobalSettings,
  layout: GlobalLayout,
  {
    signal,
    threads,
    onStep,
    metrics,
    checkpoint,
    resume,
    epochs = settings.epochs,
  }: GlobalFitOptions & { epochs?: number },
): AsyncGenerator<Epoch, TrainingResult, undefined> {
  const { steps, batchSize, members, learningRate, clipNorm, seed, mode, patience, optimizer, schedule } = settings;
  if (resume) requireSameSteps(resume, steps);
  const { weightDecay = optimizer === undefined ? SEGMENT_TRAINING.weightDecay : 0 } = settings;
  const sampler = new WindowSampler(layout.series, new Generator(seed));
  const form = windowForm(settings, layout);
  const validation = validationWindows(layout);
  return train({
    model: networks,
    optimizer: OPTIMIZERS[optimizer ?? SEGMENT_TRAINING.optimizer](networks.parameters(), {
      learningRate,
      weightDecay,
    }),
    schedule:
      schedule === undefined
        ? segmentSchedule({ learningRate, steps: settings.epochs * steps })
        : scheduleOf(settings, schedule, steps),
    scheduleBy: "step",
    ...(settings.average > 0 && { average: new AveragedModel(networks, { decay: settings.average }) }),
    loss: l1Loss,
    batches: function* (epoch) {
      for (let step = 0; step < steps; step++) {
        yield windowBatch(sampler.draw((epoch - 1) * steps + step, batchSize), form, members);
      }
    },
    ...metricsWhere(validation.length > 0, metrics),
    ...(validation.length > 0 && {
      validation: function* () {
        for (let from = 0; from < validation.length; from += VALIDATION_BATCH) {
          yield windowBatch(validation.slice(from, from + VALIDATION_BATCH), form, members);
        }
      },
      ...(patience !== undefined && { patience }),
    }),
    ...{ epochs, clipNorm, signal, threads, onStep, mode, seed, checkpoint, resume },
  });
}

/** Every so many-th of the validation windows of all series. */
function validationWindows({ series }: GlobalLayout): SeriesWindow[] {
  const windows = series.reduce((sum, { validation }) => sum + validation.length, 0);
  const every = Math.max(1, Math.ceil(windows / MOST_VALIDATION));
  const found: SeriesWindow[] = [];
  let at = 0;
  for (const { values, unit, validation } of series) {
    for (; at < validation.length; at += every) found.push({ values, unit, origin: validation[at] });
    at -= validation.length;
  }
  return found;
}

/** Throws OptionError FIT_RESUME when a state was made with another number of steps an epoch. */
function requireSameSteps({ step, batch, epoch }: TrainingState, steps: number): void {
  if (batch <= steps && step === (epoch - 1) * steps + batch) return;
  throw new OptionError(
    "FIT_RESUME",
    "fit",
    `the state to resume from does not fit: it has ${counted(step, "step")} up to batch ${batch} of epoch ${epoch}, but an epoch has ${counted(steps, "step")}`,
    { remedies: ["resume with the series and settings that it was made with"] },
  );
}
