// Ctrl-C: the first asks the work to stop after its current step, so that what it has can be kept; the second ends at once.

import { exitCode } from "../terminal/failure.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** One press may come twice: from the terminal, and passed on by npx, npm or timeout. Nobody presses twice in so many ms. */
const ONE_PRESS = 250;

/**
 * Listens for Ctrl-C while `work` runs. `atOnce` is called before the process ends on the second one. `now` is a clock in ms.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  atOnce: () => void,
  now: () => number = () => performance.now(),
): Promise<T> {
  const controller = new AbortController();
  let pressed = Number.NaN;
  const stop = (): void => {
    if (now() - pressed < ONE_PRESS) return;
    pressed = now();
    if (controller.signal.aborted) {
      atOnce();
      process.exit(exitCode.interrupted);
    }
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
