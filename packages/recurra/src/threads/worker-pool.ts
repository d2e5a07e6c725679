// Threads that compute the chunks of a batch together. Each worker has its own instance of the kernels and its own copy of the
// parameters; shared memory carries parameters and inputs out, and results and sums of gradients back. The calling thread works
// too. Lanes are taken by whoever is free, and delivered by number: who computed what leaves no trace in the result.
//
// A job opens when its ticket is set and lanes are offered (control.ts), and is over when all lanes are done; the calling thread then waits without
// giving its event loop a turn, but not for long: a worker that died would never be noticed otherwise.
//
// Threads that nobody asked for ("auto") are a help, not a need: when one cannot be started or fails, the calling thread computes the
// lanes that it owes, and goes on alone. The numbers are the same.

import { COPY } from "../core/copy.ts";
import { StateError } from "../core/errors.ts";
import { wordForeign } from "../core/foreign-error.ts";
import { turn } from "../core/turns.ts";
import { currentMode, currentModule, memoryBytes } from "../kernels/wasm/engine.ts";
import { nativeDescription, nativeWorkerHead } from "../kernels/wasm/native-mode.ts";
import type { MemoryRange, PlanData } from "../tensor/index.ts";
import {
  CLOSED,
  COUNTS,
  DONE,
  EXIT,
  FAILED,
  GRADIENTS,
  LANES,
  MOST_WORKERS,
  OFFERED,
  PLANS,
  POSTED,
  READY,
  TEXT_BYTES,
  TICKET,
  WAKE,
  WORDS,
} from "./control.ts";
import { type HostWorker, startWorker } from "./host.ts";
import { type Job, SharedJob } from "./shared-job.ts";
import type { Message } from "./worker.ts";

/** How long the calling thread looks for the end of a job before it sleeps, and sleeps before it gives the event loop a turn; ms. */
const spin = 0.2;
const nap = 20;
/** The most plans that workers know; then they begin anew. More than whoever has plans keeps at a time. */
const MOST_PLANS = 64;
/** Lanes that each worker has before it, so that it is not out of work while the calling thread computes one, or waits for a processor. */
const AHEAD = 6;
/** How long `started` waits; ms. Whoever is later takes part from then on. */
const patience = 10_000;

export class WorkerPool {
  readonly #control: Int32Array;
  readonly #text: SharedArrayBuffer;
  readonly #workers: HostWorker[];
  readonly #required: boolean;
  readonly #size: number;
  readonly #plans = new Map<PlanData, number>();
  readonly #shared: SharedJob;
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
    this.#required = required;
    this.#shared = new SharedJob(parameters, gradients);
    Atomics.store(this.#control, TICKET, CLOSED);
    this.#size = Math.min(workers, MOST_WORKERS);
    const native = currentMode() === "native" ? nativeDescription() : undefined;
    this.#workers = this.#start(native ? nativeWorkerHead() : "");
    const { buffer: control } = this.#control as { buffer: SharedArrayBuffer };
    const module = currentModule();
    const { version } = COPY;
    const start = { kind: "start", version, control, text: this.#text, module, native, parameters, gradients } as const;
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
    this.#open(job);
    const mine = new Set<number>();
    const compute = (lane: number): void => {
      job.compute(lane);
      mine.add(lane);
      Atomics.add(this.#control, DONE, 1);
    };
    try {
      this.#computeWithOthers(lanes, compute);
      // In a turn of the event loop the end of a worker is noticed.
      while (!this.#finished(lanes)) await turn();
      for (let lane = 0; this.#failure && lane < lanes; lane++) if (!mine.has(lane)) compute(lane);
    } finally {
      Atomics.store(this.#control, TICKET, (this.#job << 5) | CLOSED);
    }
    for (let lane = 0; lane < lanes; lane++) if (!mine.has(lane)) job.deliver(lane, ...this.#shared.resultsOf(lane));
    this.#shared.close();
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

  /** Makes a job known to the workers, of whose lanes none is offered yet. */
  #open(job: Job): void {
    this.#broken();
    if (this.#plans.size >= MOST_PLANS) this.#forget();
    for (const { plan } of job.chunks) this.#sendPlan(plan);
    if (this.#shared.open(job)) this.#post(() => ({ kind: "buffers", buffers: this.#shared.buffers }));
    const control = this.#control;
    Atomics.store(control, DONE, 0);
    Atomics.store(control, LANES, job.ranges.length - 1);
    Atomics.store(control, OFFERED, 0);
    Atomics.store(control, PLANS, this.#plans.size);
    Atomics.store(control, GRADIENTS, Number(job.gradients ?? true));
    this.#job = (this.#job + 1) & 0x3ffffff;
    Atomics.store(control, TICKET, this.#job << 5);
  }

  /**
   * Computes lanes here while workers compute others: they get the first ones, a few at a time, this thread takes the last, and in the end
   * whatever nobody has taken.
   */
  #computeWithOthers(lanes: number, compute: (lane: number) => void): void {
    // Threads that were asked for do work: the last lane is theirs for as long as none of those that have started has had one.
    const shy = this.#required && this.ready > 0 && this.used === 0;
    const ahead = shy ? lanes : AHEAD * this.#size;
    let offered = 0;
    let rest = lanes;
    for (;;) {
      offered = this.#offer(offered, rest, ahead);
      const lane = rest > offered ? --rest : this.#take(Math.min(rest, lanes - Number(shy)));
      if (lane < 0) return;
      compute(lane);
    }
  }

  /** Offers lanes below `rest` until so many are there that nobody has taken; how many have been offered then. */
  #offer(offered: number, rest: number, ahead: number): number {
    const control = this.#control;
    const taken = Atomics.load(control, TICKET) & 31;
    const wanted = Math.min(rest, taken + ahead);
    if (wanted <= offered) return offered;
    // Whoever found none may be asleep: the first lane is work at once, the others come while it is computed.
    const idle = taken >= offered;
    for (let lane = offered; lane < wanted; lane++) {
      this.#shared.offer(lane, (plan) => this.#plans.get(plan)!);
      Atomics.store(control, OFFERED, lane + 1);
      if (idle && (lane === offered || lane + 1 === wanted)) this.#wake();
    }
    return wanted;
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

  #post(messageTo: (number: number) => Message): void {
    this.#workers.forEach((worker, number) => void worker.post(messageTo(number)));
    Atomics.add(this.#control, POSTED, 1);
    this.#wake();
  }

  #wake(): void {
    Atomics.add(this.#control, WAKE, 1);
    Atomics.notify(this.#control, WAKE);
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
