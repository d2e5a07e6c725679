// A character model: a recurrent network reads a text character by character and says, at each, what comes next.
//
//   x_t  ->  Embedding  ->  LSTM, its state carried on  ->  Linear  ->  softmax: p(x_(t+1))
import { Adam, withSeed } from "recurra";
import { cosineAnnealingLR } from "recurra/optim";
import { compareErrors } from "../lab/advantage.ts";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Turns } from "../lab/turns.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/text.generated.ts";
import { cutPieces, cutStretches, cutStrips, type Passage, readText, type Stretch } from "./data.ts";
import type { Early, TextFound } from "./found.ts";
import { KneserNey } from "./kneser-ney.ts";
import { dial, drawNow } from "./now.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { EARLY_TEMPERATURE, type Writing, writeNgrams, writeText } from "./sampling.ts";
import { askNetwork, askNgrams, chooseShare, mix } from "./score.ts";
import { options, type TextSettings } from "./settings.ts";
import { findReaders } from "./units.ts";
import { findRemedies } from "./verdict.ts";
import { lossOfStretches, Writer } from "./writer.ts";

/** Characters of a piece that it then writes, and of the text that pieces go on from. */
const [EARLY_LENGTH, PROMPT_LENGTH] = [160, 70];
/** Pieces that are validated together. */
const TOGETHER = 20;

/** The epochs after which the network writes: the first, the third, a third of all. */
function earlyEpochs(epochs: number): readonly number[] {
  return [...new Set([1, 3, Math.round(epochs / 3)])].filter((epoch) => epoch >= 1 && epoch < epochs);
}

function writingOf({ signs, alphabet, test }: Passage, { prompt, write, seed }: TextSettings, turns: Turns): Writing {
  const before = signs.slice(test - PROMPT_LENGTH, test);
  const known =
    prompt === "" ? before.slice(before.findIndex((sign) => sign === " " || sign === "\n") + 1) : Array.from(prompt);
  return { prompt: known, alphabet, length: write, seed, turns };
}

/** Trains, and lets the network write on the way. */
async function* trainWriter(
  model: Writer,
  passage: Passage,
  writing: Writing,
  settings: TextSettings,
  context: LabContext,
) {
  const { epochs, batch, length, learningRate, seed } = settings;
  const validation = cutPieces(passage, passage.validation, passage.test);
  const early: Early[] = [];
  const write = async (after: number) => {
    const piece = await writeText(model, { ...writing, length: EARLY_LENGTH }, EARLY_TEMPERATURE, context.mode);
    early.push({ epochs: after, piece });
  };
  await write(0);
  const training = trainPhase<Stretch>(
    describeNetwork({ ...settings, bidirectional: false }),
    {
      model,
      optimizer: new Adam(model.parameters(), { learningRate }),
      step: lossOfStretches(model),
      batches: () => cutStrips(passage, batch, length),
      validation: () => cutStretches(validation, TOGETHER),
      schedule: cosineAnnealingLR({ learningRate, tMax: epochs }),
      epochs,
      clipNorm: 1,
      plan: false,
      seed,
    },
    context,
  );
  const steps = earlyEpochs(epochs);
  try {
    for (;;) {
      const { done, value } = await training.next();
      if (done) return { ...value, early };
      if (steps.includes(value.epoch)) await write(value.epoch);
      yield value;
    }
  } finally {
    // Also when nobody goes on with the lab.
    await training.return(undefined as never);
  }
}

async function* run(
  settings: TextSettings,
  passage: Passage,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { seed, temperatures, order: longest } = settings;
  const { mode, signal } = context;
  const turns = new Turns(signal);
  const writing = writingOf(passage, settings, turns);
  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(withSeed(seed, () => new Writer(passage.alphabet.length, settings)));
    watched.show((temperature) => drawNow(model, writing, temperature, mode));
    const { history, bestEpoch, early } = yield* trainWriter(model, passage, writing, settings, context);
    model.eval();
    const training = passage.signs.slice(0, passage.validation);
    const counts = await KneserNey.count(training, longest, passage.alphabet.length, turns);
    const validation = cutPieces(passage, passage.validation, passage.test);
    const test = cutPieces(passage, passage.test, passage.end);
    const chosen = await askNgrams(counts, passage, validation, turns);
    const tested = await askNgrams(counts, passage, test, turns);
    const bits = chosen.map((one) => one.bits);
    const best = bits.indexOf(Math.min(...bits));
    const network = await askNetwork(model, test, turns, mode);
    const share = chooseShare(await askNetwork(model, validation, turns, mode), chosen[best]);
    const written: TextFound["written"][number][] = [];
    for (const temperature of temperatures)
      written.push({ temperature, piece: await writeText(model, writing, temperature, mode) });
    const found: TextFound = {
      settings,
      passage,
      name: describeNetwork({ ...settings, bidirectional: false }),
      parameters: parameterCount(model),
      printed: printNetwork(model),
      trainBits: history.map(({ trainLoss }) => trainLoss / Math.LN2),
      validationBits: history.map(({ validationLoss }) => (validationLoss as number) / Math.LN2),
      bestEpoch,
      network,
      ngrams: chosen.map((one, i) => ({ order: i + 1, validation: one.bits, test: tested[i].bits })),
      order: best + 1,
      rival: tested[best],
      advantage: compareErrors(network.pieces, tested[best].pieces),
      share,
      mixture: mix(network, tested[best], share),
      prompt: writing.prompt.join(""),
      early,
      written,
      writtenByNgrams: await writeNgrams(counts, best + 1, writing),
      readers: await findReaders(model, passage, turns, mode),
    };
    return {
      ...watched.handOver(),
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      remedies: findRemedies(found),
      report: writeReport(found),
      model: modelFile("text", model, settings, {
        mode,
        scales: { alphabet: passage.alphabet.join("") },
        architecture: model.architecture,
      }),
    };
  } finally {
    watched.dispose();
  }
}

export const text: Lab<typeof options> = {
  name: "text",
  title: "Write like a book",
  about: "an LSTM learns a text character by character, beside n-grams, and writes at several temperatures",
  options,
  dial,
  data: "a text: a book, letters, a program",
  bundled: { file: "alice.txt", holds: "text" },
  code: { text: program, files: ["alice.txt"] },
  start(settings, context = {}) {
    checkStart(options, settings, context);
    return run(settings, readText(context.file, settings), context);
  },
};
