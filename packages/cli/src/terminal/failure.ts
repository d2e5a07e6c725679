// Every failure ends here: one line on stderr that starts with "recurra:", and an exit code.

import { CommanderError } from "commander";
import { printable } from "./terminal.ts";

/** Exit codes, as documented in docs/cli.md. */
export const exitCode = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Wrong usage or bad input that the command line finds by itself; the library has its own errors for what it finds. */
export class UsageError extends Error {}

/** A file of the run that the disk refused. */
export class WriteError extends Error {}

/** Ctrl-C, after what could be kept was kept; the message says where. */
export class Interrupted extends Error {}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}

/** Whether the fault lies in the input or the options rather than in the work. */
export async function isBadInput(error: unknown): Promise<boolean> {
  if (error instanceof UsageError) return true;
  const { DataError, OptionError, FormatError } = await import("recurra");
  return error instanceof DataError || error instanceof OptionError || error instanceof FormatError;
}

/** Writes the line and tells the exit code. `RECURRA_DEBUG=1` adds the stack. */
export async function failed(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    // Help and version end as errors with code 0; commander has already written them.
    if (error.exitCode === 0) return exitCode.done;
    if (error.code !== "commander.help") say(oneLine(error.message.replace(/^error: /, "")));
    return exitCode.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  say(oneLine(message));
  if (process.env.RECURRA_DEBUG === "1" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  if (error instanceof Interrupted) return exitCode.interrupted;
  return (await isBadInput(error)) ? exitCode.usage : exitCode.failed;
}

/** One line on stderr. */
export function say(line: string): void {
  process.stderr.write(`recurra: ${printable(line)}\n`);
}
