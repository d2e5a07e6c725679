// Where requests are admitted to the workers. So many may wait and no more; each has its time, from its admission to its answer;
// one whose client left before its turn is dropped. A job that has begun is not ended because its client left: a stranger could
// end worker after worker that way.

import { counted } from "recurra/words";
import { Problem } from "../http/problem.ts";
import { type Stop, Stopper } from "./stop.ts";
import type { Streams } from "./streams.ts";
import type { Computing, Job, StepAt, StreamState } from "./work.ts";
import { WorkQueue } from "./work-queue.ts";

interface DeskLimits {
  readonly queue: number;
  readonly requestSeconds: number;
}

interface Done {
  readonly text: string;
  readonly state?: StreamState;
}

export class WorkDesk {
  readonly #computing: Computing;
  readonly #limits: DeskLimits;
  readonly #queue: WorkQueue;
  #admitted = 0;
  #onEmpty: (() => void) | undefined;

  constructor(computing: Computing, limits: DeskLimits) {
    this.#computing = computing;
    this.#limits = limits;
    this.#queue = new WorkQueue(computing);
  }

  /** Workers that compute. */
  get busy(): number {
    return this.#queue.busy;
  }

  /** Requests that wait for a worker. */
  get waiting(): number {
    return this.#admitted - this.#queue.running;
  }

  /** Waits until nothing that was admitted is under way; asked once, when nothing more comes. */
  emptied(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      if (this.#admitted === 0) resolve();
    });
  }

  /** Waits until every worker has loaded the model. */
  async warm(): Promise<void> {
    const never = (): Stop => new Stopper();
    const ready = (): Promise<Done> => this.#compute({ kind: "ready" }, never(), never());
    await Promise.all(Array.from({ length: this.#computing.size }, ready));
  }

  /** Throws Problem busy, took-too-long, worker-died or what the worker says of the request. */
  async run(job: Job, gone: Stop): Promise<Done> {
    return this.#admittedFor((signal) => this.#compute(job, signal, gone));
  }

  /** One step of a stream, in its order; the text of the answer. */
  async step(streams: Streams, id: string, body: Uint8Array, gone: Stop): Promise<string> {
    const compute = async (signal: Stop, state: StreamState | undefined, at: StepAt) => {
      const done = await this.#compute({ kind: "step", body, at, state }, signal, gone);
      return { text: done.text, state: done.state! };
    };
    return this.#admittedFor(async (signal) => {
      const work = streams.step(id, (state, at) => compute(signal, state, at));
      return (await withinTime(work, signal)).text;
    });
  }

  async #admittedFor<T>(work: (signal: Stop) => Promise<T>): Promise<T> {
    const { queue, requestSeconds } = this.#limits;
    if (this.waiting >= queue + this.#computing.size - this.#queue.busy) {
      throw new Problem(
        "busy",
        `${counted(queue, "request")} ${queue === 1 ? "waits" : "wait"} already, and no more may. Try again shortly.`,
        {
          headers: { "Retry-After": "1" },
        },
      );
    }
    this.#admitted++;
    const late = new Stopper();
    const timer = setTimeout(() => {
      late.abort(
        new Problem(
          "took-too-long",
          `The work was given up after ${requestSeconds} ${requestSeconds === 1 ? "second" : "seconds"}. Send less at once.`,
          {
            headers: { "Retry-After": "1" },
          },
        ),
      );
    }, requestSeconds * 1000);
    try {
      return await work(late);
    } finally {
      clearTimeout(timer);
      this.#admitted--;
      if (this.#admitted === 0) this.#onEmpty?.();
    }
  }

  async #compute(job: Job, signal: Stop, gone: Stop): Promise<Done> {
    const outcome = await this.#queue.run(job, signal, gone);
    if ("text" in outcome) return outcome;
    if ("problem" in outcome) throw Problem.of(outcome.problem);
    if ("died" in outcome) {
      throw new Problem("worker-died", "The worker that computed this ended twice. Nothing was changed.", {
        cause: outcome.died,
      });
    }
    throw new Error(outcome.fault);
  }
}

/** What waits for the steps before it is answered in time, too; its own turn then finds that its time is over. */
async function withinTime<T>(work: Promise<T>, signal: Stop): Promise<T> {
  let stop = (): void => {};
  const late = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
