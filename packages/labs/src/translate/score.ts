// How many dates a reader reads right, and beside the others on the same texts.
import { mean } from "recurra/statistics";
import { type Advantage, compareErrors } from "../lab/advantage.ts";
import { ISO_LENGTH } from "./characters.ts";
import type { Written } from "./data.ts";

/** What one way of reading makes of texts. */
export interface Read {
  readonly id: string;
  readonly name: string;
  /** undefined where it finds no date. */
  readonly answers: readonly (string | undefined)[];
  /** 0 where the whole date is right, else 1. */
  readonly errors: Float64Array;
  /** Share of the dates that are right. */
  readonly right: number;
  /** Share of their characters. */
  readonly characters: number;
}

/** Another way, with what the first network's errors minus its own say. */
export interface ReadBeside extends Read, Advantage {}

/** All ways on the same texts. */
export interface Scored {
  readonly texts: readonly Written[];
  readonly network: Read;
  /** The network without attention, where there are both. */
  readonly plain: ReadBeside | undefined;
  /** Without learning. */
  readonly others: readonly ReadBeside[];
}

export function rate(
  { id, name }: Pick<Read, "id" | "name">,
  texts: readonly Written[],
  answers: readonly (string | undefined)[],
): Read {
  const errors = Float64Array.from(texts, ({ iso }, i) => (answers[i] === iso ? 0 : 1));
  const equal = texts.map(({ iso }, i) => Array.from(iso).filter((letter, at) => letter === answers[i]?.[at]).length);
  return { id, name, answers, errors, right: 1 - mean(errors), characters: mean(equal) / ISO_LENGTH };
}

export function compare(network: Read, other: Read): ReadBeside {
  return { ...other, ...compareErrors(network.errors, other.errors) };
}

/** Of the ways without learning, the one that reads most. */
export function findBest({ others }: Scored): ReadBeside {
  return others.reduce((best, one) => (one.right > best.right ? one : best));
}

/** At each place of a date the character that is most common there in these texts. */
export function mostCommon(texts: readonly Written[]): string {
  return Array.from({ length: ISO_LENGTH }, (_, at) => {
    const counts = new Map<string, number>();
    for (const { iso } of texts) counts.set(iso[at], (counts.get(iso[at]) ?? 0) + 1);
    return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
  }).join("");
}

/** Which parts of wrong answers are wrong: an answer may count more than once. */
export function countWrong({ texts, network }: Scored): Readonly<Record<"year" | "month" | "day", number>> {
  const wrong = { year: 0, month: 0, day: 0 };
  for (const [i, { iso }] of texts.entries()) {
    const [answer, truth] = [network.answers[i] ?? "", iso].map((date) => date.split("-"));
    if (answer[0] !== truth[0]) wrong.year++;
    if (answer[1] !== truth[1]) wrong.month++;
    if (answer[2] !== truth[2]) wrong.day++;
  }
  return wrong;
}
