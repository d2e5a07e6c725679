// A job as it lies in memory that all threads share: parameters and inputs go out, results and sums of gradients come back. Copying into and
// out of shared memory is slow, so a lane's inputs are written when it is offered to the workers, and not at all where it is not.

import { f32 } from "../kernels/wasm/engine.ts";
import type { MemoryRange, PlanData } from "../tensor/index.ts";
import { CHUNK_WORDS, MOST_RANGES } from "./control.ts";
import type { Buffers } from "./worker.ts";

/** A chunk of a job: its plan, the numbers of its inputs, and the key words of what it draws. */
export interface ChunkWork {
  readonly plan: PlanData;
  readonly inputs: readonly ArrayLike<number>[];
  readonly keys: Uint32Array;
}

/** What a job does with its results. */
export interface Job {
  readonly chunks: readonly ChunkWork[];
  /** Lane i has the chunks from ranges[i] up to ranges[i + 1]. */
  readonly ranges: readonly number[];
  /** Whether its plans leave gradients. Default true. */
  readonly gradients?: boolean;
  /** Computes a lane on the calling thread. */
  readonly compute: (lane: number) => void;
  /** Takes what a worker computed: results of the lane's chunks, and the sum of their gradients, if any. Views that are soon reused. */
  readonly deliver: (lane: number, outputs: readonly Float32Array[], gradients: Float32Array) => void;
}

/** Where a chunk's inputs, key words and output are, in numbers. */
interface ChunkPlace {
  readonly inputs: number;
  readonly output: number;
}

const NONE = { chunks: [], ranges: [0] };

export class SharedJob {
  readonly #parameters: readonly MemoryRange[];
  readonly #laneSize: number;
  #buffers: Buffers;
  #job: Pick<Job, "chunks" | "ranges" | "gradients"> = NONE;
  #places: readonly ChunkPlace[] = [];

  /** `parameters` are copied to the workers for every job, `gradients` are where plans leave theirs. */
  constructor(parameters: readonly MemoryRange[], gradients: readonly MemoryRange[]) {
    this.#parameters = parameters;
    this.#laneSize = total(gradients);
    const none = new SharedArrayBuffer(0);
    const own = new SharedArrayBuffer(4 * total(parameters));
    this.#buffers = { parameters: own, inputs: none, outputs: none, lanes: none, table: none };
  }

  get buffers(): Buffers {
    return this.#buffers;
  }

  /** Makes room for a job and writes the parameters as they are now; whether buffers had to grow, so that workers have to have the new ones. */
  open(job: Job): boolean {
    const { chunks, ranges, gradients = true } = job;
    this.#job = job;
    let inputs = 0;
    let outputs = 0;
    this.#places = chunks.map(({ plan }) => {
      const place = { inputs, output: outputs };
      inputs += total(plan.inputs) + 2 * plan.keys.length;
      outputs += plan.output.size;
      return place;
    });
    const lanes = gradients ? (ranges.length - 1) * this.#laneSize : 0;
    const grown = this.#reserve({ inputs, outputs, lanes, table: MOST_RANGES + chunks.length * CHUNK_WORDS });
    new Int32Array(this.#buffers.table).set(ranges);
    this.#writeParameters();
    return grown;
  }

  /** Writes what a worker needs for a lane. `numberOf`: of a plan, as workers know it. */
  offer(lane: number, numberOf: (plan: PlanData) => number): void {
    const { chunks, ranges } = this.#job;
    const words = new Int32Array(this.#buffers.table);
    const floats = new Float32Array(this.#buffers.inputs);
    const keyWords = new Int32Array(this.#buffers.inputs);
    for (let chunk = ranges[lane]; chunk < ranges[lane + 1]; chunk++) {
      const { plan, inputs, keys } = chunks[chunk];
      const place = this.#places[chunk];
      const entry = MOST_RANGES + chunk * CHUNK_WORDS;
      let at = place.inputs;
      words[entry] = numberOf(plan);
      words[entry + 1] = at;
      plan.inputs.forEach(({ size }, i) => {
        floats.set(inputs[i], at);
        at += size;
      });
      words[entry + 2] = at;
      keyWords.set(keys, at);
      words[entry + 3] = place.output;
    }
  }

  /** What a worker computed of a lane: results of its chunks, and the sum of their gradients. Views. */
  resultsOf(lane: number): readonly [outputs: Float32Array[], gradients: Float32Array] {
    const { chunks, ranges, gradients = true } = this.#job;
    const outputs = new Float32Array(this.#buffers.outputs);
    const found: Float32Array[] = [];
    for (let chunk = ranges[lane]; chunk < ranges[lane + 1]; chunk++) {
      const { output } = this.#places[chunk];
      found.push(outputs.subarray(output, output + chunks[chunk].plan.output.size));
    }
    const size = gradients ? this.#laneSize : 0;
    return [found, new Float32Array(this.#buffers.lanes).subarray(lane * size, (lane + 1) * size)];
  }

  /** Forgets the job, and with it the numbers of its inputs. */
  close(): void {
    this.#job = NONE;
  }

  #writeParameters(): void {
    const memory = f32();
    const copy = new Float32Array(this.#buffers.parameters);
    let at = 0;
    for (const { address, size } of this.#parameters) {
      copy.set(memory.subarray(address >>> 2, (address >>> 2) + size), at);
      at += size;
    }
  }

  #reserve(wanted: Readonly<Record<Exclude<keyof Buffers, "parameters">, number>>): boolean {
    const grown: Record<string, SharedArrayBuffer> = {};
    for (const [name, numbers] of Object.entries(wanted)) {
      if (this.#buffers[name as keyof Buffers].byteLength < numbers * 4)
        grown[name] = new SharedArrayBuffer(numbers * 4);
    }
    if (Object.keys(grown).length === 0) return false;
    this.#buffers = { ...this.#buffers, ...grown };
    return true;
  }
}

function total(places: readonly MemoryRange[]): number {
  return places.reduce((sum, { size }) => sum + size, 0);
}
