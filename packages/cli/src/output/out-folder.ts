// Where a run is kept: the folder that --out names, once it is known to be free for it, or a new one under runs/.

import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isLock, LOCK, type LockHolder, lockHolder } from "../run/run-lock.ts";
import { isElsewhereOnThisMachine } from "../run/run-owner.ts";
import { isRunFolder } from "../run/run-record.ts";
import { UsageError } from "../terminal/failure.ts";
import { isTemporary } from "./atomic-file.ts";

/** Refuses an --out that cannot be used, before anything is computed. */
export function checkOutFolder(path: string): void {
  if (path.trim() === "") throw new UsageError("--out must name a folder, but it is empty.");
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    throw new UsageError(`--out ${path}: this is a file. Name a folder that is new, empty or an earlier run.`);
  }
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--out ${path}: no permission to write into this folder (${code}). Name another one.`);
  }
  const holder = lockHolder(path);
  if (holder !== undefined && holder.life !== "dead") throw inUse(path, holder, "Name another folder with --out");
  // What a process leaves that is killed before its run has begun.
  const others = readdirSync(path).filter((name) => !isTemporary(name) && !isLock(name));
  if (others.length > 0 && !isRunFolder(path)) {
    throw new UsageError(
      `--out ${path}: this folder holds files that are no run of recurra; nothing was written. Name a new or empty folder.`,
    );
  }
}

/** A run is at work in the folder, or may be. `else` is what to do other than to wait. */
export function inUse(folder: string, { owner, life }: LockHolder, otherwise: string): UsageError {
  if (life === "alive" && owner !== undefined) {
    return new UsageError(
      `${folder}: a run is at work in this folder (process ${owner.pid}). ${otherwise}, or wait for it.`,
    );
  }
  const where = owner !== undefined && isElsewhereOnThisMachine(owner) ? ", in another container" : "";
  const found = owner === undefined ? "cannot be read" : `names process ${owner.pid} on "${owner.host}"${where}`;
  return new UsageError(
    `${folder}: a run may be at work in this folder: ${join(folder, LOCK)} ${found}. ${otherwise}; or, if none is, delete that file.`,
  );
}

/** Makes a folder and those above it; says which one cannot be made and what to do. */
export function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return;
    throw new UsageError(`${path}: this is a file, so no folder can be made there. Name another folder with --out.`);
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
export function newFolder(name: string, id: string, started: string): string {
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
  return new UsageError(`${path}: this folder cannot be made (${code}). Name a folder that can be written with --out.`);
}

/** Letters, digits and single dashes: a name that any file system takes. */
function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 40) || "run";
}
