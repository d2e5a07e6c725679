// How fast the batches of a fit are: what is shown of a fit between its epochs, and the time to come. Nothing that is computed goes by it.

import type { TrainStep } from "../training/index.ts";

/** Milliseconds from one word about a fit to the next, and before the first. */
const EVERY = 200;

interface Span {
  readonly batches: number;
  /** In ms. */
  readonly time: number;
}

/** The first batches are slower: code is compiled, plans are recorded, threads start. */
const WARM: Span = { batches: 2, time: 700 };
/** Then so much is measured. */
const MEASURED: Span = { batches: 2, time: 2000 };

function reaches(span: Span, least: Span): boolean {
  return span.batches >= least.batches && span.time >= least.time;
}

export class Pace {
  readonly #now: () => number;
  #told: number;
  #last: { readonly epoch: number; readonly threads: number; readonly at: number } | undefined;
  #warm: Span = { batches: 0, time: 0 };
  #measured: Span = { batches: 0, time: 0 };
  #batchTime: number | undefined;
  #loss = { sum: 0, batches: 0 };

  /** `now` is a clock in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#told = now();
  }

  /** Counts a step; whether it is time to tell of it. */
  count({ epoch, threads, loss }: TrainStep): boolean {
    const at = this.#now();
    const last = this.#last;
    this.#last = { epoch, threads, at };
    if (epoch !== last?.epoch) this.#loss = { sum: 0, batches: 0 };
    this.#loss = { sum: this.#loss.sum + loss, batches: this.#loss.batches + 1 };
    // Between two epochs stands a validation.
    if (epoch === last?.epoch && this.#batchTime === undefined) this.#measure(at - last.at, threads !== last.threads);
    if (at - this.#told < EVERY) return false;
    this.#told = at;
    return true;
  }

  /** The mean loss of the epoch's batches so far. */
  get loss(): number {
    return this.#loss.sum / this.#loss.batches;
  }

  /** Milliseconds of a batch, once they are known; they stay what they were then. */
  get batchTime(): number | undefined {
    return this.#batchTime;
  }

  /** Threads that worked on the last batch. */
  get threads(): number {
    return this.#last?.threads ?? 1;
  }

  #measure(time: number, changed: boolean): void {
    if (changed) {
      this.#warm = { batches: 0, time: 0 };
      this.#measured = { batches: 0, time: 0 };
    }
    if (!reaches(this.#warm, WARM)) {
      this.#warm = { batches: this.#warm.batches + 1, time: this.#warm.time + time };
      return;
    }
    this.#measured = { batches: this.#measured.batches + 1, time: this.#measured.time + time };
    if (reaches(this.#measured, MEASURED)) this.#batchTime = this.#measured.time / this.#measured.batches;
  }
}
