// How far back each network learns: one is trained for each distance, and tested on sequences that it has not seen.

import { Adam, type Batch, crossEntropyLoss, type Mode, noGrad, TrainingError, withMode, withSeed } from "recurra";
import { counted } from "recurra/words";
import type { LabContext, LabProgress } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { measureGradients } from "./norms.ts";
import type { NetworksNow } from "./now.ts";
import { SequenceReader, type Subject } from "./subjects.ts";
import { makeRecall, SYMBOLS } from "./tasks.ts";

/** Training steps that count as an epoch: every step has sequences of its own. */
export const STEPS_PER_EPOCH = 50;
export const TEST_SEQUENCES = 500;

interface DistanceSettings {
  readonly hidden: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly clip: number;
  readonly gain: number;
  readonly seed: number;
}

/** One network, trained for one distance. */
export interface Learned {
  readonly distance: number;
  readonly seed: number;
  /** Share of the test sequences whose first symbol it names. */
  readonly accuracy: number;
  /** |dLoss/dh_t| at every step, before and after training. */
  readonly normsBefore: Float64Array;
  readonly normsAfter: Float64Array;
  /** Training ended early because a loss or gradient was no finite number. */
  readonly diverged: boolean;
}

/** The share of rows whose largest logit is that of their class. */
function measureAccuracy(model: SequenceReader, { x, y }: Batch, mode: Mode): number {
  const logits = withMode(mode, () => noGrad(() => model.forward(x).toArray()));
  const classes = y.toArray();
  const right = classes.filter((wanted, b) => {
    const row = logits.subarray(b * SYMBOLS, (b + 1) * SYMBOLS);
    return row.indexOf(Math.max(...row)) === wanted;
  });
  return right.length / classes.length;
}

/**
 * Trains one network to name the first symbol after `distance` others. Step 0 of the random sequences is the test. Where networks are
 * watched, `now` has this one until it shows another, and frees it.
 */
export async function* learnDistance(
  subject: Subject,
  distance: number,
  settings: DistanceSettings,
  context: LabContext,
  now?: NetworksNow,
): AsyncGenerator<LabProgress, Learned, undefined> {
  const { hidden, epochs, batch, learningRate, clip, gain, seed } = settings;
  const { mode = "strict" } = context;
  const recurrent = () => subject.make(SYMBOLS + 1, hidden);
  const model = withSeed(seed, () => new SequenceReader(recurrent(), hidden, SYMBOLS)).scaleRecurrent(gain);
  now?.learn(subject, model, distance, seed);
  const test = makeRecall(TEST_SEQUENCES, distance, seed);
  const probe = makeRecall(batch, distance, seed);
  function* sequences(epoch: number): Iterable<Batch> {
    for (let i = 1; i <= STEPS_PER_EPOCH; i++)
      yield makeRecall(batch, distance, seed, (epoch - 1) * STEPS_PER_EPOCH + i);
  }
  try {
    const { norms: normsBefore } = measureGradients(model, probe, crossEntropyLoss, mode);
    let diverged = false;
    try {
      yield* trainPhase(
        `${subject.name}, ${counted(distance, "step")} back, seed ${seed}`,
        {
          model,
          optimizer: new Adam(model.parameters(), { learningRate }),
          loss: crossEntropyLoss,
          batches: sequences,
          epochs,
          clipNorm: clip,
          seed,
        },
        context,
      );
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
      diverged = true;
    }
    const { norms: normsAfter } = measureGradients(model, probe, crossEntropyLoss, mode);
    return { distance, seed, accuracy: measureAccuracy(model, test, mode), normsBefore, normsAfter, diverged };
  } finally {
    if (now === undefined) model.dispose();
  }
}
