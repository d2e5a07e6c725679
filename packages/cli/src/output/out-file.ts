// A file that a command writes where it was told to: refused before any work where it cannot be, and whole at any moment.

import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../terminal/failure.ts";
import { flagOf } from "../terminal/wording.ts";
import { writeAtomically } from "./atomic-file.ts";
import { guardWrite } from "./disk-error.ts";
import { flawOfName } from "./file-name.ts";

/** Refuses a path that no file can be written to, and that of a file which the command reads. `option` names it. */
export function checkOutFile(
  option: string,
  path: string,
  reads: readonly string[],
  platform = process.platform,
): void {
  if (path.trim() === "") throw new UsageError("OUT_EMPTY", "", [{ option }, " must name a file, but it is empty"]);
  const subject = `${flagOf(option)} ${path}`;
  const flaw = flawOfName(path, platform);
  if (flaw !== undefined) throw new UsageError("OUT_NAME", subject, flaw, { remedies: ["name another file"] });
  if (reads.some((read) => isSameFile(read, path))) {
    throw new UsageError("OUT_IS_INPUT", subject, "this is the file to read", {
      remedies: ["name another one to write"],
    });
  }
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new UsageError("OUT_NO_FOLDER", subject, `there is no folder ${folder}`, {
      remedies: ["make it", "name a file elsewhere"],
    });
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError("OUT_IS_FOLDER", subject, "this is a folder", { remedies: ["name a file"] });
  }
}

/** Whether two paths lead to one file: also by a link, or by letters of another case where the disk takes them for the same. */
function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true;
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.ino !== 0n && a.ino === b.ino && a.dev === b.dev;
}

/** Writes the file, in place of an earlier one. Throws WriteError, saying why, where the disk refuses it. */
export function writeOutFile(option: string, path: string, content: string | Uint8Array): void {
  guardWrite(path, ["or name another file with ", { option }], () => writeAtomically(path, content));
}
