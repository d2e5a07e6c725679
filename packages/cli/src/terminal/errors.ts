// What the command line finds by itself, as the library's errors are: data with a sentence. The library has its own for what it finds.

import { type ErrorDetails, type Phrase, RecurraError } from "recurra/core";
import type { errorCodes } from "./error-codes.ts";

type ErrorCode = keyof typeof errorCodes;

/** An error of the command line: its subject is a file, a folder, or an option as it was given ("--out run"); "" where it is the line itself. */
class CommandError extends RecurraError {
  constructor(code: ErrorCode, subject: string, problem: Phrase, details?: ErrorDetails) {
    super(code, subject, problem, details);
  }

  override get aboutData(): boolean {
    return true;
  }
}

/** Wrong usage or bad input. */
export class UsageError extends CommandError {
  /** What the library found, said of what the user knows by name: a file, or the option that asked for it. */
  static about(subject: string, { code, problem, details }: RecurraError): UsageError {
    return new UsageError(code as ErrorCode, subject, problem, details);
  }
}

/** A file that the disk refused. */
export class WriteError extends CommandError {}

/** Ctrl-C, after what could be kept was kept; the problem says where. */
export class Interrupted extends CommandError {}

/** Work that ended before it was whole, through nobody's mistake. */
export class UnfinishedError extends CommandError {}
