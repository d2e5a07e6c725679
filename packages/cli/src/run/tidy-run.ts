// What a finished run has left over: nothing, unless its process was killed between its last line and its last removal.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { removeLeftovers } from "../output/atomic-file.ts";
import { removeFolder } from "../output/busy-file.ts";
import { CHECKPOINTS, isRunFile } from "./run-form.ts";
import { LOCK, type Looking, RunLock } from "./run-lock.ts";
import { readRun } from "./run-record.ts";

/** Removes what a process left that was killed when it had already written that the run is done. */
export function tidyRun(path: string, looking?: Looking): void {
  if (![CHECKPOINTS, LOCK].some((name) => existsSync(join(path, name)))) return;
  try {
    const lock = RunLock.take(path, looking);
    if (!(lock instanceof RunLock)) return;
    if (readRun(path).status === "done") {
      forgetCheckpoints(path);
      removeLeftovers(path, isRunFile);
    }
    lock.release();
  } catch {
    // A folder that may only be read, or is going: the run is whole as it is.
  }
}

/** Once a run is done, a folder that is not removed is only in the way. */
export function forgetCheckpoints(path: string): void {
  try {
    removeFolder(join(path, CHECKPOINTS));
  } catch {}
}
