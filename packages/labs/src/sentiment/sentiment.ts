// Many to one with padding: a recurrent network reads sentences of different lengths and says of each whether it is praise or blame.
//
//   x_1 ... x_l, padding  ->  Embedding  ->  GRU, up to the true end l  ->  Linear  ->  p(praise)
import { Adam, bceWithLogitsLoss, withSeed } from "recurra";
import { compareErrors } from "../lab/advantage.ts";
import { checkStart } from "../lab/check-start.ts";
import type { Lab, LabContext, LabProgress, LabResult } from "../lab/lab.ts";
import { trainPhase } from "../lab/phase.ts";
import { Turns } from "../lab/turns.ts";
import { Watched } from "../lab/watched.ts";
import { modelFile, parameterCount } from "../network/model-file.ts";
import { checkNetwork, describeNetwork } from "../network/network.ts";
import { printNetwork } from "../network/printed-network.ts";
import { program } from "../programs/sentiment.generated.ts";
import { askPadded, askPrefixes, askSentences } from "./asking.ts";
import { answerAlways, Bag, countBayes, pairsOf, wordsOf } from "./bags.ts";
import { cutBatches, measurePadding, padSentences, shuffleBatches, Vocabulary } from "./data.ts";
import type { SentimentFound } from "./found.ts";
import { kinds, makeSentences, type Sentence } from "./grammar.ts";
import { chooseWatched, dial, drawNow, type WatchedReader } from "./now.ts";
import { Reader } from "./reader.ts";
import { summarize, writeReport } from "./report.ts";
import { describeResults, listScores } from "./results.ts";
import { type Scored, scoreAnswers } from "./score.ts";
import { options, type SentimentSettings } from "./settings.ts";
import { findRemedies } from "./verdict.ts";

/** Sentences of the batch that is shown, wrong ones that are shown, and those that are tried with padding. */
const [SHOWN, WRONG, TRIED] = [6, 5, 100];
/** Of a logistic regression; its step size. */
const [BAG_EPOCHS, BAG_RATE] = [60, 0.05];

interface Parts {
  readonly training: readonly Sentence[];
  readonly validation: readonly Sentence[];
  readonly testing: readonly Sentence[];
}

/** The rows of a batch. */
function numbersOf({ x }: ReturnType<typeof padSentences>): number[][] {
  const [rows, steps] = x.shape;
  const numbers = Array.from(x.toArray());
  return Array.from({ length: rows }, (_, row) => numbers.slice(row * steps, (row + 1) * steps));
}

/** Trains a network with or without lengths; gives the losses of its epochs. */
async function* trainReader(
  phase: string,
  model: Reader,
  vocabulary: Vocabulary,
  { training, validation }: Parts,
  masked: boolean,
  { epochs, batch, learningRate, seed }: SentimentSettings,
  context: LabContext,
) {
  const { history } = yield* trainPhase(
    phase,
    {
      model,
      optimizer: new Adam(model.parameters(), { learningRate }),
      step: ({ x, y, lengths }: ReturnType<typeof padSentences>) =>
        bceWithLogitsLoss(model.forward(x, masked ? lengths : undefined), y),
      batches: (epoch) => shuffleBatches(vocabulary, training, batch, seed, epoch),
      validation: () => cutBatches(vocabulary, validation, batch),
      epochs,
      clipNorm: 1,
      plan: false,
      seed,
    },
    context,
  );
  model.eval();
  return history;
}

/** A logistic regression on the features of a bag, at its best epoch in validation. */
async function* trainBag(phase: string, bag: Bag, { training, validation }: Parts, context: LabContext) {
  const model = bag.regression();
  const [batch, check] = [bag.batch(training), bag.batch(validation)];
  try {
    yield* trainPhase(
      phase,
      {
        model,
        optimizer: new Adam(model.parameters(), { learningRate: BAG_RATE }),
        loss: bceWithLogitsLoss,
        batches: () => [batch],
        validation: () => [check],
        epochs: BAG_EPOCHS,
      },
      context,
    );
    return bag.answerAll(model);
  } finally {
    model.dispose();
  }
}

