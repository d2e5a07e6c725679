// The folder of a project that is to be written: new, or empty.

import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Phrase } from "recurra/core";
import { flawOfName } from "../output/file-name.ts";
import { UsageError } from "../terminal/failure.ts";

/** Refuses a folder that a project cannot be written into. `said` names it as it was asked for: "--code denoise". */
export function checkNewFolder(said: string, path: string, platform = process.platform): void {
  const other: Phrase = "name a new or empty folder";
  if (path.trim() === "") throw new UsageError("OUT_EMPTY", said.trim(), "it must name a folder, but it is empty");
  const flaw = flawOfName(path, platform);
  if (flaw !== undefined) throw new UsageError("OUT_NAME", said, flaw, { remedies: ["name another folder"] });
  const above = nearest(resolve(path));
  if (!statSync(above).isDirectory()) {
    const problem = above === resolve(path) ? "this is a file" : `${above} is a file, so no folder can be made there`;
    throw new UsageError("OUT_IS_FILE", said, problem, { remedies: [other] });
  }
  if (above === resolve(path) && readdirSync(above).length > 0) {
    const problem = "this folder is not empty; nothing was written";
    throw new UsageError("OUT_NOT_EMPTY", said, problem, { remedies: [other] });
  }
  try {
    accessSync(above, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = `no permission to write into ${above} (${code})`;
    throw new UsageError("OUT_FORBIDDEN", said, problem, { remedies: ["name another one"], cause: error });
  }
}

/** The path, or of the folders above it the nearest that is there. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
