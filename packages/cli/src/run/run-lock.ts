// One process at a time works in a run folder: the one whose name stands in its file `lock`.
//
// The file is made with its content under another name and then linked, so it is never seen half written. The lock of a dead process
// is taken over by one process only, although many may find it at once: who wants to replace a lock whose id is S must first hold
// `lock.S`, which is a lock like any other (and whose holder may die, too), then look again that S still stands there, and rename
// its own file over it. Only who holds `lock.S` replaces S, and S does not come back.

import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { parsed, textAt } from "../input/json-value.ts";
import { readLimited } from "../input/limited-file.ts";
import { temporaryBeside } from "../output/atomic-file.ts";
import { lifeOf, type RunOwner, readOwner, thisProcess } from "./run-owner.ts";

export const LOCK = "lock";

/** Whether a name is that of a lock or of a claim to one. */
export function isLock(name: string): boolean {
  return /^lock(\.[0-9a-f]{16})*$/.test(name);
}

const MOST_BYTES = 65_536;

/** Who holds a lock. `owner` is undefined where the file cannot be understood. */
export interface LockHolder {
  readonly owner: RunOwner | undefined;
  readonly life: "alive" | "dead" | "unknown";
  readonly id: string | undefined;
}

/** Who works in a folder, or did when it died; undefined when nobody holds it. */
export function lockHolder(folder: string): LockHolder | undefined {
  return holderOf(join(folder, LOCK));
}

/** A lock that this process holds. */
export class RunLock {
  readonly #path: string;
  readonly #id: string;

  private constructor(path: string, id: string) {
    this.#path = path;
    this.#id = id;
  }

  /** Takes the folder, or says who has it. Throws what the disk refuses. */
  static take(folder: string): RunLock | LockHolder {
    const path = join(folder, LOCK);
    const id = randomBytes(8).toString("hex");
    const holder = acquire(path, JSON.stringify({ ...thisProcess(), id }));
    if (holder !== undefined) return holder;
    removeClaims(folder);
    return new RunLock(path, id);
  }

  /** Gives the folder back, where it is still this process's. */
  release(): void {
    if (holderOf(this.#path)?.id === this.#id) rmSync(this.#path, { force: true });
  }
}

/** Makes the lock `path`; undefined when that worked, else who holds it. */
function acquire(path: string, content: string): LockHolder | undefined {
  for (;;) {
    if (created(path, content)) return undefined;
    const holder = holderOf(path);
    if (holder === undefined) continue; // given back meanwhile
    if (holder.life !== "dead" || holder.id === undefined) return holder;
    const claim = `${path}.${holder.id}`;
    const rival = acquire(claim, content);
    if (rival !== undefined) return rival;
    try {
      if (holderOf(path)?.id !== holder.id) continue;
      written(path, content, (temporary) => renameSync(temporary, path));
      return undefined;
    } finally {
      rmSync(claim, { force: true });
    }
  }
}

/** Whether `path` was made; false when it is there already. */
function created(path: string, content: string): boolean {
  try {
    written(path, content, (temporary) => linkSync(temporary, path));
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (syscall !== "link" || code === "ENOENT") throw error;
  }
  // A file system without links. Who looks in the moment between making and writing finds a lock that cannot be understood, and
  // keeps off.
  try {
    write(path, "wx", content);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Writes a file beside `path` and hands it to `use`; none of it is left. */
function written(path: string, content: string, use: (temporary: string) => void): void {
  const temporary = temporaryBeside(path);
  try {
    write(temporary, "w", content);
    use(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function write(path: string, flags: "w" | "wx", text: string): void {
  const file = openSync(path, flags);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function holderOf(path: string): LockHolder | undefined {
  const file = readLimited(path, MOST_BYTES);
  if (file === undefined && lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const value = parsed(file?.text ?? "");
  const owner = readOwner(value);
  // The id becomes part of a file's name.
  const id = textAt(value, "id");
  if (owner !== undefined && id !== undefined && /^[0-9a-f]{16}$/.test(id)) return { owner, id, life: lifeOf(owner) };
  return { owner: undefined, id: undefined, life: "unknown" };
}

/** What the killed left on their way to the lock. It means nothing once another lock stands. */
function removeClaims(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== LOCK && isLock(name)) rmSync(join(folder, name), { force: true });
  }
}
