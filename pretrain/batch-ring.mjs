// Batches that worker threads make ahead, in memory that is shared: batch s lies in slot s modulo their number. Who reads takes them in
// order and waits for each, so which thread made one, and when, reaches no bit.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { mostFloats, readSlot, slotBytes } from "./ring-slots.mjs";

const SLOTS = 8;
/** A batch takes some 30 ms; ms. */
const PATIENCE = 120_000;

/** What `makers` threads make from batch `first` on, before `end`. */
export class BatchRing {
  #shared;
  #sequence;
  #workers;

  constructor({ seed, size, first, end, makers = Math.max(1, Math.min(4, availableParallelism() - 1)) }) {
    const floats = mostFloats(size);
    this.size = size;
    this.#shared = new SharedArrayBuffer(slotBytes(SLOTS, floats));
    this.#sequence = new Int32Array(this.#shared, 0, SLOTS);
    for (let step = first; step < first + SLOTS; step++) this.#sequence[step % SLOTS] = 2 * step;
    this.#workers = Array.from({ length: makers }, (_, maker) => {
      const workerData = { shared: this.#shared, slots: SLOTS, floats, seed, size, first: first + maker, end, makers };
      const worker = new Worker(new URL("./batch-maker.mjs", import.meta.url), { workerData });
      worker.unref();
      return worker;
    });
    this.floats = floats;
  }

  /** Batch number `step`; steps must be asked for one after another. */
  at(step) {
    const slot = step % SLOTS;
    const sequence = this.#sequence;
    const waiting = 2 * step;
    while (Atomics.load(sequence, slot) === waiting) {
      if (Atomics.wait(sequence, slot, waiting, PATIENCE) === "timed-out") throw new Error(`no batch ${step} was made`);
    }
    if (Atomics.load(sequence, slot) !== waiting + 1) throw new Error(`batch ${step} is not there: its maker failed`);
    const batch = readSlot(this.#shared, SLOTS, this.floats, slot, this.size);
    Atomics.store(sequence, slot, 2 * (step + SLOTS));
    Atomics.notify(sequence, slot);
    return batch;
  }

  async end() {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
