// Denoising: a recurrent network reads a noisy wave step by step and says, at each step, where the clean wave is.
//
//   noisy x_0 ... x_99  ->  GRU of 30 units  ->  Linear 30 -> 1  ->  tanh  ->  clean y_0 ... y_99
import { Adam, type Batch, l1Loss, noGrad, tensor, withMode, withSeed } from "recurra";
import { withEvaluation } from "recurra/nn";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Turns } from "../lab/turns.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { checkNetwork, describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/denoise.generated.ts";
import { LENGTH, makeSinusoids, type Sequences, takeSequences } from "./data.ts";
import { Denoiser } from "./denoiser.ts";
import { applyFilter, chooseCausalAverage, chooseFilters, type Filter } from "./filters.ts";
import type { DenoiseFound } from "./found.ts";
import { dial, drawNow, takeWatched } from "./now.ts";
import { openDenoiser } from "./opened.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { scoreCleaning } from "./score.ts";
import { type DenoiseSettings, options } from "./settings.ts";

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

  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(withSeed(seed, () => new Denoiser(settings)));
    const batches = cutBatches(training, batch);
    const stepLosses: number[] = [];
    let filter: Filter | undefined;
    watched.show(
      (noise) => {
        filter ??= chooseCausalAverage(training);
        const waves = takeWatched({ first: train, count: test, seed }, noise);
        const x = tensor(waves.noisy, [waves.count, LENGTH, 1]);
        const now = withMode(context.mode ?? "strict", () =>
          withEvaluation(model, () => noGrad(() => model.forward(x).toArray())),
        );
        return drawNow(describeNetwork(settings), waves, now, filter, noise);
      },
      (noise, sequence) =>
        openDenoiser(model, takeWatched({ first: train, count: test, seed }, noise), sequence, {
          title: describeNetwork(settings),
          mode: context.mode,
        }),
    );
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
    const found: DenoiseFound = {
      settings,
      parameters: parameterCount(model),
      printed: printNetwork(model),
      testing,
      stepLosses,
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      ...scoreCleaning(describeNetwork(settings), testing, estimate, filters),
    };
    return {
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      report: writeReport(found),
      model: modelFile("denoise", model, settings, { mode: context.mode, architecture: model.architecture }),
      ...watched.handOver(),
    };
  } finally {
    watched.dispose();
  }
}

export const denoise: Lab<typeof options> = {
  name: "denoise",
  title: "Take the noise off a wave",
  about: "a GRU learns to see the sine wave behind noise",
  dial,
  code: { text: program, files: [] },
  options,
  start(settings, context = {}) {
    checkStart(options, settings, context);
    checkNetwork(settings);
    return run(settings, context);
  },
};
