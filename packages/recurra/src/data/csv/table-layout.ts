// How a table stands in its text, where the lines do not show it.

import { either, names, type OptionRule, type OptionRules, text, whole, word } from "../../core/option-rules.ts";

export interface TableLayout {
  /** The character between cells; a blank stands for runs of blanks. Default: comma, semicolon, tab, | or blanks, found. */
  readonly delimiter?: string;
  /** Lines above the table to leave out. Default: found. */
  readonly skipFirst?: number;
  /** Lines with anything in them to leave out at the end. Default: totals, sources and notes, found. */
  readonly skipLast?: number;
  /** Leaves out lines that begin with this sign. Default: "#" where such lines stand above the table. */
  readonly comment?: string;
  /** "none" where the first line is a row, "first" where it has the names though it looks like a row, or the names. Default: found. */
  readonly header?: "none" | "first" | readonly string[];
}

function isDelimiter(value: unknown): value is string {
  return typeof value === "string" && value.length === 1 && !/["\r\n]/.test(value);
}

const delimiterWords: Readonly<Record<string, string>> = { tab: "\t", "\\t": "\t", space: " " };

const DELIMITER: OptionRule<string> = {
  wanted: "one character other than a quote",
  fits: isDelimiter,
  read: (given) => [delimiterWords[given] ?? given].find(isDelimiter),
};

export const LAYOUT: OptionRules<TableLayout> = {
  delimiter: DELIMITER,
  skipFirst: whole(0),
  skipLast: whole(0),
  comment: text("a sign such as #"),
  header: either(word("none", "first"), names),
};
