import { bceWithLogitsLoss, noGrad, withSeed } from "recurra";
import { expect, test } from "vitest";
import { askPrefixes } from "./asking.ts";
import { padSentences, Vocabulary } from "./data.ts";
import { makeSentences } from "./grammar.ts";
import { Reader } from "./reader.ts";

const sentences = makeSentences(12, 3);
const vocabulary = new Vocabulary(sentences);
const settings = { cell: "lstm", hidden: 6, layers: 2, bidirectional: true, dropout: 0, embedding: 5 } as const;
const reader = withSeed(1, () => new Reader(vocabulary.words.length, settings));

test("with lengths, what is said of a sentence is the same alone, beside others and behind any padding", () => {
  const { x, lengths } = padSentences(vocabulary, sentences, 40);
  const together = noGrad(() => reader.forward(x, lengths).toArray());
  for (const [i, one] of sentences.entries()) {
    const alone = padSentences(vocabulary, [one]);
    expect(noGrad(() => reader.forward(alone.x).item())).toBe(together[i]);
  }
  const unmasked = noGrad(() => reader.forward(x).toArray());
  expect(Math.max(...unmasked.map((score, i) => Math.abs(score - together[i])))).toBeGreaterThan(0.01);
});

test("padding gets no gradient: its row of the embedding stays 0", () => {
  const { x, y, lengths } = padSentences(vocabulary, sentences);
  bceWithLogitsLoss(reader.forward(x, lengths), y).backward();
  const gradient = reader.embedding.weight.grad!;
  expect([...gradient.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
  expect(gradient.some((one) => one !== 0)).toBe(true);
});

test("after its last word, what is said word by word is what is said of the sentence", () => {
  const [one] = sentences;
  const after = askPrefixes(reader, vocabulary, one);
  expect(after).toHaveLength(one.words.length);
  const { x } = padSentences(vocabulary, [one]);
  const score = noGrad(() => reader.forward(x).item());
  expect(after.at(-1)).toBeCloseTo(1 / (1 + Math.exp(-score)), 12);
});
