// Bidirectional: a second network reads from the end, so that each step knows what comes after it. "Under" is a place in "under
// the bridge" and a figure of speech in "under the weather": only what follows tells.
//
//   x_1 ... x_T -> forwards and backwards over T steps -> both outputs side by side -> Linear at each step -> y_1 ... y_T

import type { HeatBlock, TableBlock } from "@recurra/report";
import { crossEntropyLoss, Linear, Module, noGrad, type Tensor, withSeed } from "recurra";
import { accuracy } from "recurra/evaluation";
import { meanOf } from "recurra/statistics";
import { percent } from "recurra/words";
import type { LabView } from "../lab/lab.ts";
import { describeNetwork, makeNetwork, type NetworkSettings, type RecurrentNetwork } from "../network/network.ts";
import { lineFrom } from "../network/opened.ts";
import { chooseClasses, encodeOneHot, softmaxRows } from "./classes.ts";
import { dial, type Examples, watchNow } from "./examples.ts";
import type { RunLesson } from "./lesson.ts";
import { hasLearned, rateChance, type Score } from "./score.ts";
import {
  ENDINGS,
  FIGURE,
  LENGTH,
  makeSentences,
  numbersOf,
  type Sentence,
  TAGS,
  UNDER,
  VOCABULARY,
} from "./sentences.ts";
import { type See, Stages, unseen } from "./stages.ts";
import { describeLayer, joinSamples, learn, type Samples } from "./training.ts";
import { drawUnrolled, unroll } from "./unrolled.ts";

/** x [B, T, V], one-hot words -> [B, T, 3], scores of the tags of each word. */
class Tagger extends Module {
  override readonly repeatable: boolean = true;
  readonly recurrent: RecurrentNetwork;
  readonly head: Linear;

  constructor(settings: NetworkSettings) {
    super();
    this.recurrent = makeNetwork(VOCABULARY.length, settings);
    this.head = new Linear({ inFeatures: this.recurrent.directions * settings.hidden, outFeatures: TAGS.length });
  }

  forward(x: Tensor, see: See = unseen): Tensor {
    see("x", "[B, T, I]", x);
    const { output, state } = this.recurrent.forward(x);
    see("output", "[B, T, D*H]", output);
    see("state.h", "[L*D, B, H]", state.h);
    return see("y", "[B, T, O]", this.head.forward(output));
  }
}

function samplesOf(list: readonly Sentence[]): Samples {
  return {
    x: encodeOneHot(list.flatMap(numbersOf), VOCABULARY.length),
    xShape: [list.length, LENGTH, VOCABULARY.length],
    y: Float32Array.from(list.flatMap(({ tags }) => tags)),
    yShape: [list.length, LENGTH],
  };
}

/** What one network says of sentences. */
interface Chances {
  readonly name: string;
  /** figure[s][t]: its chance that word t of sentence s is part of a figure of speech. */
  readonly figure: readonly (readonly number[])[];
}

/** What it makes of the test sentences. */
interface Tagged extends Chances {
  /** Share of right tags at each word. */
  readonly accuracies: readonly number[];
  /** The share of wrong tags at "under" for each opening, whose sentences are alike up to there. */
  readonly errors: Float64Array;
}

function readTags(name: string, testing: readonly Sentence[], scores: Float32Array): Tagged {
  const found = chooseClasses(scores, TAGS.length);
  return {
    name,
    accuracies: Array.from({ length: LENGTH }, (_, t) =>
      accuracy(
        testing.map(({ tags }) => tags[t]),
        testing.map((_, s) => found[s * LENGTH + t]),
      ),
    ),
    errors: Float64Array.from({ length: testing.length / ENDINGS }, (_, opening) =>
      meanOf(ENDINGS, (i) => {
        const s = opening * ENDINGS + i;
        return found[s * LENGTH + UNDER] === testing[s].tags[UNDER] ? 0 : 1;
      }),
    ),
    figure: chancesOf(scores),
  };
}

/** The tag that is most frequent at word t, and its share. */
function findMostFrequent(list: readonly Sentence[], t: number): number {
  const shares = TAGS.map((_, tag) => list.filter(({ tags }) => tags[t] === tag).length / list.length);
  return Math.max(...shares);
}