async function* run(
  settings: SentimentSettings,
  context: LabContext,
): AsyncGenerator<LabProgress, LabResult, undefined> {
  const { train, validation, test, seed, batch } = settings;
  const { mode, signal } = context;
  const turns = new Turns(signal);
  const all = makeSentences(train + validation + test, seed);
  const parts: Parts = {
    training: all.slice(0, train),
    validation: all.slice(train, train + validation),
    testing: all.slice(train + validation),
  };
  const { training, testing } = parts;
  const vocabulary = new Vocabulary(training);
  const name = describeNetwork(settings);
  const make = () => withSeed(seed, () => new Reader(vocabulary.words.length, settings));
  const watched = new Watched(context, dial);
  try {
    const model = watched.keep(make());
    const careless = watched.keep(make());
    const readers: WatchedReader[] = [{ name, model, masked: true }];
    const sentences = chooseWatched(testing);
    watched.show((chosen) => drawNow(readers, vocabulary, sentences, chosen, mode));
    const history = yield* trainReader(name, model, vocabulary, parts, true, settings, context);
    readers.push({ name: `${name}, no lengths`, model: careless, masked: false });
    yield* trainReader(`${name}, no lengths`, careless, vocabulary, parts, false, settings, context);
    const bags = [
      {
        id: "always",
        name: "always the same",
        answer: (list: readonly Sentence[]) => list.map(answerAlways(training)),
      },
      {
        id: "bayes",
        name: "naive Bayes",
        answer: (list: readonly Sentence[]) => list.map(countBayes(training)),
      },
      {
        id: "words",
        name: "bag of words",
        answer: yield* trainBag("bag of words", new Bag(training, wordsOf), parts, context),
      },
      {
        id: "pairs",
        name: "bag of words and pairs",
        answer: yield* trainBag("bag of words and pairs", new Bag(training, pairsOf), parts, context),
      },
    ];
    const scored = (list: readonly Sentence[]) =>
      bags.map(({ id, name: title, answer }) => scoreAnswers(id, title, list, Float64Array.from(answer(list))));
    const chosen = scored(parts.validation).map(({ accuracy }) => accuracy);
    const rivals = scored(testing);
    const rival = rivals[chosen.indexOf(Math.max(...chosen))];

    const ask = async (id: string, title: string, reader: Reader, masked: boolean): Promise<Scored> =>
      scoreAnswers(
        id,
        title,
        testing,
        await askSentences(reader, vocabulary, testing, { size: batch, masked, turns, mode }),
      );
    const network = await ask("network", name, model, true);
    // The first of each kind, then others.
    const firsts = kinds.flatMap((kind) => testing.find((one) => one.kind === kind) ?? []);
    const tried = [...new Set([...firsts, ...testing.slice(0, TRIED)])];
    const pad = (reader: Reader, byLength: boolean) =>
      askPadded(reader, vocabulary, tried, { masked: byLength, turns, mode });
    const [masked, unmasked, trainedUnmasked] = [
      await pad(model, true),
      await pad(model, false),
      await pad(careless, false),
    ];
    const follow = (sentence: Sentence) => ({ sentence, after: askPrefixes(model, vocabulary, sentence, { mode }) });
    const sureness = (i: number) => Math.abs(network.probabilities[i] - 0.5);
    const shown = training.slice(0, Math.min(SHOWN, batch));
    const found: SentimentFound = {
      settings,
      name,
      parameters: parameterCount(model),
      printed: printNetwork(model),
      vocabulary: vocabulary.words.length,
      testing,
      lengths: {
        least: Math.min(...all.map(({ words }) => words.length)),
        most: Math.max(...all.map(({ words }) => words.length)),
      },
      trainLosses: history.map(({ trainLoss }) => trainLoss),
      validationLosses: history.map(({ validationLoss }) => validationLoss as number),
      network,
      unmasked: await ask("unmasked", "same weights, no lengths", model, false),
      trainedUnmasked: await ask("trainedUnmasked", "trained without lengths", careless, false),
      rivals,
      rival,
      advantage: compareErrors(network.errors, rival.errors),
      padding: {
        shuffled: measurePadding(training, batch),
        sorted: measurePadding(
          training.toSorted((a, b) => a.words.length - b.words.length),
          batch,
        ),
      },
      shown,
      numbers: numbersOf(padSentences(vocabulary, shown)),
      padded: tried.map((sentence, i) => ({
        sentence,
        masked: masked[i],
        unmasked: unmasked[i],
        trainedUnmasked: trainedUnmasked[i],
      })),
      right: kinds.flatMap((kind) => {
        const i = testing.findIndex((one, at) => one.kind === kind && network.errors[at] === 0);
        return i < 0 ? [] : [follow(testing[i])];
      }),
      wrong: Array.from(network.errors.keys())
        .filter((i) => network.errors[i] === 1)
        .sort((a, b) => sureness(b) - sureness(a) || a - b)
        .slice(0, WRONG)
        .map((i) => follow(testing[i])),
    };
    return {
      ...watched.handOver(),
      results: describeResults(found),
      scores: listScores(found),
      summary: summarize(found),
      remedies: findRemedies(found),
      report: writeReport(found),
      model: modelFile("sentiment", model, settings, {
        mode,
        scales: { vocabulary: vocabulary.words },
        architecture: model.architecture,
      }),
    };
  } finally {
    watched.dispose();
  }
}

export const sentiment: Lab<typeof options> = {
  name: "sentiment",
  title: "Praise or blame",
  about: "a GRU reads sentences of different lengths, padded and masked, where a bag of words fails",
  options,
  dial,
  code: { text: program, files: [] },
  start(settings, context = {}) {
    checkStart(options, settings, context);
    checkNetwork(settings);
    return run(settings, context);
  },
};
