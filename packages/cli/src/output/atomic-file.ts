// Files that a reader sees old or new, never in part: written under a temporary name beside the place, flushed to the disk, renamed,
// and the folder flushed too, since the new name is a line in it.

import { closeSync, readdirSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { removeFile, renameOver } from "./busy-file.ts";
import { isNumberInUse } from "./run-owner.ts";
import { flush, flushFolder, openToWrite } from "./synced-file.ts";

const TEMPORARY = /^\.(.+)\.(\d+)\.tmp$/;

/** The name under which this process writes what is to become `path`. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

/** Writes a file so that after a crash or a loss of power its name stands for the old content or for the new one. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = temporaryBeside(path);
  try {
    const file = openToWrite(temporary, "w");
    try {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      flush(file);
    } finally {
      closeSync(file);
    }
    renameOver(temporary, path);
    flushFolder(dirname(path));
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

/**
 * Removes what writers that were killed left half written in a folder. `isOwn` tells by its name which file can have no other writer
 * than the caller: there nobody is asked for.
 */
export function removeLeftovers(folder: string, isOwn: (name: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    const [, becomes, pid] = TEMPORARY.exec(name) ?? [];
    if (becomes === undefined) continue;
    // This process is writing nothing now, so what bears its number is another's that had the same number.
    if (isOwn(becomes) || Number(pid) === process.pid || !isNumberInUse(Number(pid))) removeQuietly(join(folder, name));
  }
}

/** Whether a name is that of a file that is still being written, or was when its writer died. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Where this is called there is an error to tell already. */
function removeQuietly(path: string): void {
  try {
    removeFile(path);
  } catch {}
}
