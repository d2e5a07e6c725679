// The language of the command line: an option of the library is said as the flag of the command that runs, and one that this command
// does not have is not said at all, so that no sentence offers what cannot be done.

import type { Command } from "commander";
import { type OptionValue, putPhrase, RecurraError, type Remedy, type Wording, wordError } from "recurra/core";

/** Options whose flag is not their own name with dashes. */
const FLAG_FOR: Readonly<Record<string, string>> = {
  hiddenSize: "hidden",
  numLayers: "layers",
  skipFirst: "skip",
  skip: "window-skip", // A program's alone.
  batchSize: "batch",
  "limits.bodyBytes": "max-body",
  "limits.rows": "max-rows",
  "limits.windows": "max-windows",
  "limits.streams": "max-streams",
  "limits.connections": "max-connections",
  "limits.queue": "queue",
  "limits.requestSeconds": "request-time",
  "limits.headerSeconds": "header-time",
  "limits.receiveSeconds": "receive-time",
  "limits.sendSeconds": "send-time",
  "limits.streamIdleSeconds": "stream-idle",
  "limits.drainSeconds": "drain-time",
  hosts: "allow-host",
};

/** Options that the environment sets. */
const VARIABLE_FOR: Readonly<Record<string, string>> = { token: "RECURRA_TOKEN", library: "RECURRA_BLAS" };

/** "learningRate" is --learning-rate. */
export function flagOf(name: string): string {
  return `--${FLAG_FOR[name] ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What a setting that run.json keeps is called for a reader: as its option, without the dashes ("hidden", "learning-rate"). */
export function settingName(name: string): string {
  return flagOf(name).slice(2);
}

/** How a command says things; without one, there are no options. */
export function commandWording(command: Pick<Command, "options"> | undefined): Wording {
  const options = (command?.options ?? []).filter(({ hidden }) => !hidden);
  const option = (name: string, value?: OptionValue, like?: string): string | undefined => {
    // The modes of arithmetic are flags of their own, and the strict one is what there is without.
    if (name === "mode" && value !== undefined) return option(String(value));
    // What can be said "no" to has a flag of its own for it.
    const none = `--no-${flagOf(name).slice(2)}`;
    if (value === false && options.some(({ long }) => long === none)) return none;
    const flag = flagOf(name);
    const found = options.find(({ long }) => long === flag);
    if (found === undefined) {
      const variable = VARIABLE_FOR[name];
      if (variable === undefined) return undefined;
      return value === undefined && like === undefined ? variable : `${variable}=${like ?? value}`;
    }
    const takesValue = found.required || found.optional;
    if (!takesValue) return value === undefined || value === true ? flag : undefined;
    if (like !== undefined) return `${flag} ${like}`;
    if (value === undefined) return flag;
    return typeof value === "boolean" ? undefined : `${flag} ${asArgument(value)}`;
  };
  return { option, beside: " ", call: () => undefined, speaker: () => undefined };
}

/** What can be done, with the option as it is typed. */
export interface FlaggedRemedy extends Remedy {
  readonly flag?: string;
}

/** Remedies in the words of `wording`, each with the flag of its option. */
export function withFlags(remedies: readonly Remedy[], wording: Wording): FlaggedRemedy[] {
  return remedies.map(({ text, ...remedy }) => {
    const flag = remedy.option === undefined ? undefined : wording.option(remedy.option, remedy.value);
    return { ...remedy, ...(flag === undefined ? {} : { flag }), text };
  });
}

/** A value as it is typed on a command line. */
export function asArgument(value: string | number): string {
  if (value === "\t") return "tab";
  if (value === " ") return "space";
  const text = String(value);
  return /^[\w.,:%+/=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The words of the command that runs in this process. */
let wording = commandWording(undefined);

export function currentWording(): Wording {
  return wording;
}

/** From here on, errors are said in the words of this command. */
export function speakAs(command: Pick<Command, "options"> | undefined): void {
  wording = commandWording(command);
}

/** What was found, without where and without what to do: for a list that names the place, and a reader who does something else. */
export function problemOf(error: unknown): string {
  if (error instanceof RecurraError) return putPhrase(error.problem, wording, false) ?? "";
  return error instanceof Error ? error.message : String(error);
}

/** Any error's sentence, in the words of the command that runs. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RecurraError) return wordError(error, wording);
  if (!(error instanceof Error)) return String(error);
  // What `node --permission` refuses does not say of what.
  const { resource } = error as { readonly resource?: unknown };
  return typeof resource === "string" && resource !== "" ? `${resource}: ${error.message}` : error.message;
}
