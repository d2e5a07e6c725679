// Threads that compute the chunks of a batch together. Each worker has its own instance of the kernels and its own copy of the
// parameters; shared memory carries parameters and inputs out, and results and sums of gradients back. The calling thread works
// too. Lanes are taken by whoever is free, and delivered by number: who computed what leaves no trace in the result.
//
// A job opens when its ticket is set (control.ts) and is over when all lanes are done; the calling thread then waits without
// giving its event loop a turn, but not for long: a worker that died would never be noticed otherwise.
//
// Threads that nobody asked for ("auto") are a help, not a need: when one cannot be started or fails, the calling thread computes the
// lanes that it owes, and goes on alone. The numbers are the same.

import { StateError } from "../core/errors.ts";
import { wordForeign } from "../core/foreign-error.ts";
import { turn } from "../core/turns.ts";
import { currentMode, currentModule, f32, memoryBytes } from "../kernels/wasm/engine.ts";
import { nativeDescription, nativeWorkerHead } from "../kernels/wasm/native-mode.ts";
import type { MemoryRange, PlanData } from "../tensor/index.ts";
import {
  CHUNK_WORDS,
  CLOSED,
  COUNTS,
  DONE,
  EXIT,
  FAILED,
  GRADIENTS,
  LANES,
  MOST_RANGES,
  MOST_WORKERS,
  PLANS,
  POSTED,
  READY,
  TEXT_BYTES,
  TICKET,
  WAKE,
  WORDS,
} from "./control.ts";
import { type HostWorker, startWorker } from "./host.ts";
import type { Buffers, Message } from "./worker.ts";

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

/** How long the calling thread looks for the end of a job before it sleeps, and sleeps before it gives the event loop a turn; ms. */
const spin = 0.2;
const nap = 20;
/** The most plans that workers know; then they begin anew. More than whoever has plans keeps at a time. */
const MOST_PLANS = 64;
/** How long `started` waits; ms. Whoever is later takes part from then on. */
const patience = 10_000;

export class WorkerPool {
  readonly #control: Int32Array;
  readonly #text: SharedArrayBuffer;
  readonly #workers: HostWorker[];
  readonly #parameters: readonly MemoryRange[];
  readonly #laneSize: number;
  readonly #required: boolean;
  readonly #size: number;
  readonly #plans = new Map<PlanData, number>();
  #buffers: Buffers;
  #job = 0;
  #failure: Error | undefined;
  #ended: Promise<unknown> | undefined;

