// Work that may wait a moment, in the order in which it was asked for: a few pieces in each turn of the event loop, so that
// whoever comes anew is heard between them, however much of it there is. A turn takes one new connection (libuv accepts no more), so
// it must be short: those who knock meanwhile stand in a queue of the kernel, which turns away whom it has no place for.

/** Pieces in a turn of the event loop, of those that come first and of the others. Where one kind has fewer, the other has its places. */
const PIECES = { first: 3, others: 1 };
const MOST = PIECES.first + PIECES.others;

export class Turns {
  readonly #first = new Set<() => void>();
  readonly #others = new Set<() => void>();
  #asked = false;

  /** Calls `work` when its turn has come; once, however often it was asked for until then. */
  ask(work: () => void, first: boolean): void {
    if (this.#first.has(work) || this.#others.has(work)) return;
    (first ? this.#first : this.#others).add(work);
    this.#schedule();
  }

  leave(work: () => void): void {
    this.#first.delete(work);
    this.#others.delete(work);
  }

  #schedule(): void {
    if (this.#asked || this.#first.size + this.#others.size === 0) return;
    this.#asked = true;
    setImmediate(() => this.#run());
  }

  #run(): void {
    this.#asked = false;
    const others = Math.min(this.#others.size, Math.max(PIECES.others, MOST - this.#first.size));
    const list = [...some(this.#first, MOST - others), ...some(this.#others, others)];
    // What asks again meanwhile goes to the end, and another turn.
    for (const work of list) this.leave(work);
    for (const work of list) work();
    this.#schedule();
  }
}

function* some<T>(set: ReadonlySet<T>, count: number): Generator<T> {
  let left = count;
  for (const one of set) {
    if (left-- <= 0) return;
    yield one;
  }
}
