// Turns at the workers, first come, first served. (A pool's own queue is not: a task that can be aborted goes to its end each
// time that another one is taken.)

interface Waiting {
  readonly start: () => void;
}

export class Slots {
  #free: number;
  readonly #waiting = new Set<Waiting>();

  constructor(count: number) {
    this.#free = count;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves when it is this one's turn; call `release` after it. Rejects with the reason of a signal that is aborted before. */
  async acquire(...signals: readonly AbortSignal[]): Promise<void> {
    for (const signal of signals) signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(entry);
        for (const signal of signals) signal.removeEventListener("abort", abort);
      };
      const abort = (): void => {
        leave();
        reject(signals.find((signal) => signal.aborted)?.reason);
      };
      const start = (): void => {
        leave();
        resolve();
      };
      const entry: Waiting = { start };
      this.#waiting.add(entry);
      for (const signal of signals) signal.addEventListener("abort", abort);
    });
  }

  release(): void {
    const [next] = this.#waiting;
    if (next) next.start();
    else this.#free++;
  }
}
