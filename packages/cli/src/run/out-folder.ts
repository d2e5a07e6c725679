// Where a run is kept: the folder that --out names, once it is known to be free for it, or a new one under runs/.

import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Phrase } from "recurra/core";
import { isTemporary } from "../output/atomic-file.ts";
import { flawOfName } from "../output/file-name.ts";
import { placeOf } from "../output/run-owner.ts";
import { UsageError } from "../terminal/failure.ts";
import { findLockHolder, isLock, LOCK, type LockHolder } from "./run-lock.ts";
import { isRunFolder } from "./run-record.ts";

const OUT = { option: "out" } as const;

/** What to do where a folder cannot be had. */
export const ELSEWHERE: Phrase = ["name another folder with ", OUT];

/** Refuses an --out that cannot be used, before anything is computed. */
export function checkOutFolder(path: string, platform = process.platform): void {
  if (path.trim() === "") throw new UsageError("OUT_EMPTY", "", [OUT, " must name a folder, but it is empty"]);
  const subject = `--out ${path}`;
  const flaw = flawOfName(path, platform);
  if (flaw !== undefined) throw new UsageError("OUT_NAME", subject, flaw, { remedies: ["name another folder"] });
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    throw new UsageError("OUT_IS_FILE", subject, "this is a file", {
      remedies: ["name a folder that is new, empty or an earlier run"],
    });
  }
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError("OUT_FORBIDDEN", subject, `no permission to write into this folder (${code})`, {
      remedies: ["name another one"],
      cause: error,
    });
  }
  const holder = findLockHolder(path);
  // One that beats, and cannot be seen, is looked for when the folder is taken.
  const open = holder === undefined || holder.life === "dead" || (holder.life === "unknown" && holder.beats);
  if (!open) throw inUse(path, holder, ELSEWHERE);
  // What a process leaves that is killed before its run has begun.
  const others = readdirSync(path).filter((name) => !isTemporary(name) && !isLock(name));
  if (others.length > 0 && !isRunFolder(path)) {
    const problem = "this folder holds files that are no run of recurra; nothing was written";
    throw new UsageError("OUT_NOT_A_RUN", subject, problem, { remedies: ["name a new or empty folder"] });
  }
}

/** A run is at work in the folder, or may be. `otherwise` is what to do other than to wait. */
export function inUse(folder: string, { owner, life }: LockHolder, otherwise: Phrase): UsageError {
  const who = owner === undefined ? "" : `process ${owner.pid}${placeOf(owner)}`;
  if (life === "alive" && owner !== undefined) {
    return new UsageError("RUN_IN_USE", folder, `a run is at work in this folder (${who})`, {
      remedies: [otherwise, "wait for it"],
    });
  }
  const found = owner === undefined ? "cannot be read" : `names ${who}`;
  return new UsageError("RUN_IN_USE", folder, `a run may be at work in this folder: ${join(folder, LOCK)} ${found}`, {
    remedies: [otherwise, "if none is, delete that file"],
  });
}

/** Makes a folder and those above it; says which one cannot be made and what to do. */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return;
    throw new UsageError("OUT_IS_FILE", path, "this is a file, so no folder can be made there", {
      remedies: [ELSEWHERE],
    });
  }
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    throw notMade(path, code);
  }
}

/** Makes `runs/<date>-<name>-<short hash>`: the hash is of the run's id. */
export function makeRunFolder(name: string, id: string, started: string): string {
  for (let attempt = 0; ; attempt++) {
    const hash = createHash("sha256").update(`${id} ${attempt}`).digest("hex");
    const path = join("runs", `${started.slice(0, 10)}-${slug(name)}-${hash.slice(0, 7)}`);
    makeFolder(dirname(path));
    try {
      mkdirSync(path);
      return path;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST") throw notMade(path, code);
    }
  }
}

function notMade(path: string, code: string | undefined): UsageError {
  return new UsageError("OUT_NOT_MADE", path, `this folder cannot be made (${code})`, {
    remedies: [["name a folder that can be written with ", OUT]],
  });
}

/** Letters, digits and single dashes: a name that any file system takes. */
function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 40) || "run";
}
