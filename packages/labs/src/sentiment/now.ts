// The networks of the sentiment lab as they are now: what they make of a sentence word by word, and of one of each kind.
import type { Block, PassagesBlock, TableBlock } from "@recurra/report";
import type { Mode } from "recurra";
import { withEvaluation } from "recurra/nn";
import { percent } from "recurra/words";
import type { LabDial } from "../lab/lab.ts";
import { askBatch, askPrefixes } from "./asking.ts";
import { padSentences, type Vocabulary } from "./data.ts";
import { kinds, type Sentence, titleOf } from "./grammar.ts";
import type { Reader } from "./reader.ts";

/** Sentences of each kind that can be chosen. */
const EACH = 2;

export const dial: LabDial = {
  label: "sentence",
  least: 1,
  most: EACH * kinds.length,
  step: 1,
  initial: 2 * kinds.indexOf("but") + 1,
  effect:
    "Another test sentence is read: of the first ones a word says what is meant, further on the place of a word does.",
};

/** A network that is watched, and whether it is told where a sentence ends. */
export interface WatchedReader {
  readonly name: string;
  readonly model: Reader;
  readonly masked: boolean;
}

/** The sentences that the dial chooses from: the first of each kind, kind by kind. */
export function chooseWatched(testing: readonly Sentence[]): readonly Sentence[] {
  return kinds.flatMap((kind) => testing.filter((one) => one.kind === kind).slice(0, EACH));
}

/** The pictures at any moment of the training; the first network is the one that everything is asked of. */
export function drawNow(
  networks: readonly WatchedReader[],
  vocabulary: Vocabulary,
  sentences: readonly Sentence[],
  chosen: number,
  mode?: Mode,
): readonly Block[] {
  const sentence = sentences[Math.min(chosen, sentences.length) - 1];
  const ask = ({ model, masked }: WatchedReader, one: Sentence) =>
    withEvaluation(model, () => askPrefixes(model, vocabulary, one, { mode, masked }));
  const [{ name, model }] = networks;
  const firsts = kinds.flatMap((kind) => sentences.find((one) => one.kind === kind) ?? []);
  const answers = withEvaluation(model, () =>
    askBatch(model, padSentences(vocabulary, firsts), true, mode ?? "strict"),
  );
  return [
    drawWords(
      sentence,
      networks.map((one) => ({ name: one.name, after: ask(one, sentence) })),
    ),
    tabulateKinds(name, firsts, answers),
  ];
}

function drawWords(
  { words, kind, meaning }: Sentence,
  read: readonly { readonly name: string; readonly after: readonly number[] }[],
): PassagesBlock {
  return {
    kind: "passages",
    title: "What it makes of a sentence now, word by word",
    description: "The probability of praise after each word, in percent.",
    passages: read.map(({ name, after }) => ({
      label: `${name}: ${titleOf(kind)}, ${meaning === 1 ? "praise" : "blame"}`,
      pieces: words,
      values: after.map((p) => Math.round(100 * p)),
      showValues: true,
    })),
    colors: "diverging",
    domain: [0, 100],
    legend: "probability of praise (%)",
  };
}

/** The first sentence of each kind, and what it is taken for at its end. */
function tabulateKinds(name: string, sentences: readonly Sentence[], answers: readonly number[]): TableBlock {
  return {
    kind: "table",
    caption: `A sentence of each kind, and what the ${name} takes it for now`,
    columns: [
      { title: "kind" },
      { title: "sentence", align: "left" },
      { title: "is", align: "left" },
      { title: "taken for", align: "left" },
      { title: "sure" },
    ],
    rows: sentences.map(({ words, kind, meaning }, at) => {
      const praise = answers[at] > 0.5;
      return {
        cells: [
          titleOf(kind),
          words.join(" ").replaceAll(" ,", ","),
          meaning === 1 ? "praise" : "blame",
          praise ? "praise" : "blame",
          percent(praise ? answers[at] : 1 - answers[at]),
        ],
        best: praise === (meaning === 1) ? [3] : [],
      };
    }),
  };
}
