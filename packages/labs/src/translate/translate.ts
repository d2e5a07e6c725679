// Translate: dates as people write them into dates as ISO 8601 writes them, character by character.
//
//   "Dienstag, 3. März 1998" -> encoder -> its outputs, looked at by attention -> decoder -> "1998-03-03"
import { Adam, crossEntropyLoss, noGrad, tensor, withMode, withSeed } from "recurra";
import { withEvaluation } from "recurra/nn";
import { cosineAnnealingLR } from "recurra/optim";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Turns } from "../lab/turns.ts";
import { Watched } from "../lab/watched.ts";
import { parameterCount } from "../network/model-file.ts";
import { describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/translate.generated.ts";
import { groupByLength, makeBatch, shuffleBatches } from "./batches.ts";
import { decodeIso, encodeText } from "./characters.ts";
import { readAsColumn } from "./column-reader.ts";
import { makeDates, type Written, type WrittenDates } from "./data.ts";
import type { Looked, Trained, TranslateFound } from "./found.ts";
import { dial, drawNow, type ReadNow, takeShown } from "./now.ts";
import { chooseLooked, questions } from "./questions.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { readByRules } from "./rules.ts";
import { compare, mostCommon, type Read, rate, type Scored } from "./score.ts";
import { options, type TranslateSettings } from "./settings.ts";
import { Translator } from "./translator.ts";

type Pause = () => Promise<void>;

/** A network that is looked at while it learns, and afterwards. */
interface Reading {
  readonly model: Translator;
  readonly name: string;
}

/** What a network wrote for a text. */
type Answer = Pick<Looked, "written" | "attention">;

/** What the network writes for texts of one length. */
function readAlike(model: Translator, texts: readonly string[], { mode = "strict" }: LabContext): Answer[] {
  const x = tensor(texts.flatMap(encodeText), [texts.length, texts[0].length]);
  const { written, attention } = withMode(mode, () => noGrad(() => model.translate(x)));
  return texts.map((_, i) => ({ written: decodeIso(written[i]), attention: attention[i] }));
}

/** What the network writes for each text; texts of one length at once. */
async function readTexts(
  model: Translator,
  texts: readonly Pick<Written, "text">[],
  context: LabContext,
  pause: Pause,
): Promise<Answer[]> {
  const answers = new Array<Answer>(texts.length);
  const order = Array.from(texts.keys());
  for (const group of groupByLength(texts, order, 100)) {
    await pause();
    const alike = readAlike(
      model,
      group.map((at) => texts[at].text),
      context,
    );
    group.forEach((at, i) => {
      answers[at] = alike[i];
    });
  }
  return answers;
}

/** The pictures at any moment of the training: of the network that learns, or that has learnt last, beside those before it. */
function drawWatched(models: readonly Reading[], texts: readonly Written[], context: LabContext, chosen: number) {
  const read = ({ model, name }: Reading): ReadNow => {
    const look = ({ text, iso }: Written): Looked => ({
      text,
      iso,
      known: true,
      ...readAlike(model, [text], context)[0],
    });
    return { name, looked: withEvaluation(model, () => takeShown(texts, chosen).map(look)) };
  };
  return drawNow(models.map(read));
}

/** "bidirectional GRU of 64 units, with attention". */
function nameOf(model: Translator, { cell, hidden, directions }: TranslateSettings): string {
  const network = describeNetwork({ cell, hidden, layers: 1, bidirectional: directions === "both", dropout: 0 });
  return `${network}, ${model.attention === undefined ? "without" : "with"} attention`;
}

/** Trains a network and tells how it went. */
async function* trainOne(
  model: Translator,
  settings: TranslateSettings,
  dates: WrittenDates,
  context: LabContext,
): AsyncGenerator<LabProgress, Trained, undefined> {
  const { epochs, batch, learningRate, seed } = settings;
  const attends = model.attention !== undefined;
  const name = nameOf(model, settings);
  const order = Array.from(dates.validation.keys());
  const checks = groupByLength(dates.validation, order, 100).map((group) =>
    makeBatch(group.map((at) => dates.validation[at])),
  );
  const stepLosses: number[] = [];
  const { history, bestEpoch } = yield* trainPhase(
    name,
    {
      model,
      optimizer: new Adam(model.parameters(), { learningRate }),
      loss: crossEntropyLoss,
      batches: (epoch) => shuffleBatches(dates.train, batch, seed, epoch),
      validation: () => checks,
      schedule: cosineAnnealingLR({ learningRate, tMax: epochs, etaMin: learningRate / 20 }),
      onStep: ({ loss }) => stepLosses.push(loss),
      clipNorm: 1,
      epochs,
      seed,
    },
    context,
  );
  return {
    name,
    attends,
    parameters: parameterCount(model),
    stepLosses,
    trainLosses: history.map(({ trainLoss }) => trainLoss),
    validationLosses: history.map(({ validationLoss }) => validationLoss as number),
    bestEpoch,
    printed: printNetwork(model),
  };
}

/** The networks beside rules, the library's reader and the most common date. */
async function scoreReaders(
  texts: readonly Written[],
  [network, plain]: readonly Read[],
  common: string,
  pause: Pause,
): Promise<Scored> {
  const readers: readonly (readonly [id: string, name: string, read: (text: string) => string | undefined])[] = [
    ["rules", "rules written for these formats", readByRules],
    ["columnReader", "the library's reader of columns", readAsColumn],
    ["mostCommon", `the most common characters, ${common}`, () => common],
  ];
  const others: Read[] = [];
  for (const [id, name, read] of readers) {
    const answers: (string | undefined)[] = [];
    for (const { text } of texts) {
      await pause();
      answers.push(read(text));
    }
    others.push(rate({ id, name }, texts, answers));
  }
  return {
    texts,
    network,
    plain: plain && compare(network, plain),
    others: others.map((other) => compare(network, other)),
  };
}

async function* run(
  settings: TranslateSettings,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { train, test, typos, seed, attention } = settings;
  const turns = new Turns(context.signal);
  const pause = () => turns.next();
  const counts = { train, validation: Math.max(32, Math.min(1000, Math.round(train / 10))), test };
  const dates = makeDates(counts, typos, seed);

  const models: Reading[] = [];
  const watched = new Watched(context, dial);
  try {
    const trained: Trained[] = [];
    for (const attends of attention === "both" ? [true, false] : [attention === "on"]) {
      const model = watched.keep(withSeed(seed, () => new Translator(settings, attends)));
      models.push({ model, name: nameOf(model, settings) });
      watched.show((chosen) => drawWatched(models, dates.known, context, chosen));
      trained.push(yield* trainOne(model, settings, dates, context));
    }
    const [{ model: first }] = models;
    const answers = { known: [] as Answer[][], unknown: [] as Answer[][] };
    const common = mostCommon(dates.train);
    const score = async (part: "known" | "unknown") => {
      const texts = dates[part];
      for (const { model } of models) answers[part].push(await readTexts(model, texts, context, pause));
      const read = trained.map(({ name, attends }, i) =>
        rate(
          { id: attends ? "network" : "withoutAttention", name },
          texts,
          answers[part][i].map(({ written }) => written),
        ),
      );
      return scoreReaders(texts, read, common, pause);
    };
    const known = await score("known");
    const unknown = await score("unknown");
    const asked = await readTexts(first, questions, context, pause);
    const found: TranslateFound = {
      settings,
      trained: trained as unknown as TranslateFound["trained"],
      known,
      unknown,
      looked: trained[0].attends ? chooseLooked(dates, answers.known[0], answers.unknown[0]) : [],
      questions: questions.map(({ text, about }, i) => ({
        text,
        about,
        network: asked[i].written,
        rules: readByRules(text),
      })),
      examples: dates.train.slice(0, 12),
      typos: dates.train.filter(({ typo }) => typo).length,
    };
    return {
      ...watched.handOver(),
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      report: writeReport(found),
    };
  } finally {
    watched.dispose();
  }
}

export const translate: Lab<typeof options> = {
  name: "translate",
  title: "Read dates as people write them",
  about: "an encoder-decoder with attention writes '3rd of March 1998' as 1998-03-03, beside rules",
  options,
  dial,
  code: { text: program, files: [] },
  start(settings, context = {}) {
    checkStart(options, settings, context);
    return run(settings, context);
  },
};
