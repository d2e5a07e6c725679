// Ctrl-C: the first asks the work to stop after its current step, so that what it has can be kept; the second ends at once.

import { exitCode } from "../terminal/failure.ts";

/**
 * SIGHUP: the terminal was closed (Windows ends the process ten seconds later); SIGBREAK: Ctrl-Break of Windows. Node listens to them
 * whatever the shell says: `nohup` keeps nothing from it.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/** One press may come twice: from the terminal, and passed on by npx, npm or timeout. Nobody presses twice in so many ms. */
const ONE_PRESS = 250;

/** What Ctrl-C means to the work that is under way. */
export interface Interruption {
  /** Asks it to stop after its current step. */
  readonly signal: AbortSignal;
  /** What is still to be said before the process ends on the second Ctrl-C: the work sets it. */
  atOnce: () => void;
}

/**
 * Listens for Ctrl-C while `work` runs, from before its first line: what holds a folder must never be ended without a word. `now` is a
 * clock in ms.
 */
export async function runInterruptible<T>(
  work: (interruption: Interruption) => Promise<T>,
  now: () => number = () => performance.now(),
): Promise<T> {
  const controller = new AbortController();
  const interruption: Interruption = { signal: controller.signal, atOnce: () => {} };
  let pressed = Number.NaN;
  const stop = (): void => {
    if (now() - pressed < ONE_PRESS) return;
    pressed = now();
    if (controller.signal.aborted) {
      interruption.atOnce();
      process.exit(exitCode.interrupted);
    }
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(interruption);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
