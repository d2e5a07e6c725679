// Turns of the event loop in long computations outside training: a page stays alive, and a run that is called off ends.

/** Milliseconds of work between two turns. */
const BUDGET = 20;

/** One computation's turns. The clock decides only when to pause, never what is computed. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** To be awaited between pieces of work: lets timers, input and signals run when it is time; throws the signal's reason. */
  async next(): Promise<void> {
    if (performance.now() - this.#last >= BUDGET) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve);
      });
      this.#last = performance.now();
    }
    this.#signal?.throwIfAborted();
  }
}
