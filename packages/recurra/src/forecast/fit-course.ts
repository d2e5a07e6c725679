// The course of a fit: from a layout to a network that is trained, epoch by epoch, and to what is kept of it, however it ends.

import { Generator, withSeed } from "../core/random.ts";
import type { Series } from "../data/index.ts";
import { huberLoss, l1Loss, mseLoss } from "../nn/index.ts";
import type { ForecastNetwork } from "../nn/networks/forecast-network.ts";
import { Adam } from "../optim/index.ts";
import { type Epoch, type TrainingResult, type TrainOptions, train } from "../training/index.ts";
import { checkCheckpoint } from "../training/options.ts";
import { shuffledBatches, validationBatches } from "./fit-batches.ts";
import { type FitLayout, requireSameBatches, summariseFit } from "./fit-layout.ts";
import type { FitOptions } from "./fit-options.ts";
import { buildNetwork, type Fitted } from "./fitted.ts";
import { ForecastWindows } from "./forecast-windows.ts";
import { type ForecasterSettings, resolveOptions } from "./forecaster-options.ts";
import { type TrainingColumn, WindowNormaliser } from "./window-normaliser.ts";

const LOSSES = { huber: huberLoss, l1: l1Loss, mse: mseLoss } as const;

/** A fit under way. */
export class FitCourse {
  readonly #series: Series;
  readonly #layout: FitLayout;
  readonly #normaliser: WindowNormaliser;
  readonly #network: ForecastNetwork;
  readonly #optimizer: Adam;
  readonly #epochs: ReturnType<typeof train>;
  readonly #done: Epoch[];
  #fitted: Fitted | undefined;

  /** Throws for options that cannot be used, and for a state to resume from that does not fit. */
  constructor(own: ForecasterSettings, series: Series, layout: FitLayout, options: FitOptions) {
    const settings = resolveOptions({ ...own, epochs: options.epochs ?? own.epochs });
    const { signal, threads, onStep, checkpoint, resume } = options;
    if (checkpoint) checkCheckpoint(checkpoint);
    if (resume) requireSameBatches(layout, resume);
    this.#series = series;
    this.#layout = layout;
    this.#normaliser = fitNormaliser(settings, series, layout);
    const windows = new ForecastWindows(series, { ...settings, lookback: layout.lookback }, this.#normaliser);
    this.#network = withSeed(settings.seed, () => buildNetwork(settings, layout.lookback, layout.skip));
    const generator = new Generator(settings.seed);
    this.#optimizer = new Adam(this.#network.parameters(), { learningRate: settings.learningRate });
    const validates = layout.validation.length > 0;
    this.#epochs = startTraining({
      model: this.#network,
      optimizer: this.#optimizer,
      loss: LOSSES[settings.loss],
      batches: (epoch) => shuffledBatches(windows, layout, generator, epoch),
      ...(validates ? { validation: () => validationBatches(windows, layout), patience: settings.patience } : {}),
      epochs: settings.epochs,
      clipNorm: settings.clipNorm,
      signal,
      threads,
      onStep,
      mode: settings.mode,
      seed: settings.seed,
      checkpoint,
      resume,
    });
    this.#done = [...(resume?.history ?? [])];
  }

  /** What the epochs made: also when they were ended early, and undefined when training failed. */
  get fitted(): Fitted | undefined {
    return this.#fitted;
  }

  /** Whether there was an epoch. */
  get hasEpochs(): boolean {
    return this.#done.length > 0;
  }

  /** Trains. Ended early, the best epoch so far is kept; failed, the network's memory is given back. */
  async *run(): AsyncGenerator<Epoch, TrainingResult, undefined> {
    let failed = false;
    let whole = false;
    try {
      for (let next = await this.#epochs.next(); ; next = await this.#epochs.next()) {
        if (next.done) {
          whole = next.value.stopped !== "aborted";
          return next.value;
        }
        this.#done.push(next.value);
        yield next.value;
      }
    } catch (error) {
      failed = true;
      this.#network.dispose();
      throw error;
    } finally {
      if (!failed) {
        // Also when the caller leaves its loop early: ending the inner generator puts the best weights back.
        await this.#epochs.return(undefined as never);
        this.#optimizer.dispose();
        this.#fitted = this.#keep(whole);
      }
    }
  }

  #keep(whole: boolean): Fitted {
    const { lookback, skip, bounds } = this.#layout;
    return {
      lookback,
      skip,
      network: this.#network,
      normaliser: this.#normaliser,
      bounds,
      summary: summariseFit(this.#series, this.#layout, this.#done, whole),
      path: undefined,
      share: 1,
    };
  }
}

/** Training, once its state to resume from is known to fit. */
function startTraining(training: TrainOptions): ReturnType<typeof train> {
  try {
    return train(training);
  } catch (error) {
    training.model.dispose();
    throw error;
  }
}

/** The scales of the training rows. */
function fitNormaliser(
  { inputs, target, horizon, anchor }: ForecasterSettings,
  series: Series,
  { trainingRows, lookback }: FitLayout,
): WindowNormaliser {
  const column = (name: string): TrainingColumn => ({
    values: series.column(name).subarray(0, trainingRows),
    anchor: name === target ? anchor : undefined,
  });
  return WindowNormaliser.fit(inputs.map(column), column(target), horizon, lookback + horizon);
}
