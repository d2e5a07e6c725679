// Training in the two ways that are compared: the library's train(), and the loop that a course writes by hand.
import { train, withMode } from "recurra";

/**
 * train() as a workload: every run is one epoch. How many threads it has is asked of a first, short training, since train() has
 * one where there can be no others, and says so only at its end.
 */
export async function trained(options) {
  const threads = await threadsOf(options);
  const epochs = train({ ...options, epochs: Number.MAX_SAFE_INTEGER });
  return { threads, run: () => epochs.next(), end: () => epochs.return() };
}

/** The first batch some times: threads begin once it runs as a plan, and count once they have computed a part of it. */
async function threadsOf(options) {
  const [first] = options.batches(1);
  const epochs = train({ ...options, batches: () => new Array(8).fill(first), epochs: 1 });
  for (;;) {
    const { done, value } = await epochs.next();
    if (done) return value.threads;
  }
}

/** The loop by hand as a workload: `loss(batch)` on the tape, backward and one optimizer step for each batch. */
export function looped({ optimizer, loss, batches, mode }) {
  const epoch = () => {
    for (const batch of batches) {
      optimizer.zeroGrad();
      const value = loss(batch);
      value.item(); // as the peers do: a loop looks at its loss
      value.backward();
      optimizer.step();
    }
  };
  return { threads: 1, run: () => withMode(mode, epoch) };
}
