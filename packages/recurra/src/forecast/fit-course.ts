// The course of a fit: from a layout to a network that is trained, epoch by epoch, and to what is kept of it, however it ends.

import type { AheadScales } from "../ahead/ahead-scales.ts";
import { Generator, withSeed } from "../core/random.ts";
import type { Series } from "../data/index.ts";
import type { Optimizer } from "../optim/index.ts";
import type { ForecasterNetwork } from "../segments/segment-options.ts";
import { type Epoch, type TrainingResult, type TrainOptions, type TrainStep, train } from "../training/index.ts";
import { metricsWhere } from "../training/metrics.ts";
import { checkCheckpoint } from "../training/options.ts";
import { lookAtFit } from "./fit-look.ts";
import { LOSSES, stepOf, withForcing } from "./fit-loss.ts";
import { fitAhead, fitNormaliser } from "./fit-scales.ts";
import { fitTraining } from "./fit-training.ts";
import { buildNetwork, type Fitted } from "./fitted.ts";
import { buildGiven, lossOfRows } from "./given-network.ts";
import { HeldOut } from "./held-out.ts";
import { shuffledBatches, validationBatches } from "./layout/fit-batches.ts";
import { type FitLayout, requireSameBatches, summariseFit } from "./layout/fit-layout.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import { withLooks } from "./settings/fit-step.ts";
import { type ForecasterSettings, hasNetwork, resolveOptions } from "./settings/forecaster-options.ts";
import { type BuildNetwork, partsGiven } from "./settings/network-options.ts";
import { forcedShare } from "./settings/seq2seq-options.ts";
import { ForecastWindows } from "./windows/forecast-windows.ts";
import type { WindowNormaliser } from "./windows/window-normaliser.ts";

/** A fit under way. */
export class FitCourse {
  readonly #series: Series;
  readonly #layout: FitLayout;
  readonly #normaliser: WindowNormaliser;
  readonly #ahead: AheadScales | undefined;
  readonly #network: ForecasterNetwork;
  /** The parts of training that a network of a program's own brought along. */
  readonly #given: readonly string[];
  readonly #optimizer: Optimizer;
  readonly #epochs: ReturnType<typeof train>;
  readonly #done: Epoch[];
  /** Whether there is a network to train. */
  readonly #trains: boolean;
  #fitted: Fitted | undefined;
  #begun = false;

  /** `trains`: whether the network is to be asked of anything; `network` builds it where it is the program's own. Throws for options that cannot be used, and for a state to resume from that does not fit. */
  constructor(
    own: ForecasterSettings,
    series: Series,
    layout: FitLayout,
    options: FitOptions,
    trains = true,
    network?: BuildNetwork,
  ) {
    const settings = resolveOptions({ ...own, epochs: options.epochs ?? own.epochs });
    const { signal, threads, onStep, checkpoint, resume, metrics } = options;
    if (checkpoint) checkCheckpoint(checkpoint);
    if (resume) requireSameBatches(layout, resume);
    this.#series = series;
    this.#layout = layout;
    this.#normaliser = fitNormaliser(settings, series, layout);
    this.#ahead = fitAhead(settings, series, layout);
    const shape = { ...settings, lookback: layout.lookback };
    const windows = new ForecastWindows(series, shape, this.#normaliser, this.#ahead);
    const batches = Math.ceil(layout.epochWindows / layout.batchSize);
    const given = network && buildGiven(network, own, { lookback: layout.lookback, batches });
    this.#given = given ? partsGiven(given) : [];
    this.#network =
      given?.model ?? withSeed(settings.seed, () => buildNetwork({ ...settings, ...layout, ...layout.segments }));
    const loss = given ? lossOfRows(given.loss ?? LOSSES[settings.loss], settings) : LOSSES[settings.loss];
    const looked = { network: this.#network, loss, settings, series, layout, windows };
    const look = (window: number) => lookAtFit(looked, window);
    const generator = new Generator(settings.seed);
    const { optimizer, ...course } = fitTraining(this.#network, own, batches, given);
    this.#optimizer = optimizer;
    this.#trains = trains && hasNetwork(settings);
    const validates = layout.validation.length > 0;
    const heldOut = new HeldOut(series, settings, layout, {
      ...{ lookback: layout.lookback, normaliser: this.#normaliser, ahead: this.#ahead, network: this.#network },
      ...(course.average && { average: course.average }),
    });
    this.#epochs = startTraining(this.#trains, {
      ...course,
      model: this.#network,
      optimizer,
      ...(given ? { loss } : stepOf(this.#network, LOSSES[settings.loss])),
      batches: (epoch) =>
        withForcing(
          shuffledBatches(windows, layout, generator, epoch),
          (epoch - 1) * batches,
          forcedShare(own, own.epochs * batches),
        ),
      ...metricsWhere(validates, metrics),
      ...(validates && {
        validation: () => validationBatches(windows, layout),
        patience: settings.patience,
        untrained: settings.untrained,
      }),
      epochs: settings.epochs,
      clipNorm: settings.clipNorm,
      signal,
      threads,
      ...(onStep && { onStep: (step: TrainStep) => onStep(withLooks(step, this.#network, heldOut, look)) }),
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

  /** Whether there was an epoch, or none is needed. */
  get isUsable(): boolean {
    return this.#done.length > 0 || !this.#trains;
  }

  /** Where it was not begun: keeps what needs no training, and gives the network's memory back where there is nothing to keep. */
  async leave(): Promise<void> {
    if (this.#begun) return;
    if (this.#trains) this.#network.dispose();
    else await this.run().next();
  }

  /** Trains. Ended early, the best epoch so far is kept; failed, the network's memory is given back. */
  async *run(): AsyncGenerator<Epoch, TrainingResult, undefined> {
    this.#begun = true;
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
    const { lookback, skip, segments, bounds } = this.#layout;
    return {
      lookback,
      skip,
      ...(segments && { segments }),
      network: this.#network,
      normaliser: this.#normaliser,
      ahead: this.#ahead,
      bounds,
      summary: {
        ...summariseFit(this.#series, this.#layout, this.#done, whole),
        ...(this.#given.length > 0 && { own: this.#given }),
      },
      path: undefined,
      share: 1,
    };
  }
}

/** Training, once its state to resume from is known to fit. */
function startTraining(trains: boolean, training: TrainOptions): ReturnType<typeof train> {
  try {
    return trains ? train(training) : trainNothing(training);
  } catch (error) {
    training.model.dispose();
    throw error;
  }
}

/** No epoch, for a forecaster without a network. */
// biome-ignore lint/correctness/useYield: it has nothing to yield
async function* trainNothing({ signal }: TrainOptions): AsyncGenerator<Epoch, TrainingResult, undefined> {
  const stopped = signal?.aborted ? "aborted" : "finished";
  return { stopped, epochs: 0, bestEpoch: 0, bestLoss: Number.NaN, threads: 1, history: [] };
}
