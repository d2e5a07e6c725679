// Every failure ends here: one line on stderr that starts with "recurra:", and below it rows to fill in where there are any; or with --json
// one line of JSON; and an exit code.

import { CommanderError } from "commander";
import { DataError, errorJson, FormatError, OptionError, RecurraError, shownValue } from "recurra/core";
import { Interrupted, UsageError } from "./errors.ts";
import { printable } from "./terminal.ts";
import { currentWording, sentenceOf, withFlags } from "./wording.ts";

export { Interrupted, UsageError, WriteError } from "./errors.ts";

/** Exit codes, as documented in docs/cli.md. */
export const exitCode = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}

/** Whether the fault lies in the input or the options rather than in the work. */
function isBadInput(error: unknown): boolean {
  return [UsageError, CommanderError, DataError, OptionError, FormatError].some((kind) => error instanceof kind);
}

/** Tells the error, as JSON where that was asked for, and returns the exit code. `RECURRA_DEBUG=1` adds the stack. */
export function reportFailure(error: unknown, { json = false }: { readonly json?: boolean } = {}): number {
  // Help and version end as errors with code 0; commander has already written them, as it has the help for a line without a command.
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done;
  if (error instanceof CommanderError && error.code === "commander.help") return exitCode.usage;
  const code =
    error instanceof Interrupted ? exitCode.interrupted : isBadInput(error) ? exitCode.usage : exitCode.failed;
  if (json) process.stderr.write(`${errorLine(error, code)}\n`);
  else say(oneLine(sentenceOf(error)));
  const { table } = error instanceof RecurraError ? error.details : {};
  if (!json && table !== undefined) process.stderr.write(`${table.split("\n").map(printable).join("\n")}\n`);
  if (process.env.RECURRA_DEBUG === "1" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return code;
}

/** The error as one line of JSON: docs/cli.md, "Errors as JSON". */
function errorLine(error: unknown, code: number): string {
  const document =
    error instanceof RecurraError
      ? errorDocument(error)
      : { code: "UNEXPECTED", message: oneLine(sentenceOf(error)), subject: "", remedies: [] };
  return escapeSteering(JSON.stringify({ error: { ...document, exitCode: code } }));
}

function errorDocument(error: RecurraError) {
  const wording = currentWording();
  const { found, remedies, ...rest } = errorJson(error, wording);
  return {
    ...rest,
    message: oneLine(sentenceOf(error)),
    ...(found === undefined ? {} : { found: isPlain(found) ? found : shownValue(found) }),
    remedies: withFlags(remedies, wording),
    ...(error.details.table !== undefined && { table: error.details.table }),
  };
}

/** What JSON keeps as it is, and a reader looks over at once. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 100 && value.every((one) => !Array.isArray(one) && isPlain(one));
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** JSON without the signs that would steer a terminal: `printable` for what must stay JSON. */
function escapeSteering(json: string): string {
  return json.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** One line on stderr. */
export function say(line: string): void {
  process.stderr.write(`recurra: ${printable(line)}\n`);
}
