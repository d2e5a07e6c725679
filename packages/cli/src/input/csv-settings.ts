// How a CSV is to be read: what forecast, predict and inspect ask alike.

import { type OptionRule, text, word } from "recurra/core";
import { MISSING, type Missing } from "recurra/data";
import { ENCODING, type OpenTableOptions } from "recurra/files";
import { readGiven } from "./option-values.ts";

/** The options as commander gives them. */
export interface CsvOptionTexts {
  readonly time?: string;
  readonly dateOrder?: string;
  readonly decimal?: string;
  readonly missing?: string;
  readonly delimiter?: string;
  readonly part?: string;
  readonly encoding?: string;
}

/** The options as values. Undefined: found in the data. */
export interface CsvSettings {
  readonly time: string | undefined;
  readonly dateOrder: "ymd" | "dmy" | "mdy" | undefined;
  readonly decimal: "." | "," | undefined;
  readonly missing: Missing | undefined;
  readonly delimiter: string | undefined;
}

function isDelimiter(value: unknown): value is string {
  return typeof value === "string" && value.length === 1 && !/["\r\n]/.test(value);
}

const rules = {
  dateOrder: word("ymd", "dmy", "mdy"),
  decimal: word(".", ","),
  delimiter: {
    wanted: 'one sign, or "tab"',
    fits: isDelimiter,
    read: (text) => [text === "\\t" || text === "tab" ? "\t" : text].find(isDelimiter),
  } satisfies OptionRule<string>,
};

/** Checks the options. Throws OptionError for the first that cannot be used. */
export function csvSettings(texts: CsvOptionTexts): CsvSettings {
  return {
    time: texts.time,
    dateOrder: readGiven("dateOrder", rules.dateOrder, texts.dateOrder),
    decimal: readGiven("decimal", rules.decimal, texts.decimal),
    missing: readGiven("missing", MISSING, texts.missing),
    delimiter: readGiven("delimiter", rules.delimiter, texts.delimiter),
  };
}

/** How the file is to be opened, before it is read as a CSV. Throws OptionError for what cannot be used. */
export function fileSettings({ part, encoding }: Pick<CsvOptionTexts, "part" | "encoding">): OpenTableOptions {
  return {
    ...(part === undefined ? {} : { part: readGiven("part", text("a file, sheet or table within the file"), part) }),
    ...(encoding === undefined ? {} : { encoding: readGiven("encoding", ENCODING, encoding) }),
  };
}
