// A pretrained network trained further on one's own rows: a copy of it, whose untrained state is the first candidate.

import { Generator, withSeed } from "../core/random.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import { AdamW } from "../optim/index.ts";
import { setWeights, weightsOf } from "../training/best-weights.ts";
import { type EndedTraining, type Epoch, type TrainingState, type TrainOptions, train } from "../training/index.ts";
import type { PretrainedSource } from "../zero-shot/pretrained-source.ts";
import { TUNING_PART, type TuningEpoch } from "./tuning-epochs.ts";
import { tuningLoss } from "./tuning-loss.ts";
import type { TuningWindows } from "./tuning-windows.ts";

// Chosen on rows before the test rows: of .00003, .0001, .0002 and .0003 the last took off most on M4 Hourly, and on five files as much as the others.
const LEARNING_RATE = 3e-4;
const WEIGHT_DECAY = 1e-4;
const CLIP_NORM = 1;
const PATIENCE = 3;
/** Epochs, at most. */
export const TUNING_EPOCHS = 12;

/** What a course is started with beside its windows. */
interface TuningOptions extends Pick<TrainOptions, "signal" | "threads" | "checkpoint"> {
  readonly seed: number;
  readonly epochs: number;
  /** Whether the epoch is chosen on validation windows; all are run where it is not. */
  readonly chooses: boolean;
  /** A state of this training. */
  readonly resume: TrainingState | undefined;
}

export class TuningCourse {
  readonly #network: SeasonNetwork;
  readonly #optimizer: AdamW;
  readonly #epochs: ReturnType<typeof train>;
  readonly #done: Epoch[];
  #ended: EndedTraining | undefined;

  /** The source is left as it is. Throws OptionError TRAIN_RESUME for a state that does not fit. */
  constructor(
    source: PretrainedSource,
    windows: TuningWindows,
    { seed, epochs, chooses, checkpoint, resume, ...options }: TuningOptions,
  ) {
    this.#network = withSeed(0, () => new SeasonNetwork(source.options));
    setWeights(this.#network, source.weights);
    const parameters = { learningRate: LEARNING_RATE, weightDecay: WEIGHT_DECAY };
    this.#optimizer = new AdamW(this.#network.parameters(), parameters);
    const generator = new Generator(seed);
    try {
      this.#epochs = train({
        model: this.#network,
        optimizer: this.#optimizer,
        loss: tuningLoss,
        batches: (epoch) => windows.shuffled(generator, epoch),
        ...(chooses && { validation: () => windows.validating(), untrained: true, patience: PATIENCE }),
        epochs,
        clipNorm: CLIP_NORM,
        seed,
        ...(checkpoint && {
          checkpoint: { ...checkpoint, save: (state) => checkpoint.save({ ...state, part: TUNING_PART }) },
        }),
        ...(resume && { resume }),
        ...options,
      });
    } catch (error) {
      this.dispose();
      throw error;
    }
    this.#done = [...(resume?.history ?? [])];
  }

  /** What came of it, also where it was ended early; undefined before, and where it failed. */
  get ended(): EndedTraining | undefined {
    return this.#ended;
  }

  /** Trains; its memory is given back when it ends. */
  async *run(): AsyncGenerator<TuningEpoch, void, undefined> {
    let failed = false;
    try {
      for await (const epoch of this.#epochs) {
        this.#done.push(epoch);
        yield { ...epoch, tunes: true };
      }
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      // Also where its loop was left: the best weights are back by now.
      if (!failed) this.#ended = this.#keep();
      this.dispose();
    }
  }

  dispose(): void {
    this.#network.dispose();
    this.#optimizer.dispose();
  }

  #keep(): EndedTraining {
    const kept = this.#done.findLast((epoch) => epoch.best);
    return { history: this.#done, bestEpoch: kept?.epoch ?? 0, weights: weightsOf(this.#network) };
  }
}
