// Sentences as numbers, and batches of sentences of different lengths: padded to the longest, with the lengths beside them.
import { type Tensor, tensor } from "recurra";
import { Generator } from "recurra/core";
import type { Sentence } from "./grammar.ts";

/** What fills the places behind a sentence's end; its number is 0. */
export const PADDING = "_";
/** What stands for a word that no training sentence has. */
const UNKNOWN = "?";

export class Vocabulary {
  /** PADDING, UNKNOWN, then the words of the training sentences in alphabetical order. */
  readonly words: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(training: readonly Sentence[]) {
    this.words = [PADDING, UNKNOWN, ...[...new Set(training.flatMap(({ words }) => words))].sort()];
    this.#numbers = new Map(this.words.map((word, number) => [word, number]));
  }

  numberOf(word: string): number {
    return this.#numbers.get(word) ?? 1;
  }
}

/** Sentences side by side. */
export interface PaddedBatch {
  /** [B, T], numbers of words, 0 behind a sentence's end; T is the length of the longest. */
  readonly x: Tensor;
  /** [B, 1]: 1 where the sentence says that it was good. */
  readonly y: Tensor;
  /** [B], the true lengths. */
  readonly lengths: readonly number[];
}

/** Sentences as one batch, padded to the longest, or to `steps` where that is more. */
export function padSentences(vocabulary: Vocabulary, sentences: readonly Sentence[], steps = 0): PaddedBatch {
  const lengths = sentences.map(({ words }) => words.length);
  const longest = Math.max(steps, ...lengths);
  const x = new Float32Array(sentences.length * longest);
  for (const [row, { words }] of sentences.entries()) {
    for (const [t, word] of words.entries()) x[row * longest + t] = vocabulary.numberOf(word);
  }
  const y = Float32Array.from(sentences, ({ meaning }) => meaning);
  return { x: tensor(x, [sentences.length, longest]), y: tensor(y, [sentences.length, 1]), lengths };
}

/** All sentences in batches of at most `size`, in an order that each epoch has of its own. */
export function* shuffleBatches(
  vocabulary: Vocabulary,
  sentences: readonly Sentence[],
  size: number,
  seed: number,
  epoch: number,
): Iterable<PaddedBatch> {
  const order = new Generator(seed).stream("sentiment shuffle", epoch).permutation(sentences.length);
  for (let from = 0; from < order.length; from += size) {
    const chosen = Array.from(order.subarray(from, from + size), (i) => sentences[i]);
    yield padSentences(vocabulary, chosen);
  }
}

/** All sentences in batches of at most `size`, in their order. */
export function* cutBatches(
  vocabulary: Vocabulary,
  sentences: readonly Sentence[],
  size: number,
): Iterable<PaddedBatch> {
  for (let from = 0; from < sentences.length; from += size)
    yield padSentences(vocabulary, sentences.slice(from, from + size));
}

/** The share of a batch's places that are padding, over batches of `size` in this order. */
export function measurePadding(sentences: readonly Sentence[], size: number): number {
  let [padding, places] = [0, 0];
  for (let from = 0; from < sentences.length; from += size) {
    const lengths = sentences.slice(from, from + size).map(({ words }) => words.length);
    const longest = Math.max(...lengths);
    places += longest * lengths.length;
    padding += lengths.reduce((sum, length) => sum + longest - length, 0);
  }
  return padding / places;
}
