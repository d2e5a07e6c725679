// Turns of the event loop, so that a page stays responsive and Ctrl-C takes effect while something long is computed.

interface Host {
  setImmediate?: (run: () => void) => unknown;
}

/** Resolves after the event loop has had a turn: timers, input and signals that are waiting run first. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis as Host;
    if (setImmediate) {
      setImmediate(resolve);
      return;
    }
    // A message, because browsers delay nested timers by at least 4 ms.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Milliseconds of work between two turns: well under 50, because the step that crosses the line still has to end. */
const BUDGET = 20;

/** Gives the event loop a turn when one is due. The clock decides only when to pause, never what is computed. */
export class Turns {
  #last = performance.now();

  get due(): boolean {
    return performance.now() - this.#last >= BUDGET;
  }

  async take(): Promise<void> {
    await turn();
    this.#last = performance.now();
  }
}
