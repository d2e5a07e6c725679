// One process at a time works in a run folder: the one whose name stands in its file `lock`.
//
// The file is made with its content under another name and then linked, so it is never seen half written. The lock of a dead process
// is taken over by one process only, although many may find it at once: who wants to replace a lock whose id is S must first hold
// `lock.S`, which is a lock like any other (and whose holder may die, too), then look again that S still stands there, and rename
// its own file over it. Only who holds `lock.S` replaces S, and S does not come back. So who holds `lock.S` while S stands has the
// folder already, to everybody: whom it refuses and who only looks must read the same name.

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
import { parseJson, textAt } from "../input/json-value.ts";
import { readLimited } from "../input/limited-file.ts";
import { temporaryBeside } from "../output/atomic-file.ts";
import { lifeOf, type RunOwner, readOwner, thisProcess } from "../output/run-owner.ts";

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
export function findLockHolder(folder: string): LockHolder | undefined {
  return findSuccessor(join(folder, LOCK));
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
    const holder = acquire(path, { id, content: JSON.stringify({ ...thisProcess(), id }) });
    if (holder !== undefined) return holder;
    removeClaims(folder);
    return new RunLock(path, id);
  }

  /** Gives the folder back, where it is still this process's. */
  release(): void {
    if (holderOf(this.#path)?.id === this.#id) rmSync(this.#path, { force: true });
  }
}

/** What a process writes into each lock that it makes. */
interface Ticket {
  readonly id: string;
  readonly content: string;
}

/** Makes the lock `path`; undefined when that worked, else who holds it. */
function acquire(path: string, ticket: Ticket): LockHolder | undefined {
  for (;;) {
    if (createLock(path, ticket)) return undefined;
    const holder = holderOf(path);
    if (holder === undefined) continue; // given back meanwhile
    if (holder.life !== "dead" || holder.id === undefined) return holder;
    const claim = `${path}.${holder.id}`;
    const rival = acquire(claim, ticket);
    if (rival !== undefined) {
      // A rival that came too late has nothing: then another's lock stands, and its name is the one to tell.
      if (holderOf(path)?.id !== holder.id) continue;
      return rival;
    }
    try {
      if (holderOf(path)?.id !== holder.id) continue;
      withTicketFile(path, ticket, (temporary) => renameSync(temporary, path));
      return undefined;
    } finally {
      rmSync(claim, { force: true });
    }
  }
}

/** Who holds `path`, or has the sole right to replace a dead holder: the end of the chain of claims. */
function findSuccessor(path: string): LockHolder | undefined {
  for (;;) {
    const holder = holderOf(path);
    if (holder?.life !== "dead" || holder.id === undefined) return holder;
    const claimant = findSuccessor(`${path}.${holder.id}`);
    // A claim goes once it has been used or was too late. What was read of it holds only while the lock is the one that it is to.
    if (holderOf(path)?.id !== holder.id) continue;
    return claimant === undefined || claimant.life === "dead" ? holder : claimant;
  }
}

/** Whether `path` was made; false when it is there already. */
function createLock(path: string, ticket: Ticket): boolean {
  try {
    withTicketFile(path, ticket, (temporary) => linkSync(temporary, path));
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (syscall !== "link" || code === "ENOENT") throw error;
  }
  // A file system without links. Who looks in the moment between making and writing finds a lock that cannot be understood, and
  // keeps off.
  try {
    write(path, "wx", ticket.content);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Writes a file beside `path` and hands it to `use`; none of it is left. The id is part of its name: a process of another machine or
 * container may have the same number.
 */
function withTicketFile(path: string, { id, content }: Ticket, use: (temporary: string) => void): void {
  const temporary = temporaryBeside(`${path}.${id}`);
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

/** Who a lock names; undefined when there is none. */
function holderOf(path: string): LockHolder | undefined {
  const there = (): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  const read = () => readLimited(path, MOST_BYTES);
  // Read again where it is there after all: it was given back as it was to be read, and made anew since.
  const file = read() ?? (there() ? read() : undefined);
  return file === undefined && !there() ? undefined : holderIn(file?.text ?? "");
}

function holderIn(text: string): LockHolder {
  const value = parseJson(text);
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
