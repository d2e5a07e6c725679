// Jobs on their way to the workers, first come, first served. (A pool's own queue is not: a task that can be aborted goes to its
// end each time that another one is taken.) To wake a thread costs as much as a small forecast, so a worker that becomes free gets
// its share of the small jobs that wait in one message. It gives those back that it had no time for; they are the next.

import type { Stop } from "./stop.ts";
import type { Computing, Job, Outcome } from "./work.ts";

/** Most jobs in one message, and most bytes of their bodies together; a larger body goes alone. */
const MOST = { jobs: 16, bytes: 2 ** 14 };

interface Entry {
  readonly job: Job;
  /** Gives the job up, also while it runs. */
  readonly signal: Stop;
  /** Gives it up while it waits. */
  readonly gone: Stop;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
  readonly abort: () => void;
}

export class WorkQueue {
  readonly #computing: Computing;
  #waiting = new Set<Entry>();
  #busy = 0;
  #running = 0;

  constructor(computing: Computing) {
    this.#computing = computing;
  }

  /** Workers that have jobs. */
  get busy(): number {
    return this.#busy;
  }

  /** Jobs that workers have. */
  get running(): number {
    return this.#running;
  }

  /**
   * The outcome of a job. Rejects with the reason of `signal`, whose abort also ends the worker of a job that has begun; with
   * that of `gone` where it is aborted before; and with what the workers throw.
   */
  run(job: Job, signal: Stop, gone: Stop): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#leave(entry);
        reject((signal.aborted ? signal : gone).reason);
      };
      const entry: Entry = { job, signal, gone, resolve, reject, abort };
      if (this.#enter(entry)) this.#waiting.add(entry);
      this.#fill();
    });
  }

  /** Whether it still has somebody who waits for it. */
  #enter({ signal, gone, abort }: Entry): boolean {
    if (signal.aborted || gone.aborted) {
      abort();
      return false;
    }
    signal.addEventListener("abort", abort);
    gone.addEventListener("abort", abort);
    return true;
  }

  #leave(entry: Entry): void {
    this.#waiting.delete(entry);
    entry.signal.removeEventListener("abort", entry.abort);
    entry.gone.removeEventListener("abort", entry.abort);
  }

  /** Gives each free worker its share. */
  #fill(): void {
    while (this.#busy < this.#computing.size && this.#waiting.size > 0) void this.#compute(this.#next());
  }

  #next(): Entry[] {
    const most = Math.min(MOST.jobs, Math.ceil(this.#waiting.size / this.#computing.size));
    const taken: Entry[] = [];
    let bytes = 0;
    for (const entry of this.#waiting) {
      if (entry.job.kind !== "ready") bytes += entry.job.body.length;
      if (taken.length === most || (taken.length > 0 && bytes > MOST.bytes)) break;
      taken.push(entry);
    }
    for (const entry of taken) this.#leave(entry);
    return taken;
  }

  async #compute(entries: readonly Entry[]): Promise<void> {
    this.#busy++;
    this.#running += entries.length;
    const controller = new AbortController();
    const aborts = entries.map(({ signal, reject }) => {
      const abort = (): void => {
        reject(signal.reason);
        controller.abort(signal.reason);
      };
      signal.addEventListener("abort", abort);
      return abort;
    });
    const jobs = entries.map(({ job }) => job);
    let done = entries.length;
    try {
      const outcomes = await this.#computing.run(jobs, controller.signal);
      outcomes.forEach((outcome, i) => {
        entries[i].resolve(outcome);
      });
      done = outcomes.length;
    } catch (error) {
      // Where one job was given up, and its worker with it, the others have another turn.
      if (controller.signal.aborted) done = 0;
      else for (const { reject } of entries) reject(error);
    }
    entries.forEach(({ signal }, i) => {
      signal.removeEventListener("abort", aborts[i]);
    });
    const back = entries.slice(done).filter((entry) => this.#enter(entry));
    if (back.length > 0) this.#waiting = new Set([...back, ...this.#waiting]);
    this.#busy--;
    this.#running -= entries.length;
    this.#fill();
  }
}