  /**
   * Starts `workers` threads beside the calling one. `parameters` are copied to them for every job, `gradients` are where plans leave
   * theirs. They take part as soon as each has started; until then the calling thread works alone. When a worker fails, a pool that is
   * `required` throws, and any other one goes on with the calling thread alone.
   */
  constructor(
    workers: number,
    parameters: readonly MemoryRange[],
    gradients: readonly MemoryRange[],
    required: boolean,
  ) {
    this.#control = new Int32Array(new SharedArrayBuffer(WORDS * 4));
    this.#text = new SharedArrayBuffer(TEXT_BYTES);
    this.#parameters = parameters;
    this.#required = required;
    this.#laneSize = total(gradients);
    this.#buffers = {
      parameters: new SharedArrayBuffer(4 * total(parameters)),
      inputs: new SharedArrayBuffer(0),
      outputs: new SharedArrayBuffer(0),
      lanes: new SharedArrayBuffer(0),
      table: new SharedArrayBuffer(0),
    };
    Atomics.store(this.#control, TICKET, CLOSED);
    this.#size = Math.min(workers, MOST_WORKERS);
    const native = currentMode() === "native" ? nativeDescription() : undefined;
    this.#workers = this.#start(native ? nativeWorkerHead() : "");
    const { buffer: control } = this.#control as { buffer: SharedArrayBuffer };
    const module = currentModule();
    const start = { kind: "start", control, text: this.#text, module, native, parameters, gradients } as const;
    this.#post((number) => ({ ...start, number }));
  }

  /** Workers that have started; 0 once one has failed. Throws StateError THREAD_FAILED then when the pool is required. */
  get ready(): number {
    return this.#broken() ? 0 : Atomics.load(this.#control, READY);
  }

  /** Workers that have computed a lane at least. */
  get used(): number {
    let used = 0;
    for (let i = 0; i < this.#workers.length; i++) if (Atomics.load(this.#control, COUNTS + i) > 0) used++;
    return used;
  }

  /** Resolves when all workers have started, or have had a long time to. Throws StateError THREAD_FAILED when one could not. */
  async whenStarted(): Promise<void> {
    const asked = performance.now();
    const late = (): boolean => performance.now() - asked > patience;
    const control = this.#control;
    for (let ready = this.ready; ready < this.#size && !this.#failure && !late(); ready = this.ready) {
      Atomics.wait(control, READY, ready, 1);
      await turn();
    }
  }

  /**
   * Computes all chunks of a job, with the parameters as they are now.
   * Throws StateError THREAD_FAILED, with its cause, when a worker of a required pool failed: it cannot be used any more.
   */
  async run(job: Job): Promise<void> {
    const lanes = job.ranges.length - 1;
    const places = this.#prepare(job);
    const mine = new Set<number>();
    const control = this.#control;
    Atomics.store(control, DONE, 0);
    Atomics.store(control, LANES, lanes);
    Atomics.store(control, PLANS, this.#plans.size);
    Atomics.store(control, GRADIENTS, Number(job.gradients ?? true));
    this.#job = (this.#job + 1) & 0x3ffffff;
    Atomics.store(control, TICKET, this.#job << 5);
    this.#wake();
    try {
      const compute = (lane: number): void => {
        job.compute(lane);
        mine.add(lane);
        Atomics.add(control, DONE, 1);
      };
      // Threads that were asked for do work: the last lane is theirs for as long as none of those that have started has had one.
      const most = lanes - Number(this.#required && this.ready > 0 && this.used === 0);
      for (let lane = this.#take(most); lane >= 0; lane = this.#take(most)) compute(lane);
      // In a turn of the event loop the end of a worker is noticed.
      while (!this.#finished(lanes)) await turn();
      for (let lane = 0; this.#failure && lane < lanes; lane++) if (!mine.has(lane)) compute(lane);
    } finally {
      Atomics.store(control, TICKET, (this.#job << 5) | CLOSED);
    }
    this.#deliver(job, mine, places);
  }

  /** Ends the threads; resolves when they have ended. */
  async end(): Promise<void> {
    if (!this.#ended) {
      Atomics.store(this.#control, EXIT, 1);
      this.#wake();
      this.#ended = Promise.all(this.#workers.map((worker) => worker.end()));
    }
    await this.#ended;
  }

  #start(head: string): HostWorker[] {
    const failed = (why: Error): void => {
      this.#failure ??= why;
    };
    const workers: HostWorker[] = [];
    try {
      while (workers.length < this.#size) workers.push(startWorker(head, failed));
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
    return workers;
  }

  /** The next of the first lanes, as many as said, that nobody has taken, or -1. */
  #take(lanes: number): number {
    for (;;) {
      const ticket = Atomics.load(this.#control, TICKET);
      const lane = ticket & 31;
      if (lane >= lanes) return -1;
      if (Atomics.compareExchange(this.#control, TICKET, ticket, ticket + 1) === ticket) return lane;
    }
  }

  /** Waits for a while; whether all lanes are done, or nobody is left who would do them. */
  #finished(lanes: number): boolean {
    const control = this.#control;
    const start = performance.now();
    for (;;) {
      const done = Atomics.load(control, DONE);
      // Looked for after the count, which a failing worker puts up too.
      if (this.#broken() || done >= lanes) return true;
      const waited = performance.now() - start;
      if (waited > nap) return false;
      if (waited > spin) Atomics.wait(control, DONE, done, nap);
    }
  }

  /** Whether a worker has failed. */
  #failed(): boolean {
    if (!this.#failure && Atomics.load(this.#control, FAILED) === 1) {
      const bytes = new Uint8Array(this.#text).slice();
      this.#failure = new Error(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
    }
    return this.#failure !== undefined;
  }

  /** Whether a worker has failed and the calling thread is on its own; throws where that was not agreed to. */
  #broken(): boolean {
    if (!this.#failed()) return false;
    if (this.#required) throw failure(this.#failure!, Atomics.load(this.#control, READY) < this.#size);
    void this.end();
    return true;
  }

  /** Writes the job into shared memory; where each chunk's output goes. */
  #prepare({ chunks, ranges, gradients = true }: Job): number[] {
    this.#broken();
    if (this.#plans.size >= MOST_PLANS) this.#forget();
    for (const { plan } of chunks) this.#sendPlan(plan);
    const inputs = chunks.reduce((sum, { plan }) => sum + total(plan.inputs) + 2 * plan.keys.length, 0);
    const outputs = chunks.reduce((sum, { plan }) => sum + plan.output.size, 0);
    const table = MOST_RANGES + chunks.length * CHUNK_WORDS;
    const lanes = gradients ? (ranges.length - 1) * this.#laneSize : 0;
    this.#reserve({ inputs, outputs, lanes, table });
    this.#writeParameters();

    const words = new Int32Array(this.#buffers.table);
    const floats = new Float32Array(this.#buffers.inputs);
    const keyWords = new Int32Array(this.#buffers.inputs);
    words.set(ranges);
    const places: number[] = [];
    let at = 0;
    let out = 0;
    chunks.forEach(({ plan, inputs: values, keys }, chunk) => {
      const entry = MOST_RANGES + chunk * CHUNK_WORDS;
      words[entry] = this.#plans.get(plan)!;
      words[entry + 1] = at;
      plan.inputs.forEach(({ size }, i) => {
        floats.set(values[i], at);
        at += size;
      });
      words[entry + 2] = at;
      keyWords.set(keys, at);
      at += keys.length;
      words[entry + 3] = out;
      places.push(out);
      out += plan.output.size;
    });
    return places;
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

  /** Makes sure that the workers will know a plan. */
  #sendPlan(plan: PlanData): void {
    if (this.#plans.has(plan)) return;
    this.#plans.set(plan, this.#plans.size);
    // What the engine holds now covers every address in the plan.
    this.#post(() => ({ kind: "plan", plan, bytes: memoryBytes() }));
  }

  /** Plans come and go; the workers learn anew those that are still used. */
  #forget(): void {
    this.#plans.clear();
    this.#post(() => ({ kind: "forget" }));
  }

  #reserve(wanted: { inputs: number; outputs: number; lanes: number; table: number }): void {
    const grown: Record<string, SharedArrayBuffer> = {};
    for (const [name, numbers] of Object.entries(wanted)) {
      if (this.#buffers[name as keyof Buffers].byteLength < numbers * 4)
        grown[name] = new SharedArrayBuffer(numbers * 4);
    }
    if (Object.keys(grown).length === 0) return;
    this.#buffers = { ...this.#buffers, ...grown };
    this.#post(() => ({ kind: "buffers", buffers: this.#buffers }));
  }

  #post(messageTo: (number: number) => Message): void {
    this.#workers.forEach((worker, number) => void worker.post(messageTo(number)));
    Atomics.add(this.#control, POSTED, 1);
    this.#wake();
  }

  #wake(): void {
    Atomics.add(this.#control, WAKE, 1);
    Atomics.notify(this.#control, WAKE);
  }

  #deliver(
    { chunks, ranges, gradients = true, deliver }: Job,
    mine: ReadonlySet<number>,
    places: readonly number[],
  ): void {
    const outputs = new Float32Array(this.#buffers.outputs);
    const lanes = new Float32Array(this.#buffers.lanes);
    const size = this.#laneSize;
    for (let lane = 0; lane < ranges.length - 1; lane++) {
      if (mine.has(lane)) continue;
      const results: Float32Array[] = [];
      for (let chunk = ranges[lane]; chunk < ranges[lane + 1]; chunk++) {
        results.push(outputs.subarray(places[chunk], places[chunk] + chunks[chunk].plan.output.size));
      }
      deliver(lane, results, gradients ? lanes.subarray(lane * size, (lane + 1) * size) : lanes.subarray(0, 0));
    }
  }
}

function failure(cause: Error, starting: boolean): StateError {
  const one = { option: "threads", value: 1 } as const;
  return new StateError(
    "THREAD_FAILED",
    "threads",
    `a worker thread ${starting ? "could not be started" : "failed"}: ${wordForeign(cause)}`,
    {
      remedies: starting
        ? [
            ["leave ", { option: "threads" }, " out"],
            ["use ", one],
          ]
        : [["use ", one], "use less memory"],
      cause,
    },
  );
}

function total(places: readonly MemoryRange[]): number {
  return places.reduce((sum, { size }) => sum + size, 0);
}
