// Files that are open elsewhere. On Windows a scanner, an indexer or a viewer that has a file open keeps others from removing it or
// putting another one in its place: for a moment, as a rule, and so one tries again. Elsewhere an open file is in nobody's way.

import { renameSync, rmSync } from "node:fs";

/** How one waits: tests have their own way. */
export type Sleep = (milliseconds: number) => void;

/** Nothing else happens meanwhile: who waits has nothing else to do. */
export const sleep: Sleep = (milliseconds) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

/** The system that files lie on. */
interface FileSystem {
  readonly platform: NodeJS.Platform;
  readonly wait: Sleep;
}

const HERE: FileSystem = { platform: process.platform, wait: sleep };

const BUSY: readonly string[] = ["EPERM", "EACCES", "EBUSY"];
/** A second in all. */
const TRIES = 14;

/** Gives a file another name, in place of the one that has it. */
export function renameOver(from: string, to: string, system = HERE): void {
  whenFree(() => renameSync(from, to), system);
}

/** Removes a file, where it is there. */
export function removeFile(path: string, system = HERE): void {
  whenFree(() => rmSync(path, { force: true }), system);
}

/** Removes a folder with all that is in it, where it is there. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: TRIES, retryDelay: 10 });
}

function whenFree(work: () => void, { platform, wait }: FileSystem): void {
  for (let tries = 1; ; tries++) {
    try {
      work();
      return;
    } catch (error) {
      const busy = platform === "win32" && BUSY.includes((error as NodeJS.ErrnoException).code ?? "");
      if (!busy || tries === TRIES) throw error;
      wait(10 * tries);
    }
  }
}
