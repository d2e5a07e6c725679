// From the text of an option to its value, or one line that says what was wanted.

import { either, exactly, type OptionRule, readOption, whole } from "recurra/core";

/** The value of an option, by the library's name; undefined where it was left out. Throws OptionError for a text that has none. */
export function readGiven<T>(option: string, rule: OptionRule<T>, text: string | undefined): T | undefined {
  return text === undefined ? undefined : readOption("", option, rule, text);
}

/** "auto", or how many threads. */
export const threadsRule: OptionRule<number | "auto"> = either(exactly("auto"), whole(1));
