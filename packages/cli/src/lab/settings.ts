// The options of a lab on the command line: their names there, their defaults as text, and their values.

import type { Lab, LabOption, LabOptions, SettingsOf } from "@recurra/labs";
import { readOption } from "recurra/core";

/** The options that all labs have, as commander gives them. */
export interface LabRunTexts {
  readonly data?: string;
  readonly out?: string;
  readonly code?: string;
  readonly threads?: string;
  readonly fast?: boolean;
  readonly native?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** The options of one lab as commander gives them: texts, and true for flags. */
export type LabOptionTexts = LabRunTexts & Readonly<Record<string, string | boolean | undefined>>;

/** The file that a lab reads where none is given. */
export function bundledName({ bundled }: Lab): string {
  return bundled?.file ?? "aapl.csv";
}

/** A default as one would type it; "" for flags, and where the default is none. */
export function defaultText({ default: value, placeholder }: LabOption<unknown>): string {
  return placeholder === undefined ? "" : String(value);
}

/** Reads every option that was given; the others have their defaults. Throws OptionError for a text that has no value. */
export function labSettings(options: LabOptions, texts: LabOptionTexts): SettingsOf<LabOptions> {
  const read = Object.entries(options).map(([name, option]) => {
    const given = texts[name];
    return [name, given === undefined ? option.default : readOption("", name, option.rule, String(given))];
  });
  return Object.fromEntries(read) as SettingsOf<LabOptions>;
}
