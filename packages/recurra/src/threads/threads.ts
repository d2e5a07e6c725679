// The threads of one computation: how many may work, and from when on. Results do not depend on it.

import type { Mode } from "../kernels/wasm/engine.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import type { Parameter } from "../tensor/index.ts";
import { processors, threadsRefused } from "./host.ts";
import { WorkerPool } from "./worker-pool.ts";

/**
 * With "auto", threads begin once one alone has spent `after` milliseconds on what several could have done, if what comes next takes it
 * `next` on average: starting a thread takes some 50, a job among threads some 0.1 more.
 */
const AUTO = { after: 150, next: 1.5 };
const MOST_THREADS = 16;

/** Threads of computations that were forgotten without end(). */
const forgotten = /* @__PURE__ */ new FinalizationRegistry<WorkerPool>((pool) => void pool.end());

export class Threads {
  /** Whether a number was asked for, which is waited for, and whose failure is an error. */
  readonly required: boolean;
  readonly #mode: Mode;
  #wanted: number;
  #pool: WorkerPool | undefined;
  #alone = { jobs: 0, time: 0 };

  /** `asked`: how many, the calling thread counted. One where there can be no others, or where they have nothing to `share`. */
  constructor(asked: number | "auto", mode: Mode, share = true) {
    this.required = typeof asked === "number";
    this.#mode = mode;
    const most = asked === "auto" ? Math.min(processors(), MOST_THREADS) : asked;
    this.#wanted = share && threadsRefused() === undefined ? most : 1;
  }

  /** Whether others may work. */
  get several(): boolean {
    return this.#wanted > 1;
  }

  /** Those that have worked so far. */
  get used(): number {
    return 1 + (this.#pool?.used ?? 0);
  }

  /** The others, once one of them has started. Throws StateError THREAD_FAILED when one has failed that was asked for. */
  get ready(): WorkerPool | undefined {
    return this.#pool && this.#pool.ready > 0 ? this.#pool : undefined;
  }

  /** Is told that one thread spent so many milliseconds on a job that several could have done. */
  spent(time: number): void {
    this.#alone.jobs++;
    this.#alone.time += time;
  }

  /** Whether to start them before so many jobs like those so far: at once when they were asked for, else when it would pay. */
  areDue(jobs: number): boolean {
    if (this.#pool || !this.several) return false;
    const { time, jobs: done } = this.#alone;
    return this.required || (time >= AUTO.after && (time / done) * jobs >= AUTO.next);
  }

  /**
   * Starts them, for plans that read these parameters, and leave gradients of the second ones. A promise where they were asked for: then
   * they are waited for; others join when they are ready.
   */
  start(parameters: readonly Parameter[], gradients: readonly Parameter[] = []): Promise<void> | undefined {
    const values = parameters.map((p) => ({ address: p.pointer(), size: p.size }));
    const places = gradients.map((p) => ({ address: p.gradPointer(), size: p.size }));
    this.#pool = withMode(this.#mode, () => new WorkerPool(this.#wanted - 1, values, places, this.required));
    forgotten.register(this, this.#pool, this);
    return this.required ? this.#pool.whenStarted() : undefined;
  }

  /** Ends them; the calling thread works alone from then on. Resolves when they have ended. */
  async end(): Promise<void> {
    const pool = this.#pool;
    forgotten.unregister(this);
    this.#pool = undefined;
    this.#wanted = 1;
    await pool?.end();
  }
}
