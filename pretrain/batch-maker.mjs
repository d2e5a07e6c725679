// A thread that makes every so-manieth batch of a BatchRing.
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { Batches } from "./batches.mjs";
import { writeSlot } from "./ring-slots.mjs";

const { shared, slots, floats, seed, size, first, end, makers } = workerData;
const sequence = new Int32Array(shared, 0, slots);
let slot = first % slots;
try {
  const batches = new Batches({ seed, size });
  for (let step = first; step < end; step += makers) {
    const batch = batches.at(step);
    slot = step % slots;
    // Until the batch that lay there was read.
    for (let now = Atomics.load(sequence, slot); now !== 2 * step; now = Atomics.load(sequence, slot)) {
      Atomics.wait(sequence, slot, now);
    }
    writeSlot(shared, slots, floats, slot, batch);
    Atomics.store(sequence, slot, 2 * step + 1);
    Atomics.notify(sequence, slot);
  }
} catch (error) {
  // The main thread may be waiting and hear of nothing else.
  writeSync(2, `${error.stack}\n`);
  Atomics.store(sequence, slot, -1);
  Atomics.notify(sequence, slot);
}
