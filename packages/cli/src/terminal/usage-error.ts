// What is wrong with a line of words, in our voice. Commander's own errors are sentences; its commands call a method for each kind of
// mistake, with the data of it, and here those methods throw our errors.

import type { Argument, Command, Option } from "commander";
import { listNames, nearestNames, type Phrase, quoteCell } from "recurra/core";
import { UsageError } from "./errors.ts";

/** The methods that commander calls, and what it gives them. */
interface Refusals {
  unknownOption(flag: string): void;
  unknownCommand(): void;
  missingArgument(name: string): void;
  _excessArguments(given: readonly string[]): void;
  optionMissingArgument(option: Option): void;
  missingMandatoryOptionValue(option: Option): void;
}

/** From here on, this command refuses words with a UsageError; `before` is called first. */
export function refuseWithUsageErrors(command: Command, { before }: { readonly before: () => void }): void {
  const own = command as Command &
    Refusals &
    Readonly<Record<"_allowUnknownOption" | "_allowExcessArguments", boolean>>;
  const refuse = (error: UsageError): never => {
    before();
    throw error;
  };
  const refusals: Refusals = {
    unknownOption: (flag) => {
      if (!own._allowUnknownOption) refuse(unknownOption(command, flag));
    },
    unknownCommand: () => refuse(unknownCommand(command, command.args[0])),
    missingArgument: (name) => refuse(missingArgument(command, name)),
    _excessArguments: (given) => {
      if (!own._allowExcessArguments) refuse(excessArguments(command, given));
    },
    optionMissingArgument: (option) => refuse(missingValue(option)),
    missingMandatoryOptionValue: (option) => refuse(missingOption(option)),
  };
  Object.assign(own, refusals);
}

function unknownOption(command: Command, flag: string): UsageError {
  const flags = command.options.filter(({ hidden }) => !hidden).map(({ long }) => long?.slice(2) ?? "");
  const [nearest] = nearestNames(flag.replace(/^-+/, ""), [...flags, "help"]);
  const option = command.options.find(({ long }) => long === `--${nearest}`)?.attributeName();
  const meant: Phrase = ["did you mean ", option === undefined ? `--${nearest}` : { option }, "?"];
  return new UsageError("USAGE_OPTION", "", `there is no option ${quoteCell(flag)}`, {
    found: flag,
    remedies: [nearest === undefined ? `\`${pathOf(command)} --help\` lists the options` : meant],
  });
}

function unknownCommand(command: Command, word: string): UsageError {
  const names = command.commands.map((below) => below.name());
  const [nearest] = nearestNames(word, names);
  return new UsageError("USAGE_COMMAND", "", `there is no command ${quoteCell(word)}`, {
    found: word,
    remedies: [nearest === undefined ? `\`${pathOf(command)} --help\` lists them` : `did you mean ${nearest}?`],
  });
}

/** An argument that was left out. */
export function missingArgument(command: Command, name: string): UsageError {
  const about = command.registeredArguments.find((argument) => argument.name() === name)?.description;
  return new UsageError("USAGE_ARGUMENT", "", `${quoteCell(name)} is missing${about ? `: ${about}` : ""}`, {
    remedies: [`write \`${pathOf(command)} ${command.usage()}\``],
  });
}

function excessArguments(command: Command, given: readonly string[]): UsageError {
  const extra = given.slice(command.registeredArguments.length);
  const taken = command.registeredArguments.map(wordArgument).join(" ");
  const takes = taken === "" ? "no names" : `${taken} and no more`;
  return new UsageError("USAGE_ARGUMENT", "", `${pathOf(command)} takes ${takes}, but ${listNames(extra, 3)} follows`, {
    found: extra[0],
    remedies: [extra.length === 1 ? "leave it out" : "leave them out", "put a name that has spaces in quotes"],
  });
}

function wordArgument(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

function missingValue(option: Option): UsageError {
  return new UsageError("USAGE_VALUE", "", `${option.long} has no value`, { remedies: [["write ", mention(option)]] });
}

function missingOption(option: Option): UsageError {
  return new UsageError("USAGE_VALUE", "", `${option.long} is missing: ${option.description}`, {
    remedies: [["write ", mention(option)]],
  });
}

/** The option with what stands for its value in the help. */
function mention(option: Option) {
  return { option: option.attributeName(), like: option.flags.replace(/^[^<[]*/, "") };
}

/** "recurra runs show". */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
