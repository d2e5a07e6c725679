// The beat of a lock: while its holder lives, the file's time of change moves once a second. So who cannot see the holder's process,
// in another container or on another machine, sees that there is one; and no clock of another machine is asked for the time: what
// counts is that the time moves while one looks.
//
// A thread of its own beats, since the thread that trains may be busy for many seconds. It holds the file open: where another has
// taken the lock over, it is the old file that goes on beating, and nobody reads that.

import { closeSync, futimesSync, lstatSync, openSync, utimesSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Sleep } from "../output/busy-file.ts";

/** Seconds from one beat to the next. */
export const BEAT = 1;

/** Looks without a beat, half a second apart, after which a holder that cannot be seen is dead. */
const LOOKS = 20;
const LOOK = 500;

/** Whether a lock beats while one looks; undefined where it is gone or another one's meanwhile. Takes ten seconds to say "no". */
export function beats(path: string, wait: Sleep): boolean | undefined {
  const first = beatOf(path);
  if (first === undefined) return undefined;
  for (let look = 0; look < LOOKS; look++) {
    // Looks are counted, not time: a machine that slept meanwhile has not looked.
    wait(LOOK);
    const now = beatOf(path);
    if (now === undefined || now.file !== first.file) return undefined;
    if (now.at !== first.at) return true;
  }
  return false;
}

/** Milliseconds since a lock's last beat, by this machine's clock: for a list, which does not wait. */
export function sinceBeat(path: string, now: number): number | undefined {
  const beat = beatOf(path);
  return beat === undefined ? undefined : now - Number(beat.at / 1_000_000n);
}

function beatOf(path: string): { readonly file: bigint; readonly at: bigint } | undefined {
  const info = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return info === undefined ? undefined : { file: info.ino, at: info.mtimeNs };
}

/** A beat, as the thread does it, too. `node --permission` lets no open file be touched: there it is the path, where it still leads to the file. */
function touch(lock: number, path: string, file: bigint): void {
  const now = new Date();
  try {
    futimesSync(lock, now, now);
  } catch {
    if (lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino === file) utimesSync(path, now, now);
  }
}

/** What the thread runs. It ends when it is told to, and says so once it has let the file go. */
const THREAD = `
import { closeSync, fstatSync, futimesSync, lstatSync, openSync, utimesSync } from "node:fs";
import { workerData } from "node:worker_threads";
const { path, file, beat, told } = workerData;
const words = new Int32Array(told);
const touch = () => {
  const now = new Date();
  try {
    futimesSync(lock, now, now);
  } catch {
    if (lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino === file) utimesSync(path, now, now);
  }
};
let lock;
try {
  lock = openSync(path, "r+");
  try {
    if (fstatSync(lock, { bigint: true }).ino === file) {
      do touch();
      while (Atomics.wait(words, 0, 0, beat) === "timed-out");
    }
  } finally {
    closeSync(lock);
  }
} catch {}
Atomics.store(words, 1, 1);
Atomics.notify(words, 1);
`;

/** The beat of a lock that this process holds. */
export interface Beat {
  /** Ends it; the file is let go then. */
  stop(): void;
}

/** Lets a lock beat until it is stopped or the process ends. */
export function startBeat(path: string): Beat {
  const { file } = beatOf(path) ?? { file: 0n };
  const told = new SharedArrayBuffer(8);
  const words = new Int32Array(told);
  try {
    const workerData = { path, file, beat: BEAT * 1000, told };
    const source = new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`);
    const worker = new Worker(source, { workerData, execArgv: [], env: {}, stdin: false });
    worker.on("error", () => {});
    worker.unref();
    return {
      stop: () => {
        Atomics.store(words, 0, 1);
        Atomics.notify(words, 0);
        // Windows removes no file that is open: at most as long as a thread needs to begin.
        Atomics.wait(words, 1, 0, 500);
      },
    };
  } catch {
    return beatBetween(path, file);
  }
}

/** Where there may be no threads (`node --permission` without `--allow-worker`): as often as this one comes to it. */
function beatBetween(path: string, file: bigint): Beat {
  const lock = openSync(path, "r+");
  const timer = setInterval(() => {
    try {
      touch(lock, path, file);
    } catch {}
  }, BEAT * 1000).unref();
  return {
    stop: () => {
      clearInterval(timer);
      closeSync(lock);
    },
  };
}
