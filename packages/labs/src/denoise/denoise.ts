// Denoising: a recurrent network reads a noisy wave step by step and says, at each step, where the clean wave is.
//
//   noisy x_0 ... x_99  ->  GRU of 30 units  ->  Linear 30 -> 1  ->  tanh  ->  clean y_0 ... y_99
import {
  Adam,
  type Architecture,
  type Batch,
  Linear,
  l1Loss,
  Module,
  noGrad,
  Tanh,
  type Tensor,
  tensor,
  withMode,
  withSeed,
} from "recurra";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab.ts";
import { modelFile, parameterCount, sequence } from "../model-file.ts";
import { checkNetwork, describeNetwork, makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network.ts";
import { count, networkOptions, number, type SettingsOf, trainingOptions } from "../options.ts";
import { trainPhase } from "../phase.ts";
import { Turns } from "../turns.ts";
import { LENGTH, makeSinusoids, type Sequences, takeSequences } from "./data.ts";
import { applyFilter, chooseFilters } from "./filters.ts";
import { denoiseReport, denoiseResults, denoiseSummary } from "./report.ts";
import { scoreCleaning } from "./score.ts";

const options = {
  ...networkOptions({ cell: "gru", hidden: 30, layers: 1 }),
  ...trainingOptions({ epochs: 100, batch: 300, learningRate: 3e-4 }),
  train: count(8000, "n", "sequences to learn from"),
  test: count(4000, "n", "sequences to test with"),
  noise: number(0.35, "size", "noise is drawn evenly from -size to size", { open: true }),
};

export type DenoiseSettings = SettingsOf<typeof options>;

/** x [B, T, 1] -> [B, T, 1], a number in (-1, 1) for every step. */
export class Denoiser extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly decoder: Linear;

  constructor(settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(1, settings);
    this.decoder = new Linear({ inFeatures: settings.hidden * this.recurrent.directions, outFeatures: 1 });
  }

  /** The same network out of layers of the library. */
  get architecture(): Architecture {
    return sequence({ recurrent: this.recurrent, decoder: this.decoder, tanh: new Tanh() });
  }

  forward(x: Tensor): Tensor {
    const { output } = this.recurrent.forward(x); // [B, T, H]
    return this.decoder.forward(output).tanh(); // [B, T, 1]
  }
}

/** Sequences as batches of at most `size`, in their order. */
function cutBatches(sequences: Sequences, size: number): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < sequences.count; from += size) {
    const { count, noisy, clean } = takeSequences(sequences, from, Math.min(from + size, sequences.count));
    batches.push({ x: tensor(noisy, [count, LENGTH, 1]), y: tensor(clean, [count, LENGTH, 1]) });
  }
  return batches;
}

/** What the network makes of noisy sequences, [count * LENGTH]; a few at a time, which stay in the processor's cache. */
async function cleanSequences(
  model: Denoiser,
  sequences: Sequences,
  { mode = "strict", signal }: LabContext,
): Promise<Float32Array> {
  const turns = new Turns(signal);
  const out = new Float32Array(sequences.noisy.length);
  let at = 0;
  for (const { x } of cutBatches(sequences, 100)) {
    await turns.next();
    const piece = withMode(mode, () => noGrad(() => model.forward(x).toArray()));
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

async function* run(settings: DenoiseSettings, context: LabContext): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { train, test, noise, seed, epochs, batch, learningRate } = settings;
  const all = makeSinusoids(train + test, noise, seed);
  const training = takeSequences(all, 0, train);
  const testing = takeSequences(all, train, train + test);

  const model = withSeed(seed, () => new Denoiser(settings));
  try {
    const batches = cutBatches(training, batch);
    const stepLosses: number[] = [];
    const { history } = yield* trainPhase(
      describeNetwork(settings),
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate }),
        loss: l1Loss,
        batches: () => batches,
        epochs,
        onStep: ({ loss }) => stepLosses.push(loss),
        seed,
      },
      context,
    );

    const estimate = await cleanSequences(model, testing, context);
    const filters = Object.entries(chooseFilters(training)).map(
      ([id, filter]) => [id, filter, applyFilter(testing, filter)] as const,
    );
    const denoised = {
      settings,
      parameters: parameterCount(model),
      testing,
      stepLosses,
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      ...scoreCleaning(describeNetwork(settings), testing, estimate, filters),
    };
    return {
      results: denoiseResults(denoised),
      summary: denoiseSummary(denoised),
      report: denoiseReport(denoised),
      model: modelFile("denoise", model, settings, { mode: context.mode, architecture: model.architecture }),
    };
  } finally {
    model.dispose();
  }
}

export const denoise: Lab<typeof options> = {
  name: "denoise",
  title: "Take the noise off a wave",
  about: "a GRU learns to see the sine wave behind noise",
  options,
  start(settings, context = {}) {
    checkNetwork(settings);
    return run(settings, context);
  },
};
