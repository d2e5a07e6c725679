// Training in the two ways that are compared: the library's train(), and the loop that a course writes by hand.
import { train, withMode } from "recurra";

/**
 * train() as a workload: every run is one epoch. How many threads it has is asked of a first training of one epoch, since
 * train() takes fewer where the batch has too little work for more.
 */
export async function trained(options) {
  const threads = await threadsOf(train({ ...options, epochs: 1 }));
  const epochs = train({ ...options, epochs: Number.MAX_SAFE_INTEGER });
  return { threads, run: () => epochs.next(), end: () => epochs.return() };
}

async function threadsOf(epochs) {
  for (;;) {
    const { done, value } = await epochs.next();
    if (done) return value.threads ?? 1;
  }
}

/** The loop by hand as a workload: `loss(batch)` on the tape, backward and one optimiser step for each batch. */
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
