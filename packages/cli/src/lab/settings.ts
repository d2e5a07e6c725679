// The options of a lab on the command line: their names there, their defaults as text, and their values.

import type { Lab, LabOption, LabOptions, SettingsOf } from "@recurra/labs";
import type { LabOptionTexts } from "./command.ts";

/** "learningRate" is --learning-rate. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A default as one would type it; "" for flags, and where the default is none. */
export function defaultText({ default: value, placeholder }: LabOption<unknown>): string {
  return placeholder === undefined ? "" : String(value);
}

/** Reads every option that was given; the others have their defaults. Throws OptionError for a text that has no value. */
export function labSettings(options: LabOptions, texts: LabOptionTexts): SettingsOf<LabOptions> {
  const read = Object.entries(options).map(([name, option]) => {
    const given = texts[name];
    return [name, given === undefined ? option.default : option.read(flagOf(name), String(given))];
  });
  return Object.fromEntries(read) as SettingsOf<LabOptions>;
}

/**
 * A lab's message with its options named as on the command line: "learningRate 5 is ..." speaks of --learning-rate. Names of
 * one word are words of English, too: they are taken for options only in "the option columns or target", and at the start,
 * before a value.
 */
export function withFlags(message: string, { options }: Lab): string {
  const names = Object.keys(options);
  const said = message.replace(/\bthe options? (\w+(?:(?:, | or | and )\w+)*)/g, (all, list: string) => {
    const flags = list.replace(/\w+/g, (word) => (names.includes(word) ? flagOf(word) : word));
    return flags === list ? all : flags;
  });
  return names.reduce((text, name) => {
    const place = /[A-Z]/.test(name) ? new RegExp(`(?<![\\w-])${name}\\b`, "g") : new RegExp(`^${name}(?= [-\\d"])`);
    return text.replace(place, flagOf(name));
  }, said);
}
