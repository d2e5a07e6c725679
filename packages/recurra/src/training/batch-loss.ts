// The loss of batches, and in training their gradients. A batch is cut into chunks where its loss says that it is a mean over the samples
// (plans/batch-cut.ts); each is computed by a plan or the tape (plans/computation.ts), on this thread or another (plans/chunk-runner.ts).

import { isMeanOverSamples } from "../nn/index.ts";
import { BatchCut, type Chunk, ChunkRunner, Computation, evenChunk, type Seeds } from "../plans/index.ts";
import { type Parameter, requireTensor, type Tensor } from "../tensor/index.ts";
import type { Threads } from "../threads/index.ts";
import { cutTogether } from "./batch-group.ts";
import { type Batch, mixesSamples, type TrainOptions } from "./options.ts";

/** Samples of a chunk, at least. In native mode each chunk's product reads all weights once more: fewer, larger chunks. */
const NATIVE_FEWEST = { gradient: 32, forward: 64 };
/** When there are as many plans, the shapes of batches, or the decisions of a model, vary too much for others. */
const ROOM = { plans: 32, full: "refuse" } as const;

export class BatchLoss<B extends Batch> {
  readonly #computation: Computation<B>;
  readonly #cut: BatchCut<B>;
  readonly #runner: ChunkRunner<B>;

  /** `parameters`: all that may change. `gradients`: those that get the gradients of a batch; undefined where none is computed. */
  constructor(
    options: TrainOptions<B>,
    parameters: readonly Parameter[],
    threads: Threads,
    gradients?: readonly Parameter[],
  ) {
    const { plan, mode = "strict", microBatchSize } = options;
    const adds = addsUp(options);
    const gradient = gradients !== undefined;
    const planned = gradient ? (plan ?? adds) : adds && plan !== false;
    this.#computation = new Computation<B>({
      inputs: ({ x, y }) => [x, y],
      code: (batch, inputs) => lossOf(options, inputs ? { ...batch, x: inputs[0], y: inputs[1] } : batch),
      parameters,
      gradients,
      plan: !planned ? "tape" : plan && gradient ? "required" : "plan",
      room: ROOM,
    });
    const fewest = mode === "native" ? NATIVE_FEWEST[gradient ? "gradient" : "forward"] : undefined;
    this.#cut = new BatchCut<B>({
      // What validates is whole where nothing is known of it.
      size: gradient || adds ? microBatchSize : undefined,
      adds,
      // A forward pass has half of the cache: it reads the weights as often for half of the work.
      sizeOf: (samples, bytes) => evenChunk(samples, gradient ? bytes : 2 * bytes, fewest),
      measure: (batch) => this.#computation.measure(batch),
    });
    this.#runner = new ChunkRunner(this.#computation, { mode, threads, parameters }, gradients);
  }

  /** Cuts batches that count together; what each chunk draws is keyed by a word of `seeds`. */
  cut(batches: readonly B[], seeds: Seeds): Chunk<B>[] {
    return cutTogether(batches, seeds, (batch, words) => this.#cut.cut(batch, words));
  }

  /** The loss of all chunks. A promise where other threads take part. */
  compute(chunks: readonly Chunk<B>[]): number | Promise<number> {
    const losses: number[] = [];
    const running = this.#runner.run(chunks, (chunk, { values }) => {
      losses[chunk] = values[0];
    });
    return running ? running.then(() => weighed(chunks, losses)) : weighed(chunks, losses);
  }

  /** Whether several threads could compute these chunks. */
  isShareable(chunks: readonly Chunk<B>[]): boolean {
    return this.#runner.isShareable(chunks);
  }

  /** Gives memory back. */
  dispose(): void {
    this.#runner.dispose();
  }
}

/**
 * Whether chunks add up to the batch, and make the same kernel calls each time: where the loss or the step says it. Of another one nobody
 * has promised either: it may hold a weight that a schedule changes. A model whose samples depend on each other has no chunks at all.
 */
function addsUp<B extends Batch>({ model, step, loss }: TrainOptions<B>): boolean {
  if (mixesSamples(model)) return false;
  return step ? isMeanOverSamples(step) : model.repeatable && isMeanOverSamples(loss);
}

function lossOf<B extends Batch>({ step, loss, model }: TrainOptions<B>, batch: B): Tensor {
  const found = step ? step(batch) : loss!(model.forward!(batch.x), batch.y);
  requireTensor("train", step ? "what step gives" : "what loss gives", found);
  // Throws for more than one number.
  if (found.size !== 1) found.item();
  return found;
}

function weighed<B>(chunks: readonly Chunk<B>[], losses: readonly number[]): number {
  if (chunks.length === 1) return losses[0];
  let loss = 0;
  for (let i = 0; i < chunks.length; i++) loss += chunks[i].share * losses[i];
  return loss;
}
