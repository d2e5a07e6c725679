// Sentences in which one word means two things: "she is still under the weather" and "she is still under the bridge".
import { Generator } from "recurra/core";

const subjects = [
  ["I", "am", "was"],
  ["she", "is", "was"],
  ["he", "is", "was"],
  ["we", "are", "were"],
  ["they", "are", "were"],
  ["you", "are", "were"],
] as const;
const adverbs = ["now", "still", "again", "often", "already", "probably"] as const;
/** "under the ..." as a figure of speech: ill, in surgery, forced, unnoticed. */
const figures = ["weather", "knife", "gun", "radar"] as const;
/** "under the ..." as a place. */
const places = ["bridge", "tree", "roof", "table"] as const;

/** Sentences that begin with the same opening, one after another. */
export const ENDINGS: number = figures.length + places.length;

/** Tags of words: neither, part of a place, part of a figure of speech. */
export const TAGS = ["-", "place", "figure"] as const;
const PLACE = 1;
export const FIGURE = 2;
/** Words of a sentence. */
export const LENGTH = 6;
/** Where "under" stands, from 0. */
export const UNDER = 3;

export interface Sentence {
  readonly words: readonly string[];
  /** Tag of each word, its number in TAGS. */
  readonly tags: readonly number[];
}

export const VOCABULARY: readonly string[] = [
  ...new Set([...subjects.flat(), ...adverbs, "under", "the", ...figures, ...places]),
];

function makeSentence(opening: readonly string[], noun: string, tag: number): Sentence {
  return { words: [...opening, "under", "the", noun], tags: [0, 0, 0, tag, tag, tag] };
}

/**
 * Every sentence of the little grammar, in two parts. A part has an opening ("she is still") with all eight endings or not at
 * all: so the openings of the test are new, and nothing before "under" tells which meaning follows.
 */
export function makeSentences(testOpenings: number, seed: number): { training: Sentence[]; testing: Sentence[] } {
  const openings = subjects.flatMap(([subject, ...verbs]) =>
    verbs.flatMap((verb) => adverbs.map((adverb) => [subject, verb, adverb])),
  );
  const order = Array.from(new Generator(seed).stream("sentence openings").permutation(openings.length));
  const all = (which: readonly number[]) =>
    which.flatMap((i) => [
      ...figures.map((noun) => makeSentence(openings[i], noun, FIGURE)),
      ...places.map((noun) => makeSentence(openings[i], noun, PLACE)),
    ]);
  return { training: all(order.slice(testOpenings)), testing: all(order.slice(0, testOpenings)) };
}

/** The words' numbers in the vocabulary. */
export function numbersOf({ words }: Sentence): number[] {
  return words.map((word) => VOCABULARY.indexOf(word));
}
