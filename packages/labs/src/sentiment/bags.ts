// Rivals that do not read in order: they know which words a sentence has, or which pairs of neighbours.
//
//   naive Bayes            log p(praise) + sum_w log p(w | praise)      against the same of blame, with one added to each count
//   logistic regression    sigmoid(b + sum_f v_f)                       over the features f that the sentence has
import { type Batch, Linear, type Parameter, tensor } from "recurra";
import { portableMath } from "recurra/core";
import type { Meaning, Sentence } from "./grammar.ts";

/** The features of a sentence, as texts. */
type Features = (sentence: Sentence) => readonly string[];

export const wordsOf: Features = ({ words }) => words;
/** Words, and pairs of neighbours. */
export const pairsOf: Features = ({ words }) => [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];

/** The probability of praise. */
type Answer = (sentence: Sentence) => number;

/** What most training sentences mean. */
export function answerAlways(training: readonly Sentence[]): Answer {
  const share = training.filter(({ meaning }) => meaning === 1).length / training.length;
  return () => share;
}

export function countBayes(training: readonly Sentence[]): Answer {
  const counts: readonly [Map<string, number>, Map<string, number>] = [new Map(), new Map()];
  const totals = [0, 0];
  const sentences = [0, 0];
  const words = new Set<string>();
  for (const { words: list, meaning } of training) {
    sentences[meaning]++;
    for (const word of list) {
      words.add(word);
      totals[meaning]++;
      counts[meaning].set(word, (counts[meaning].get(word) ?? 0) + 1);
    }
  }
  const chance = (word: string, meaning: Meaning) =>
    ((counts[meaning].get(word) ?? 0) + 1) / (totals[meaning] + words.size);
  return ({ words: list }) => {
    let odds = portableMath.log((sentences[1] + 1) / (sentences[0] + 1));
    for (const word of list) if (words.has(word)) odds += portableMath.log(chance(word, 1) / chance(word, 0));
    return sigmoid(odds);
  };
}

/** 1 / (1 + exp(-x)). */
export function sigmoid(x: number): number {
  return 1 / (1 + portableMath.exp(-x));
}

/** Sentences as rows of zeros and ones, a column for each feature of the training sentences. */
export class Bag {
  readonly #features: Features;
  readonly #columns: ReadonlyMap<string, number>;

  constructor(training: readonly Sentence[], features: Features) {
    this.#features = features;
    this.#columns = new Map([...new Set(training.flatMap(features))].map((feature, column) => [feature, column]));
  }

  /** F, columns. */
  get size(): number {
    return this.#columns.size;
  }

  /** x [B, F] and y [B, 1]. */
  batch(sentences: readonly Sentence[]): Batch {
    const x = new Float32Array(sentences.length * this.size);
    for (const [row, sentence] of sentences.entries()) {
      for (const feature of this.#features(sentence)) {
        const column = this.#columns.get(feature);
        if (column !== undefined) x[row * this.size + column] = 1;
      }
    }
    const y = Float32Array.from(sentences, ({ meaning }) => meaning);
    return { x: tensor(x, [sentences.length, this.size]), y: tensor(y, [sentences.length, 1]) };
  }

  /** What a Linear of these features, with the weights that it has now, says of any sentences. */
  answerAll(model: Linear): (sentences: readonly Sentence[]) => number[] {
    const weights = model.weight.value;
    const [bias] = (model.bias as Parameter).value;
    return (sentences) =>
      sentences.map((sentence) => {
        const columns = new Set(this.#features(sentence).map((feature) => this.#columns.get(feature)));
        let score = bias;
        for (const column of columns) if (column !== undefined) score += weights[column];
        return sigmoid(score);
      });
  }

  /** A logistic regression that has learnt nothing: all weights are 0. */
  regression(): Linear {
    const model = new Linear({ inFeatures: this.size, outFeatures: 1 });
    model.weight.value = new Float32Array(this.size);
    (model.bias as Parameter).value = new Float32Array(1);
    return model;
  }
}