function tabulateAccuracies(networks: readonly Tagged[], testing: readonly Sentence[]): TableBlock {
  const words = Array.from({ length: LENGTH }, (_, t) => t);
  const names = ["subject", "verb", "adverb", "under", "the", "noun"];
  return {
    kind: "table",
    caption: "Words tagged rightly in the test sentences, by their place",
    columns: [{ title: "" }, ...names.map((title) => ({ title }))],
    rows: [
      ...networks.map(({ name, accuracies }) => ({
        cells: [name, ...accuracies.map((share) => percent(share))],
        role: "model" as const,
      })),
      {
        cells: ["most frequent tag", ...words.map((t) => percent(findMostFrequent(testing, t)))],
        role: "naive" as const,
      },
    ],
  };
}

/** The chance that word t of sentence s is part of a figure of speech, [s][t]. */
function chancesOf(scores: Float32Array): number[][] {
  const sure = softmaxRows(scores, TAGS.length);
  return Array.from({ length: sure.length / LENGTH }, (_, s) =>
    Array.from({ length: LENGTH }, (_, t) => sure[s * LENGTH + t][FIGURE]),
  );
}

/** What the networks say at each word of sentence s, above each other. */
function drawSentence(networks: readonly Chances[], { words, tags }: Sentence, s: number): HeatBlock {
  const rows = [tags.map((tag) => (tag === FIGURE ? 1 : 0)), ...networks.map(({ figure }) => figure[s])];
  return {
    kind: "heat",
    title: `"${words.join(" ")}": is the word part of a figure of speech?`,
    description: "The truth at each word, and the chance that each network gives.",
    x: { label: "word" },
    columns: words.map((_, t) => t + 1),
    columnNames: words,
    grids: [
      {
        title: "",
        rowsLabel: "",
        rowNames: ["truth", ...networks.map(({ name }) => name)],
        rows: rows.map((row) => row.map((chance) => Math.round(100 * chance))),
        showValues: true,
      },
    ],
    colors: "sequential",
    domain: [0, 100],
    legend: "chance that it is (%)",
  };
}

/** A figure of speech and a place behind the same opening: all that the networks say of its sentences is given. */
function drawPair(networks: readonly Chances[], sentences: readonly Sentence[], opening: number): HeatBlock[] {
  const places = ENDINGS / 2;
  const figure = opening % places;
  return [figure, figure + places].map((s) => drawSentence(networks, sentences[s], s));
}

const ALL = { from: 0, length: LENGTH };

/** The sentences of an opening while a network learns. */
function watchTagger(name: string, testing: readonly Sentence[]): Examples {
  return {
    testing: samplesOf(testing),
    count: ENDINGS,
    draw: (scores, from) =>
      drawPair([{ name, figure: chancesOf(scores) }], testing.slice(from, from + ENDINGS), from / ENDINGS),
    opening: {
      loss: crossEntropyLoss,
      inputNames: VOCABULARY.map((word) => `"${word}"`),
      stepNames: (i) => testing[i].words,
      lines: (scores, i) => [
        lineFrom(
          "part of a figure of speech",
          "truth",
          testing[i].tags.map((tag) => Number(tag === FIGURE)),
          ALL,
        ),
        lineFrom("chance that the network gives", "model", chancesOf(scores)[0], ALL),
      ],
    },
  };
}

/** The same when both networks have learned, beside each other. */
function lookAtBoth(found: readonly Tagged[], testing: readonly Sentence[]): LabView {
  return {
    draw: (at = dial.initial) => {
      const part = <T>(list: readonly T[]): T[] => list.slice((at - 1) * ENDINGS, at * ENDINGS);
      const networks = found.map(({ name, figure }) => ({ name, figure: part(figure) }));
      return drawPair(networks, part(testing), at - 1);
    },
  };
}

