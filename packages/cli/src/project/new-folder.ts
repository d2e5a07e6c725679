// The folder of a project that is to be written: new, or empty.

import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import type { Phrase } from "recurra/core";
import { flawOfName } from "../output/file-name.ts";
import { UsageError } from "../terminal/failure.ts";

/** Refuses a folder that a project cannot be written into. `said` names it as it was asked for: "--code denoise". */
export function checkNewFolder(said: string, path: string, platform = process.platform): void {
  const other: Phrase = "name a new or empty folder";
  if (path.trim() === "") throw new UsageError("OUT_EMPTY", said.trim(), "it must name a folder, but it is empty");
  const flaw = flawOfName(path, platform);
  if (flaw !== undefined) throw new UsageError("OUT_NAME", said, flaw, { remedies: ["name another folder"] });
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) throw new UsageError("OUT_IS_FILE", said, "this is a file", { remedies: [other] });
  if (readdirSync(path).length > 0) {
    const problem = "this folder is not empty; nothing was written";
    throw new UsageError("OUT_NOT_EMPTY", said, problem, { remedies: [other] });
  }
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = `no permission to write into this folder (${code})`;
    throw new UsageError("OUT_FORBIDDEN", said, problem, { remedies: ["name another one"], cause: error });
  }
}
