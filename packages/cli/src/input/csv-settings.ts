// How a CSV is to be read: what forecast, predict and inspect ask alike.

import { UsageError } from "../terminal/failure.ts";
import { oneOf } from "./option-values.ts";

/** The options as commander gives them. */
export interface CsvOptionTexts {
  readonly time?: string;
  readonly dateOrder?: string;
  readonly decimal?: string;
  readonly delimiter?: string;
}

/** The options as values. Undefined: found in the data. */
export interface CsvSettings {
  readonly time: string | undefined;
  readonly dateOrder: "ymd" | "dmy" | "mdy" | undefined;
  readonly decimal: "." | "," | undefined;
  readonly delimiter: string | undefined;
}

/** The value of an option that may be left out. */
export function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function delimiter(text: string): string {
  const sign = text === "\\t" || text === "tab" ? "\t" : text;
  if (sign.length === 1 && !/["\r\n]/.test(sign)) return sign;
  throw new UsageError(`--delimiter must be one sign, or "tab", but it is "${text}".`);
}

/** Checks the options. Throws UsageError for the first that cannot be used. */
export function csvSettings(texts: CsvOptionTexts): CsvSettings {
  return {
    time: texts.time,
    dateOrder: optional(texts.dateOrder, (text) => oneOf("--date-order", text, ["ymd", "dmy", "mdy"])),
    decimal: optional(texts.decimal, (text) => oneOf("--decimal", text, [".", ","])),
    delimiter: optional(texts.delimiter, delimiter),
  };
}
