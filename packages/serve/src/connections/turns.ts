// Work that may wait a moment, in the order in which it was asked for: a few pieces in each turn of the event loop, so that
// whoever comes anew is heard between them, however much of it there is.

/** Pieces in a turn of the event loop: about the requests that are answered in a few milliseconds. */
const MOST = 16;

export class Turns {
  readonly #waiting = new Set<() => void>();
  #asked = false;

  /** Calls `work` when its turn has come; once, however often it was asked for until then. */
  ask(work: () => void): void {
    this.#waiting.add(work);
    this.#schedule();
  }

  leave(work: () => void): void {
    this.#waiting.delete(work);
  }

  #schedule(): void {
    if (this.#asked || this.#waiting.size === 0) return;
    this.#asked = true;
    setImmediate(() => this.#run());
  }

  #run(): void {
    this.#asked = false;
    let left = Math.min(MOST, this.#waiting.size);
    // What asks again meanwhile goes to the end, and another turn.
    for (const work of this.#waiting) {
      if (left-- === 0) break;
      this.#waiting.delete(work);
      work();
    }
    this.#schedule();
  }
}
