// Snapshots on their way to the page: at most ten a second, never ahead of the page's word that it has the one before, always the latest.

/** Milliseconds from a snapshot to the next one: they are the training's, however long it took to make. */
const BETWEEN = 100;

interface OutboxParts<S> {
  readonly post: (snapshot: S) => void;
  readonly now?: () => number;
}

export class Outbox<S> {
  readonly #post: (snapshot: S) => void;
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #waiting = false;
  #pending: (() => S) | undefined;
  #isLast = false;

  constructor({ post, now = () => performance.now() }: OutboxParts<S>) {
    this.#post = post;
    this.#now = now;
  }

  /** What there is to show now. It is made only when it goes out, and forgotten when a later one comes before that. */
  offer(make: () => S): void {
    this.#pending = make;
    this.#isLast = false;
    if (!this.#waiting && this.#now() - this.#last >= BETWEEN) this.#send();
  }

  /** The last for a while, as when a run rests or has ended: it goes out at once, or with the page's next word. */
  offerLast(make: () => S): void {
    this.#pending = make;
    this.#isLast = true;
    if (!this.#waiting) this.#send();
  }

  /** The page has the last one, and has drawn it or will. */
  acknowledge(): void {
    this.#waiting = false;
    // While a run goes on, its next step offers something newer; behind a last one nothing comes.
    if (this.#isLast || this.#now() - this.#last >= BETWEEN) this.#send();
  }

  #send(): void {
    const make = this.#pending;
    if (make === undefined) return;
    this.#pending = undefined;
    this.#isLast = false;
    this.#waiting = true;
    this.#post(make());
    this.#last = this.#now();
  }
}
