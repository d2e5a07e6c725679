// What lies in a run folder, and what it takes on the disk. Nothing is opened and no link is followed.

import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CHECKPOINTS, isCheckpointFile, isRunFile } from "../run/run-form.ts";
import { isLock } from "../run/run-lock.ts";

export interface RunFile {
  /** Within the run's folder: "run.json", "checkpoints/fitted.json". */
  readonly name: string;
  readonly bytes: number;
  /** A file that a run writes; else something that was put there: another file, a folder, a link. */
  readonly own: boolean;
}

/** Names under which a run writes before it renames: left where a process was killed. */
const TEMPORARY = /^\.(.+)\.\d+\.tmp$/;

/** All files in the folder and in its checkpoints, by name; a folder that is no run's is one entry. */
export function filesOf(folder: string): RunFile[] {
  return entriesOf(folder, "", (name) => isRunFile(name) || isLock(name));
}

function entriesOf(folder: string, prefix: string, isOwn: (name: string) => boolean): RunFile[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const info = lstatSync(path, { throwIfNoEntry: false });
      // Gone since the folder was read.
      if (info === undefined) return [];
      if (prefix === "" && name === CHECKPOINTS && info.isDirectory()) {
        return entriesOf(path, `${CHECKPOINTS}/`, isCheckpointFile);
      }
      const own = info.isFile() && isOwn(TEMPORARY.exec(name)?.[1] ?? name);
      return { name: prefix + name, bytes: info.isFile() ? info.size : 0, own };
    });
}
