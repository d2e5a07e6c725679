// One process at a time works in a run folder: the one whose name stands in its file `lock`.
//
// The file is made with its content under another name and then linked, so it is never seen half written. The lock of a dead process
// is taken over by one process only, although many may find it at once: who wants to replace a lock whose id is S must first hold
// `lock.S`, which is a lock like any other (and whose holder may die, too), then look again that S still stands there, and rename
// its own file over it. Only who holds `lock.S` replaces S, and S does not come back. So who holds `lock.S` while S stands has the
// folder already, to everybody: whom it refuses and who only looks must read the same name.
//
// Whether a holder lives is known at once where its process can be seen from here; else the beat of its lock tells, to who has ten seconds.

import { randomBytes } from "node:crypto";
import { closeSync, existsSync, linkSync, lstatSync, readdirSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { numberAt, parseJson, textAt } from "../input/json-value.ts";
import { readLimited } from "../input/limited-file.ts";
import { temporaryBeside } from "../output/atomic-file.ts";
import { removeFile, renameOver, type Sleep, sleep } from "../output/busy-file.ts";
import { lifeOf, placeOf, type RunOwner, readOwner, thisProcess } from "../output/run-owner.ts";
import { flush, openToWrite } from "../output/synced-file.ts";
import { say } from "../terminal/failure.ts";
import { BEAT, type Beat, beats, sinceBeat, startBeat } from "./lock-beat.ts";

export const LOCK = "lock";

/** Whether a name is that of a lock or of a claim to one. */
export function isLock(name: string): boolean {
  return /^lock(\.[0-9a-f]{16})*$/.test(name);
}

const MOST_BYTES = 65_536;
const TRIES = 100;

/** Who holds a lock. `owner` is undefined where the file cannot be understood. */
export interface LockHolder {
  readonly owner: RunOwner | undefined;
  readonly life: "alive" | "dead" | "unknown";
  readonly id: string | undefined;
  /** Whether it says that it beats while its holder lives. */
  readonly beats: boolean;
}

/** Milliseconds without a beat after which a list says that a holder which cannot be seen is dead: clocks of machines differ. */
const SILENT = 60_000;

/** Who works in a folder, or did when it died; undefined when nobody holds it. */
export function findLockHolder(folder: string, now = Date.now()): LockHolder | undefined {
  return findSuccessor(join(folder, LOCK), now);
}

/** How one looks for a beat: how it waits, and to whom it says so. */
export interface Looking {
  readonly wait: Sleep;
  readonly note: (sentence: string) => void;
}

const LOOKING: Looking = { wait: sleep, note: say };

/** A lock that this process holds. */
export class RunLock {
  readonly #path: string;
  readonly #id: string;
  #beat: Beat | undefined;

  private constructor(path: string, id: string) {
    this.#path = path;
    this.#id = id;
  }

  /** Takes the folder, or says who has it; of a holder that cannot be seen that takes up to ten seconds. Throws what the disk refuses. */
  static take(folder: string, looking: Looking = LOOKING): RunLock | LockHolder {
    const path = join(folder, LOCK);
    const id = randomBytes(8).toString("hex");
    const holder = acquire(path, { id, content: JSON.stringify({ ...thisProcess(), id, beat: BEAT }) }, looking);
    if (holder !== undefined) return holder;
    removeClaims(folder);
    return new RunLock(path, id);
  }

  /** From here on the lock beats: for work that takes longer than a moment. */
  beat(): void {
    this.#beat ??= startBeat(this.#path);
  }

  /** Whether the folder is still this process's. */
  isHeld(): boolean {
    return holderOf(this.#path)?.id === this.#id;
  }

  /** Gives the folder back, where it is still this process's. */
  release(): void {
    this.#beat?.stop();
    if (this.isHeld()) removeFile(this.#path);
  }
}

/** What a process writes into each lock that it makes. */
interface Ticket {
  readonly id: string;
  readonly content: string;
}

/** Makes the lock `path`; undefined when that worked, else who holds it. */
function acquire(path: string, ticket: Ticket, looking: Looking): LockHolder | undefined {
  for (;;) {
    if (createLock(path, ticket)) return undefined;
    const holder = holderOf(path);
    if (holder === undefined) continue; // given back meanwhile
    if (holder.life === "alive" || holder.id === undefined) return holder;
    if (holder.life === "unknown") {
      if (!holder.beats) return holder;
      const alive = look(path, holder, looking);
      if (alive === undefined) continue;
      if (alive) return { ...holder, life: "alive" };
    }
    const claim = `${path}.${holder.id}`;
    const rival = acquire(claim, ticket, looking);
    if (rival !== undefined) {
      // A rival that came too late has nothing: then another's lock stands, and its name is the one to tell.
      if (holderOf(path)?.id !== holder.id) continue;
      return rival;
    }
    try {
      if (holderOf(path)?.id !== holder.id) continue;
      withTicketFile(path, ticket, (temporary) => renameOver(temporary, path));
      return undefined;
    } finally {
      removeFile(claim);
    }
  }
}

/** Whether a holder that cannot be seen lives; undefined where it is gone meanwhile. */
function look(path: string, { owner }: LockHolder, { wait, note }: Looking): boolean | undefined {
  const who = owner === undefined ? "its holder" : `process ${owner.pid}${placeOf(owner)}`;
  note(`${path}: looking for up to ten seconds whether ${who} is still at work.`);
  return beats(path, wait);
}

/** Who holds `path`, or has the sole right to replace a dead holder: the end of the chain of claims. */
function findSuccessor(path: string, now: number): LockHolder | undefined {
  for (;;) {
    const holder = silentIsDead(path, holderOf(path), now);
    if (holder?.life !== "dead" || holder.id === undefined) return holder;
    const claimant = findSuccessor(`${path}.${holder.id}`, now);
    // A claim goes once it has been used or was too late. What was read of it holds only while the lock is the one that it is to.
    if (holderOf(path)?.id !== holder.id) continue;
    return claimant === undefined || claimant.life === "dead" ? holder : claimant;
  }
}

/** A holder that cannot be seen, and has not been heard for long, is dead to who does not wait. */
function silentIsDead(path: string, holder: LockHolder | undefined, now: number): LockHolder | undefined {
  if (holder?.life !== "unknown" || !holder.beats) return holder;
  const silent = sinceBeat(path, now);
  return silent === undefined || silent < SILENT ? holder : { ...holder, life: "dead" };
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
  for (let tries = 1; ; tries++) {
    try {
      write(temporary, "w", content);
      use(temporary);
      return;
    } catch (error) {
      // Who took the folder meanwhile may have cleared it away, where it could not see whose it is.
      const cleared = (error as NodeJS.ErrnoException).code === "ENOENT" && existsSync(dirname(path));
      if (!cleared || tries === TRIES) throw error;
    } finally {
      removeFile(temporary);
    }
  }
}

function write(path: string, flags: "w" | "wx", text: string): void {
  const file = openToWrite(path, flags);
  try {
    writeSync(file, text);
    flush(file);
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
  if (owner !== undefined && id !== undefined && /^[0-9a-f]{16}$/.test(id))
    return { owner, id, life: lifeOf(owner), beats: numberAt(value, "beat") !== undefined };
  return { owner: undefined, id: undefined, life: "unknown", beats: false };
}

/** What the killed left on their way to the lock. It means nothing once another lock stands. */
function removeClaims(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== LOCK && isLock(name)) removeFile(join(folder, name));
  }
}
