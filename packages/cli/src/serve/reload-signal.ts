// SIGHUP: "read your files anew" to a service, and "your terminal is gone" to a command in one. On Windows there is only the second, sent
// when the console is closed, and the process is ended a few seconds later whatever it does.

import { closeSync, openSync } from "node:fs";

interface Signals {
  on(signal: "SIGHUP", listener: () => void): unknown;
  kill(pid: number, signal: "SIGHUP"): unknown;
  removeAllListeners(signal: "SIGHUP"): unknown;
  readonly pid: number;
  readonly platform: string;
}

interface Terminal {
  /** Whether the command was started in one. */
  readonly had: boolean;
  /** Whether it is still there. */
  isThere(): boolean;
}

const terminal: Terminal = {
  had: [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY),
  isThere() {
    try {
      closeSync(openSync("/dev/tty", "r"));
      return true;
    } catch {
      return false;
    }
  },
};

/** Runs `work` at each SIGHUP that is not the end of the terminal, one after another; those that come meanwhile are one. */
export function onReload(work: () => Promise<void>, signals: Signals = process, from: Terminal = terminal): void {
  if (signals.platform === "win32") return;
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  signals.on("SIGHUP", () => {
    if (from.had && !from.isThere()) {
      // As without a listener: the process ends.
      signals.removeAllListeners("SIGHUP");
      signals.kill(signals.pid, "SIGHUP");
      return;
    }
    void run();
  });
}
