import { expect, test } from "vitest";
import { cutBatches, measurePadding, padSentences, shuffleBatches, Vocabulary } from "./data.ts";
import type { Sentence } from "./grammar.ts";

const sentence = (text: string, meaning: 0 | 1): Sentence => ({ words: text.split(" "), kind: "plain", meaning });
const training = [sentence("a good film", 1), sentence("the plot was very slow", 0), sentence("bad cast", 0)];
const vocabulary = new Vocabulary(training);

test("0 is padding, 1 a word that no training sentence has", () => {
  expect(vocabulary.words.slice(0, 4)).toEqual(["_", "?", "a", "bad"]);
  expect(vocabulary.numberOf("a")).toBe(2);
  expect(vocabulary.numberOf("zebra")).toBe(1);
});

test("sentences are padded to the longest, or further, and the true lengths stand beside them", () => {
  const { x, y, lengths } = padSentences(vocabulary, training);
  expect([x.shape, y.shape, lengths]).toEqual([
    [3, 5],
    [3, 1],
    [3, 5, 2],
  ]);
  expect([...x.toArray()].map((number) => vocabulary.words[number]).join(" ")).toBe(
    "a good film _ _ the plot was very slow bad cast _ _ _",
  );
  expect([...y.toArray()]).toEqual([1, 0, 0]);
  expect(padSentences(vocabulary, training, 9).x.shape).toEqual([3, 9]);
});

test("batches have every sentence once; each is as long as its own longest sentence", () => {
  expect([...cutBatches(vocabulary, training, 2)].map(({ x }) => x.shape)).toEqual([
    [2, 5],
    [1, 2],
  ]);
  const order = (epoch: number) =>
    [...shuffleBatches(vocabulary, training, 1, 0, epoch)].map(({ lengths }) => lengths[0]);
  expect(order(1).toSorted()).toEqual([2, 3, 5]);
  expect(order(1)).toEqual(order(1));
});

test("the share of padding is counted, batch by batch", () => {
  expect(measurePadding(training, 3)).toBeCloseTo(5 / 15, 12);
  expect(measurePadding(training, 1)).toBe(0);
});
