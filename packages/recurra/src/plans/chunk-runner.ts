// Runs chunks, on this thread or with others (threads/worker-pool.ts). Each result is told with the number of its chunk; gradients are added
// in an order that depends on shapes alone (gradient-lanes.ts). So nothing tells who computed what.

import { type Mode, withMode } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";
import { livingVersionsOf } from "../tensor/parameter.ts";
import type { Threads } from "../threads/index.ts";
import type { Chunk } from "./chunk.ts";
import type { Computation, Result, SharedWork } from "./computation.ts";
import { GradientLanes } from "./gradient-lanes.ts";
import { laneRanges } from "./lanes.ts";

/** Takes the result of a chunk, whose numbers are soon written again. */
type Take = (chunk: number, result: Result) => void;

/** Where chunks are computed. */
interface Place {
  readonly mode: Mode;
  readonly threads: Threads;
  /** All that is read. */
  readonly parameters: readonly Parameter[];
}

export class ChunkRunner<B> {
  readonly #computation: Computation<B>;
  readonly #place: Place;
  /** Where the gradients of several chunks are added; undefined where there are none. */
  readonly #lanes: GradientLanes | undefined;

  /** `gradients`: the parameters that the computation leaves gradients of; undefined where it leaves none. */
  constructor(computation: Computation<B>, place: Place, gradients?: readonly Parameter[]) {
    this.#computation = computation;
    this.#place = place;
    this.#lanes = gradients && new GradientLanes(gradients);
  }

  /** Computes all chunks. A promise where other threads take part. Throws StateError PARAMETER_DISPOSED when the model is gone. */
  run(chunks: readonly Chunk<B>[], take: Take): void | Promise<void> {
    const { threads, mode, parameters } = this.#place;
    // Plans go by addresses, where the numbers of another model may lie by now.
    livingVersionsOf(parameters);
    const work = threads.ready && withMode(mode, () => this.#work(chunks));
    if (work) return this.#runOnThreads(chunks, work, take);
    withMode(mode, () => this.#runAlone(chunks, take));
  }

  /** Whether several threads could compute these chunks, as far as plans have been made. */
  isShareable(chunks: readonly Chunk<B>[]): boolean {
    return chunks.length > 1 && chunks.every((chunk) => this.#computation.planOf(chunk) !== undefined);
  }

  /** Gives memory back. */
  dispose(): void {
    this.#computation.dispose();
    this.#lanes?.dispose();
  }

  /** The chunks as work for several threads; undefined where there is one, or some have no plan. */
  #work(chunks: readonly Chunk<B>[]): SharedWork[] | undefined {
    if (chunks.length === 1) return undefined;
    const work: SharedWork[] = [];
    for (const chunk of chunks) {
      const one = this.#computation.workOf(chunk);
      if (one === undefined) return undefined;
      work.push(one);
    }
    return work;
  }

  #runAlone(chunks: readonly Chunk<B>[], take: Take): void {
    if (chunks.length === 1) {
      // Its gradients are the parameters' as they are.
      take(0, this.#computation.compute(chunks[0]));
      return;
    }
    const ranges = laneRanges(chunks.length);
    this.#lanes?.open(ranges.length - 1);
    for (let lane = 0; lane + 1 < ranges.length; lane++) this.#runLane(chunks, ranges, lane, take);
    this.#lanes?.close(ranges.length - 1);
  }

  async #runOnThreads(chunks: readonly Chunk<B>[], work: readonly SharedWork[], take: Take): Promise<void> {
    const { threads, mode } = this.#place;
    const ranges = laneRanges(chunks.length);
    this.#lanes?.open(ranges.length - 1);
    await threads.ready!.run({
      chunks: work,
      ranges,
      gradients: this.#lanes !== undefined,
      compute: (lane) => withMode(mode, () => this.#runLane(chunks, ranges, lane, take)),
      deliver: (lane, outputs, gradients) => {
        outputs.forEach((values, i) => {
          const chunk = ranges[lane] + i;
          take(chunk, { values, shape: work[chunk].shape });
        });
        this.#lanes?.fill(lane, gradients);
      },
    });
    withMode(mode, () => this.#lanes?.close(ranges.length - 1));
  }

  #runLane(chunks: readonly Chunk<B>[], ranges: readonly number[], lane: number, take: Take): void {
    for (let chunk = ranges[lane]; chunk < ranges[lane + 1]; chunk++) {
      take(chunk, this.#computation.compute(chunks[chunk]));
      this.#lanes?.add(lane);
    }
  }
}
