// Dates as people write them, and the dates that they are.
import { Generator } from "recurra/core";
import { daysFromCivil, isoOf } from "./calendar-day.ts";
import { type Format, knownFormats, type Piece, suits, unknownFormats, writeDate } from "./formats.ts";
import { nearestMonths } from "./month-names.ts";

/** Days from 1950-01-01 on: in a hundred years no two have the same two last digits of the year. */
const FIRST = daysFromCivil(1950, 1, 1);
const DAYS = daysFromCivil(2050, 1, 1) - FIRST;

/** A text and the date that it means. */
export interface Written {
  readonly text: string;
  readonly iso: string;
  readonly format: Format;
  /** Whether a word in it has a typing error. */
  readonly typo: boolean;
}

/** How many dates are in each part. */
interface DateCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface WrittenDates {
  readonly train: readonly Written[];
  readonly validation: readonly Written[];
  /** Other dates in the formats of training. */
  readonly known: readonly Written[];
  /** The same dates as `known`, in formats that are not in training. */
  readonly unknown: readonly Written[];
}

/** The share of the texts in small letters, and that in capitals. */
const SMALL = 0.2;
const CAPITALS = 0.05;

/**
 * Each date is in one part alone: the days of a hundred years in an order by chance, cut into pieces. Each is written once, in a format drawn from
 * the part's. `typos` is the share of the texts with words in which one word has a typing error.
 */
export function makeDates({ train, validation, test }: DateCounts, typos: number, seed: number): WrittenDates {
  const order = new Generator(seed).stream("dates").permutation(DAYS);
  const write = (part: string, from: number, count: number, formats: readonly Format[]): Written[] =>
    Array.from({ length: count }, (_, i) => {
      const date = FIRST + order[from + i];
      const draws = new Generator(seed).stream(`dates ${part}`, i);
      const fitting = formats.filter((format) => suits(format, date));
      const format = fitting[Math.floor(draws.uniform(0) * fitting.length)];
      const pieces = writeDate(format, date);
      const erring = draws.uniform(1) < typos ? mistype(pieces, (index) => draws.uniform(10 + index)) : undefined;
      const text = (erring ?? pieces).map((piece) => piece.text).join("");
      return { text: changeCase(text, draws.uniform(2)), iso: isoOf(date), format, typo: erring !== undefined };
    });
  const from = train + validation;
  return {
    train: write("train", 0, train, knownFormats),
    validation: write("validation", train, validation, knownFormats),
    known: write("known", from, test, knownFormats),
    unknown: write("unknown", from, test, unknownFormats),
  };
}

function changeCase(text: string, draw: number): string {
  if (draw < SMALL) return text.toLowerCase();
  return draw < SMALL + CAPITALS ? text.toUpperCase() : text;
}

/** Tries before a text is left as it is. */
const TRIES = 8;

/**
 * One of the names of four letters or more, abbreviations with a full stop left out, with two neighbouring letters exchanged, one left out or one doubled; the first letter stays. A month's
 * name stays nearest to its own month: what could be read as another is drawn anew. undefined where there is no such word.
 */
function mistype(pieces: readonly Piece[], draw: (index: number) => number): readonly Piece[] | undefined {
  const words = pieces.flatMap(({ kind, text }, i) => (kind !== "other" && /^\p{L}{4,}$/u.test(text) ? [i] : []));
  if (words.length === 0) return undefined;
  const at = words[Math.floor(draw(0) * words.length)];
  const { kind, text } = pieces[at];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const wrong = misspell(text, draw(3 * attempt + 1), draw(3 * attempt + 2));
    if (wrong === text) continue;
    const [only, ...others] = nearestMonths(wrong);
    const told = kind === "weekday" ? only === undefined : others.length === 0 && nearestMonths(text).has(only);
    if (told) return pieces.map((piece, i) => (i === at ? { kind, text: wrong } : piece));
  }
  return undefined;
}

function misspell(word: string, manner: number, place: number): string {
  const at = 1 + Math.floor(place * (word.length - 2));
  const [before, here, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
  if (manner < 1 / 3) return `${before}${next}${here}${after}`;
  return manner < 2 / 3 ? `${before}${next}${after}` : `${before}${here}${here}${next}${after}`;
}
