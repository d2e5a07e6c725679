// Texts of errors with the places marked at which each edge speaks its own language: `repair: "drop"` in a program is `--repair drop`
// on the command line and `"repair": "drop"` in the body of a request.

import { listed } from "../words/listed.ts";

export type OptionValue = string | number | boolean;

/** An option by the library's name, with a value, with several to choose from, or with a word for one ("COLUMN"). */
export interface OptionMention {
  readonly option: string;
  readonly value?: OptionValue | readonly OptionValue[];
  readonly like?: string;
}

/** What only a program can do: `series.sorted()`. */
export interface CallMention {
  readonly call: string;
}

/** A text, in parts where it mentions options or calls. */
export type Phrase = string | readonly (string | OptionMention | CallMention)[];

/** A text's parts. */
export function partsOf(phrase: Phrase): Exclude<Phrase, string> {
  return typeof phrase === "string" ? [phrase] : phrase;
}

/** How an edge says things. */
export interface Wording {
  /** An option as its user sets it, or names it where no value is given; undefined where this edge has no such option. */
  readonly option: (name: string, value?: OptionValue, like?: string) => string | undefined;
  /** What stands between options that a finding offers together; ", " where nothing is said. */
  readonly beside?: string;
  /** A call; undefined where nobody writes programs. */
  readonly call: (code: string) => string | undefined;
  /** Who speaks ("train", "Forecaster"), as the sentence begins; undefined where nobody knows these names. Files are always named. */
  readonly speaker: (name: string) => string | undefined;
}

/** The language of programs. */
export const programWording: Wording = {
  option: (name, value, like) =>
    like !== undefined ? `${name}: ${like}` : value === undefined ? name : `${name}: ${JSON.stringify(value)}`,
  call: (code) => code,
  speaker: (name) => name,
};

/** The values that a mention offers. */
export function valuesOf({ value }: OptionMention): readonly (OptionValue | undefined)[] {
  return Array.isArray(value) ? value : [value as OptionValue | undefined];
}

/**
 * The text in an edge's words. With `whole`, undefined when the edge lacks something that it mentions: a remedy that nobody there can
 * take is none. Without, the library's name stands in.
 */
export function putPhrase(phrase: Phrase, wording: Wording, whole: boolean): string | undefined {
  if (typeof phrase === "string") return phrase;
  let text = "";
  for (const part of phrase) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const words =
      "call" in part
        ? [wording.call(part.call)]
        : valuesOf(part).map((value) => wording.option(part.option, value, part.like));
    const known = words.filter((word) => word !== undefined);
    if (known.length === 0 && whole) return undefined;
    text += known.length > 0 ? listed(known, "or") : "call" in part ? part.call : part.option;
  }
  return text;
}
