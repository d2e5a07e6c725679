// A file that a command writes where it was told to: refused before any work where it cannot be, and whole at any moment.

import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../terminal/failure.ts";
import { writeAtomically } from "./atomic-file.ts";
import { writing } from "./disk-error.ts";

/** Refuses a path that no file can be written to, and that of a file which the command reads. */
export function checkOutFile(option: string, path: string, reads: readonly string[]): void {
  if (path.trim() === "") throw new UsageError(`${option} must name a file, but it is empty.`);
  if (reads.some((read) => resolve(read) === resolve(path))) {
    throw new UsageError(`${option} ${path}: this is the file to read. Name another one to write.`);
  }
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new UsageError(`${option} ${path}: there is no folder ${folder}. Make it, or name a file elsewhere.`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option} ${path}: this is a folder. Name a file.`);
  }
}

/** Writes the file, in place of an earlier one. Throws WriteError, saying why, where the disk refuses it. */
export function writeOutFile(option: string, path: string, content: string | Uint8Array): void {
  writing(path, `or name another file with ${option}.`, () => writeAtomically(path, content));
}
