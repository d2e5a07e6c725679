import { expect, test } from "vitest";
import { LENGTH, makeSentences, numbersOf, type Sentence, TAGS, UNDER, VOCABULARY } from "./sentences.ts";

const { training, testing } = makeSentences(24, 0);
const opening = ({ words }: Sentence) => words.slice(0, UNDER).join(" ");

test("the grammar has 576 different sentences of six words", () => {
  const all = [...training, ...testing];
  expect(all).toHaveLength(576);
  expect(new Set(all.map(({ words }) => words.join(" "))).size).toBe(576);
  for (const { words, tags } of all) {
    expect([words.length, tags.length]).toEqual([LENGTH, LENGTH]);
    expect(words.slice(UNDER, UNDER + 2)).toEqual(["under", "the"]);
  }
});

test("the weather is a figure of speech, the bridge a place", () => {
  const tagsOf = (noun: string) => testing.find(({ words }) => words[5] === noun)!.tags.map((tag) => TAGS[tag]);
  expect(tagsOf("weather")).toEqual(["-", "-", "-", "figure", "figure", "figure"]);
  expect(tagsOf("bridge")).toEqual(["-", "-", "-", "place", "place", "place"]);
});

test("what comes before 'under' never tells its meaning: each opening has four of both, in one part only", () => {
  const parts = [training, testing].map((part) => new Set(part.map(opening)));
  expect(parts.map(({ size }) => size)).toEqual([48, 24]);
  expect([...parts[0]].filter((one) => parts[1].has(one))).toEqual([]);
  for (const one of [...parts[0], ...parts[1]]) {
    const same = [...training, ...testing].filter((sentence) => opening(sentence) === one);
    const meanings = same.map(({ tags }) => TAGS[tags[UNDER]]);
    expect(meanings.toSorted()).toEqual([...Array(4).fill("figure"), ...Array(4).fill("place")]);
  }
});

test("each word of the test occurs in the training sentences, and has a number", () => {
  const known = new Set(training.flatMap(({ words }) => words));
  expect(testing.flatMap(({ words }) => words).filter((word) => !known.has(word))).toEqual([]);
  expect(VOCABULARY).toHaveLength(27);
  expect(numbersOf(testing[0]).map((number) => VOCABULARY[number])).toEqual(testing[0].words);
});
