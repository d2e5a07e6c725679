// The loss of a batch and its gradients. The batch is cut into chunks of samples whose state stays in cache (chunk-size.ts); each
// chunk is computed by a plan or the tape (chunk.ts), on this thread or another (threads/worker-pool.ts); their gradients are added in an
// order that depends on shapes alone (gradient-lanes.ts).

import type { RandomStream } from "../core/random.ts";
import { takenBytes } from "../kernels/wasm/arena.ts";
import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import { bceWithLogitsLoss, huberLoss, isMeanOverSamples, l1Loss, mseLoss } from "../nn/index.ts";
import type { MemoryRange, Parameter, Tensor } from "../tensor/index.ts";
import type { ChunkWork, WorkerPool } from "../threads/index.ts";
import { type Chunk, ChunkGradient, numbersOf } from "./chunk.ts";
import { chunkSize, laneRanges, SMALLEST_CUT } from "./chunk-size.ts";
import { GradientLanes } from "./gradient-lanes.ts";
import { microBatches, samples } from "./micro-batches.ts";
import type { Batch, TrainOptions } from "./options.ts";

/**
 * Losses that are means over the samples, so that the gradients of parts of a batch add up to the batch's, and that make the same
 * kernel calls each time. Of a loss of the user's nobody has promised either: it may hold a weight that a schedule changes.
 */
const meanLosses: ReadonlySet<unknown> = new Set([l1Loss, mseLoss, huberLoss, bceWithLogitsLoss]);

/** In native mode each chunk's product reads all weights once more: fewer, larger chunks. */
const FEWEST_NATIVE = 32;

export class BatchGradient<B extends Batch> {
  readonly #options: TrainOptions<B>;
  /** All that get a gradient: the model's, and what else the optimizer moves, such as a loss's own. */
  readonly parameters: readonly Parameter[];
  /** Whether model and loss are known to be what plans and chunks need. */
  readonly #known: boolean;
  readonly #chunks: ChunkGradient<B>;
  readonly #lanes: GradientLanes;
  /** Chunk sizes found so far, by the shapes of the batch. */
  readonly #sizes = new Map<string, number>();

  constructor(options: TrainOptions<B>, loss: (batch: B) => Tensor) {
    const { model, optimizer, plan, step, loss: given } = options;
    this.#options = options;
    this.parameters = [...new Set([...model.parameters(), ...optimizer.parameters])];
    this.#known = model.repeatable && !step && (meanLosses.has(given) || isMeanOverSamples(given));
    const planned = plan ?? this.#known;
    this.#chunks = new ChunkGradient(loss, this.parameters, !planned ? "tape" : plan ? "required" : "plan");
    this.#lanes = new GradientLanes(this.parameters);
  }

  /** Cuts a batch; what each chunk draws is keyed by a word of `seeds`. Throws StateError PARAMETER_DISPOSED when the model is gone. */
  cut(batch: B, seeds: RandomStream): Chunk<B>[] {
    // Plans go by addresses, where the numbers of another model may lie by now.
    for (const parameter of this.parameters) parameter.pointer();
    const total = batch.x.shape[0];
    const size = this.#size(batch);
    if (size >= total) return [{ batch, share: 1, seed: seeds.uint32(0) }];
    return [...microBatches(batch, size)].map(({ batch: piece, share }, i) => ({
      batch: piece,
      share,
      seed: seeds.uint32(i),
    }));
  }

  /** The losses of the chunks; their gradients become the parameters'. */
  compute(chunks: readonly Chunk<B>[]): number[] {
    if (chunks.length === 1) return [this.#chunks.compute(chunks[0])];
    const ranges = laneRanges(chunks.length);
    const losses: number[] = [];
    this.#lanes.open(ranges.length - 1);
    for (let lane = 0; lane + 1 < ranges.length; lane++) this.#lane(chunks, ranges, lane, losses);
    this.#lanes.close(ranges.length - 1);
    return losses;
  }

  /** The chunks as work for a pool; undefined while some of them have no plan. */
  work(chunks: readonly Chunk<B>[]): ChunkWork[] | undefined {
    if (chunks.length === 1) return undefined;
    const work: ChunkWork[] = [];
    for (const chunk of chunks) {
      const plan = this.#chunks.planFor(chunk);
      if (plan === undefined || plan.gradients.size < this.parameters.length) return undefined;
      const { x, y } = chunk.batch;
      const inputs = [numbersOf(x), numbersOf(y), [chunk.share]];
      work.push({ plan: plan.data, inputs, keys: plan.keyWords(chunk.seed) });
    }
    return work;
  }

  /** As `compute`, with a pool and the kernels of a mode. */
  async computeWith(
    pool: WorkerPool,
    chunks: readonly Chunk<B>[],
    work: readonly ChunkWork[],
    mode: Mode,
  ): Promise<number[]> {
    const ranges = laneRanges(chunks.length);
    const losses: number[] = [];
    this.#lanes.open(ranges.length - 1);
    await pool.run({
      chunks: work,
      ranges,
      compute: (lane) => withMode(mode, () => this.#lane(chunks, ranges, lane, losses)),
      deliver: (lane, outputs, gradients) => {
        outputs.forEach((output, i) => {
          losses[ranges[lane] + i] = output[0];
        });
        this.#lanes.fill(lane, gradients);
      },
    });
    withMode(mode, () => this.#lanes.close(ranges.length - 1));
    return losses;
  }

  /** Where the values and the gradients of all parameters lie. */
  places(): { values: MemoryRange[]; gradients: MemoryRange[] } {
    const values = this.parameters.map((p) => ({ address: p.pointer(), size: p.size }));
    const gradients = this.parameters.map((p) => ({ address: p.gradPointer(), size: p.size }));
    return { values, gradients };
  }

  dispose(): void {
    this.#chunks.dispose();
    this.#lanes.dispose();
  }

  #lane(chunks: readonly Chunk<B>[], ranges: readonly number[], lane: number, losses: number[]): void {
    for (let i = ranges[lane]; i < ranges[lane + 1]; i++) {
      losses[i] = this.#chunks.compute(chunks[i]);
      this.#lanes.add(lane);
    }
  }

  #size(batch: B): number {
    const { microBatchSize } = this.#options;
    if (microBatchSize !== undefined) return microBatchSize;
    const { x, y } = batch;
    const total = x.shape[0];
    if (!this.#known || y.shape[0] !== total || total < SMALLEST_CUT) return total;
    const key = `${x.shape.join()};${y.shape.join()}`;
    let size = this.#sizes.get(key);
    if (size === undefined) {
      const fewest = this.#options.mode === "native" ? FEWEST_NATIVE : undefined;
      size = chunkSize(total, this.#bytesPerSample(batch), fewest);
      this.#sizes.set(key, size);
    }
    return size;
  }

  /** Step memory of a sample's forward and backward pass: what 8 samples take more than 4. */
  #bytesPerSample({ x, y }: B): number {
    const [four, eight] = [4, 8].map((count) => {
      const before = takenBytes();
      this.#chunks.measure({ x: samples(x, 0, count), y: samples(y, 0, count) } as B);
      return takenBytes() - before;
    });
    return (eight - four) / 4;
  }
}
