// The workers: threads that each hold the model. A job that is given up ends its thread, because nothing else stops a
// computation; the pool starts another. A job changes nothing in its worker, so one whose worker died is simply run again.

import { FixedQueue, Piscina } from "piscina";
import { Problem } from "../http/problem.ts";
import type { Computing, Job, Outcome, WorkerStart } from "./work.ts";

/** The built file beside this one, also where tests run this one from its source. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "../../dist/work/worker.js" : "./worker.js", import.meta.url);

export class ModelWorkers implements Computing {
  readonly size: number;
  readonly #pool: Piscina;
  readonly #pause: number;
  #ended = 0;
  #closed = false;

  /** `onFault` is called for workers that fail without a job; `pause` is how long a place stays empty whose worker failed to start. */
  constructor(start: WorkerStart, size: number, onFault: (error: Error) => void, pause = 1000) {
    this.size = size;
    this.#pause = pause;
    this.#pool = new Piscina({
      filename: WORKER.href,
      minThreads: size,
      maxThreads: size,
      workerData: start,
      // Without its own, all pools of a process share one queue.
      taskQueue: new FixedQueue(),
      // A worker that waits with Atomics never comes to its event loop, where forgotten memory is given back.
      atomics: "disabled",
      recordTiming: false,
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
      closeTimeout: 5000,
    });
    this.#pool.on("error", onFault);
    this.#pool.on("workerDestroy", () => {
      if (this.#closed) return;
      this.#ended++;
      this.#refill();
    });
  }

  get replaced(): number {
    return this.#ended;
  }

  /** Thread ids of the workers, for tests that end one. */
  get threads(): Piscina["threads"] {
    return this.#pool.threads;
  }

  async run(jobs: readonly Job[], signal: AbortSignal): Promise<readonly Outcome[]> {
    try {
      return await this.#once(jobs, signal);
    } catch {
      signal.throwIfAborted();
    }
    // Each alone, so that a job that ends its worker takes no other with it a second time.
    const outcomes: Outcome[] = [];
    for (const job of jobs) outcomes.push(await this.#again(job, signal));
    return outcomes;
  }

  async #again(job: Job, signal: AbortSignal): Promise<Outcome> {
    try {
      return (await this.#once([job], signal))[0];
    } catch (error) {
      signal.throwIfAborted();
      if (this.#closed) throw ended();
      return { died: error as Error };
    }
  }

  async #once(jobs: readonly Job[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    // A pool that was ended would start workers again.
    if (this.#closed) throw ended();
    return this.#pool.run(jobs, { signal });
  }

  /** The pool leaves the place of a worker empty that died while it started, until a new job comes; one may wait already. */
  #refill(): void {
    setTimeout(() => {
      if (this.#closed || this.#pool.threads.length === this.size) return;
      this.#pool.run([{ kind: "ready" }] satisfies Job[]).catch(() => {});
    }, this.#pause).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.destroy();
  }
}

function ended(): Problem {
  return new Problem("shutting-down", "The service has ended, or is about to.");
}
