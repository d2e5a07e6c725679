// A line of `recurra forecast`, made one option after another.

import { type OptionValue, type Phrase, partsOf, type Wording } from "recurra/core";
import { forecastCommand } from "../forecast/command.ts";
import type { ForecastOptionTexts } from "../forecast/option-texts.ts";
import { asArgument, commandWording, flagOf } from "../terminal/wording.ts";
import type { InspectOptionTexts } from "./settings.ts";

/** Options that may be given again. */
const repeated = new Set(["where", "missing", "units"]);

export class ForecastLine {
  readonly wording: Wording = commandWording(forecastCommand(() => {}));
  /** What was guessed in it, as sentences. */
  readonly remarks: string[] = [];
  readonly #words: string[];

  /** Begins with what inspect was given. */
  constructor(given: InspectOptionTexts) {
    this.#words = Object.entries(given).flatMap(([name, value]) => {
      const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (name === "json" || value === undefined) return [];
      if (value === false) return [`--no-${flag}`];
      return [value].flat().flatMap((one) => [`--${flag}`, String(one)]);
    });
  }

  /** Its words behind the file, unquoted. */
  get words(): readonly string[] {
    return this.#words;
  }

  add(flag: string, value: string): void {
    this.#words.push(flag, value);
  }

  /** Takes the options of a remedy, of several values the first; false where the command lacks one, or all stand there. */
  take(remedy: Phrase): boolean {
    const mentions = partsOf(remedy).flatMap((part) => (typeof part === "object" && "option" in part ? [part] : []));
    const offers = mentions.flatMap(({ option, value, like }) => {
      const values = like !== undefined || value === undefined ? [] : [value].flat();
      return values.length > 0 && this.wording.option(option, values[0]) !== undefined ? [{ option, values }] : [];
    });
    if (offers.length === 0 || offers.length < mentions.length) return false;
    let taken = false;
    for (const { option, values } of offers) {
      if (!this.#set(option, values[0])) continue;
      taken = true;
      const others = values.slice(1).map((other) => this.wording.option(option, other));
      const first = this.wording.option(option, values[0]);
      if (others.length > 0) this.remarks.push(`"${first}" is a guess; the other way is "${others.join('" or "')}".`);
    }
    return taken;
  }

  #set(option: string, value: OptionValue): boolean {
    const flag = value === false ? `--no-${flagOf(option).slice(2)}` : flagOf(option);
    const word = value === "\t" ? "tab" : value === " " ? "space" : String(value);
    if (this.#words.some((one, at) => one === flag && (!repeated.has(option) || this.#words[at + 1] === word)))
      return false;
    this.#words.push(flag, ...(typeof value === "boolean" ? [] : [word]));
    return true;
  }

  /** As the command would take it. */
  texts(): ForecastOptionTexts {
    const command = forecastCommand(() => {});
    command.parseOptions([...this.#words]);
    return command.opts<ForecastOptionTexts>();
  }

  /** As it is typed. */
  typed(file: string): string {
    return ["recurra forecast", ...[file, ...this.#words].map(asArgument)].join(" ");
  }
}
