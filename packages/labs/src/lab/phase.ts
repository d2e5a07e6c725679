// One network's training inside a lab: train() with its epochs passed on under the phase's name.
import { type Batch, type TrainOptions, train } from "recurra";
import type { TrainingResult } from "recurra/training";
import type { LabContext, LabProgress } from "./lab.ts";

/** Trains as `train()` does and yields each epoch; throws the signal's reason when the run is to end. */
export async function* trainPhase<B extends Batch>(
  phase: string,
  options: Omit<TrainOptions<B>, "signal" | "mode" | "threads">,
  { signal, mode, threads, onStep }: LabContext,
): AsyncGenerator<LabProgress, TrainingResult, undefined> {
  const parameters = options.model.parameters().reduce((total, { size }) => total + size, 0);
  const epochs = train({
    ...options,
    signal,
    mode,
    threads,
    onStep: (step) => {
      const { epoch, batch, loss, norm } = step;
      options.onStep?.(step);
      return onStep?.({ phase, epoch, batch, loss, norm, parameters });
    },
  });
  try {
    for (;;) {
      const { done, value } = await epochs.next();
      if (done) {
        signal?.throwIfAborted();
        return value;
      }
      yield { phase, epochs: options.epochs, ...value };
    }
  } finally {
    // Also when nobody goes on with the lab: its plans and threads end here.
    await epochs.return(undefined as never);
  }
}