export const bidirectional: RunLesson = async function* (settings, context, watched) {
  const { training, testing } = makeSentences(24, settings.seed);
  const forwards = describeLayer(settings);
  const networks: NetworkSettings[] = [{ ...forwards, bidirectional: true }, forwards];
  const found: Tagged[] = [];
  const shown: { stages: Stages; recurrent: RecurrentNetwork }[] = [];
  const models: Tagger[] = [];
  try {
    for (const each of networks) {
      const name = describeNetwork(each);
      const model = watched.keep(withSeed(settings.seed, () => new Tagger(each)));
      models.push(model);
      const side = each.bidirectional ? "both ways" : "forwards only";
      const examples = watchTagger(side, testing);
      watchNow(watched, examples, model, { title: `${side}: ${name}`, context });
      yield* learn(`bidirectional: ${name}`, model, samplesOf(training), { loss: crossEntropyLoss }, settings, context);
      const stages = new Stages();
      const scores = noGrad(() => model.forward(joinSamples(samplesOf(testing)).x, stages.see).toArray());
      found.push(readTags(side, testing, scores));
      shown.push({ stages, recurrent: model.recurrent });
    }
    const [{ stages, recurrent }] = shown;
    const [both, forward] = found;
    const score: Score = {
      kind: "accuracy",
      measure: '"under" tagged rightly',
      network: { name: describeNetwork(networks[0]), value: both.accuracies[UNDER], errors: both.errors },
      others: [{ name: forward.name, value: forward.accuracies[UNDER], errors: forward.errors }],
      naive: [rateChance("the most frequent tag", findMostFrequent(testing, UNDER), testing.length / ENDINGS)],
      samples: testing.length,
    };
    return {
      shape: "bidirectional",
      task: "word in context",
      about:
        '"She is still under the weather" says that she is ill; "she is still under the bridge" says where she is. The ' +
        `networks tag each word: part of a figure of speech, part of a place, or neither. The sentences come from a small ` +
        `grammar of ${VOCABULARY.length} words; each opening occurs with four figures and four places, so nothing before ` +
        `"under" tells them apart. ${training.length} sentences to learn from, ${testing.length} with other openings to test with.`,
      use:
        "Tagging what is complete before the answer is needed: words of a text, sounds of a recording, letters of a scan. " +
        "Never for forecasts: the steps after the present one do not exist yet.",
      x: stages.of("x"),
      y: stages.of("y"),
      stages: stages.list,
      equations: [
        {
          tex: "\\overrightarrow{h}_t = f(\\overrightarrow{U} x_t + \\overrightarrow{W} \\overrightarrow{h}_{t-1} + \\overrightarrow{b})",
          says: "from the start: what stands before, and step t",
        },
        {
          tex: "\\overleftarrow{h}_t = f(\\overleftarrow{U} x_t + \\overleftarrow{W} \\overleftarrow{h}_{t+1} + \\overleftarrow{b})",
          says: "from the end, with weights of its own (`..._reverse`): what stands after, and step t",
        },
        {
          tex: "o_t = c + V [\\overrightarrow{h}_t ; \\overleftarrow{h}_t]",
          says: "both side by side: 2 H numbers, so V has 2 H columns",
        },
        { tex: "\\hat y_t = \\text{softmax}(o_t)", says: "the chance of each tag at word t" },
      ],
      drawing: drawUnrolled(
        "The layer unrolled: one network reads forwards, a second one backwards",
        "Two rows of cells; the states of one pass to the right, those of the other to the left.",
        [unroll(stages, recurrent)],
      ),
      score,
      // A figure of speech, and the place that has the same opening.
      learned: [tabulateAccuracies(found, testing), ...[0, 4].map((s) => drawSentence(found, testing[s], s))],
      finding: hasLearned(score)
        ? `At "under" the network that only reads forwards is right in ${percent(forward.accuracies[UNDER], 1)} of the sentences, ` +
          `and cannot be better: the tag depends on a word that it has not read. At the noun, two words later, it is right in ` +
          `${percent(forward.accuracies[LENGTH - 1], 1)}.`
        : "That is no better than the most frequent tag; train it for longer.",
      view: lookAtBoth(found, testing),
      more: {
        accuracyByWord: Object.fromEntries(found.map(({ name, accuracies }) => [name, accuracies])),
      },
    };
  } finally {
    for (const model of models) watched.drop(model);
  }
};
