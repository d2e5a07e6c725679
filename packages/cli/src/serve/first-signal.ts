import { exitCode } from "../terminal/failure.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Resolves on the first signal; the second one ends the process at once. */
export function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let ending = false;
    const end = (): void => {
      if (ending) process.exit(exitCode.interrupted);
      ending = true;
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, end);
  });
}
