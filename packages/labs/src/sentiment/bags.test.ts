import { expect, test } from "vitest";
import { answerAlways, Bag, countBayes, pairsOf, wordsOf } from "./bags.ts";
import type { Sentence } from "./grammar.ts";

const sentence = (text: string, meaning: 0 | 1): Sentence => ({ words: text.split(" "), kind: "plain", meaning });
const training = [sentence("good film", 1), sentence("good plot", 1), sentence("bad film", 0)];

test("naive Bayes counts words, with one added to each", () => {
  const bayes = countBayes(training);
  // Four words. Of praise: good twice, film and plot once, of four; of blame: bad and film once, of two.
  const odds = ((3 / 4) * (3 / 8) * (2 / 8)) / ((2 / 4) * (1 / 6) * (2 / 6));
  expect(bayes(sentence("good film", 1))).toBeCloseTo(odds / (1 + odds), 12);
  expect(bayes(sentence("unheard", 1))).toBeCloseTo(3 / 5, 12);
  expect(answerAlways(training)(training[2])).toBeCloseTo(2 / 3, 12);
});

test("a bag has a column for each word, or for each word and each pair of neighbours, whatever their order in the sentence", () => {
  const words = new Bag(training, wordsOf);
  const pairs = new Bag(training, pairsOf);
  expect([words.size, pairs.size]).toEqual([4, 7]);
  const row = (bag: Bag, text: string) => [...bag.batch([sentence(text, 1)]).x.toArray()];
  expect(row(words, "film good good")).toEqual(row(words, "good film"));
  expect(row(pairs, "film good")).not.toEqual(row(pairs, "good film"));
});

test("a regression's answer is that of its weights on what the sentence has", () => {
  const bag = new Bag(training, wordsOf);
  const model = bag.regression();
  expect(bag.answerAll(model)(training)).toEqual([0.5, 0.5, 0.5]);
  model.weight.value = Float32Array.of(1, 2, 4, 8); // good, film, plot, bad
  model.bias!.value = Float32Array.of(-1);
  const [answer] = bag.answerAll(model)([sentence("bad film film", 0)]);
  expect(answer).toBeCloseTo(1 / (1 + Math.exp(-(2 + 8 - 1))), 12);
  model.dispose();
});
