// Ctrl-C: the first asks the work to stop after its current step, so that what it has can be kept; the second ends at once.

import { exitCode } from "./failure.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Listens for Ctrl-C while `work` runs. `atOnce` is called before the process ends on the second one. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, atOnce: () => void): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
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
