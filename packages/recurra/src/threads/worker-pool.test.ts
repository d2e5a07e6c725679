// What a pool does when a worker cannot be started or fails: threads that were asked for are an error with its cause, others are done
// without.

import type { Worker as NodeWorker } from "node:worker_threads";
import { afterEach, expect, test, vi } from "vitest";
import { callWords } from "../kernels/wasm/program.ts";
import type { Job } from "./shared-job.ts";
import { WorkerPool } from "./worker-pool.ts";

interface Threads {
  Worker: typeof NodeWorker;
}

// The same object that the library asks for, so that its workers can be refused.
const threads = process.getBuiltinModule("worker_threads") as unknown as Threads;
const Original = threads.Worker;

afterEach(() => {
  threads.Worker = Original;
});

/** No worker but the first `count` can be started. */
function refuseAfter(count: number): void {
  let made = 0;
  threads.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof NodeWorker>) {
      if (++made > count) throw new Error("no more threads.");
      super(...args);
    }
  };
}

/** Within the least memory, behind what the kernels keep for themselves. */
const callsAt = 65_536;

/** A plan without inputs and outputs; its kernel calls are `body`. */
const planOf = (body: number[]): Job["chunks"][number]["plan"] => {
  const words = callWords(body);
  return {
    prologue: { start: callsAt, end: callsAt },
    body: { start: callsAt, end: callsAt + words.byteLength },
    modules: [],
    constants: [{ address: callsAt, words }],
    inputs: [],
    output: { address: 0, size: 0 },
    keys: [],
  };
};
const nothing = planOf([]);
/** A call of a kernel that does not exist. */
const broken = planOf([9999, 0]);

/** A job of one chunk for each lane; `computed` gets the lanes of the calling thread, `delivered` the others. */
function job(plan: typeof nothing, lanes: number, compute: (lane: number) => void = () => undefined) {
  const computed: number[] = [];
  const delivered: number[] = [];
  const work: Job = {
    chunks: Array.from({ length: lanes }, () => ({ plan, inputs: [], keys: new Uint32Array(0) })),
    ranges: Array.from({ length: lanes + 1 }, (_, i) => i),
    compute: (lane) => {
      compute(lane);
      computed.push(lane);
    },
    deliver: (lane) => void delivered.push(lane),
  };
  return { work, computed, delivered };
}

test("every lane is computed here or delivered by a worker", async () => {
  const pool = new WorkerPool(2, [], [], true);
  await pool.whenStarted();
  const { work, computed, delivered } = job(nothing, 8);
  await pool.run(work);
  await pool.end();
  expect([...computed, ...delivered].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("inputs are copied for lanes that workers may take alone: the first ones, six for each", async () => {
  refuseAfter(0);
  const pool = new WorkerPool(1, [], [], false);
  const copied: number[] = [];
  const reading = { ...nothing, inputs: [{ address: 0, size: 1 }] };
  const { work, computed } = job(reading, 10);
  const chunks = work.chunks.map((chunk, lane) => ({
    ...chunk,
    inputs: [
      {
        length: 1,
        get 0() {
          copied.push(lane);
          return lane;
        },
      },
    ],
  }));
  await pool.run({ ...work, chunks });
  expect(copied).toEqual([0, 1, 2, 3, 4, 5]);
  expect(computed).toEqual([9, 8, 7, 6, 0, 1, 2, 3, 4, 5]);
});

test.each([1, 3])("threads that were asked for take part, however fast this one is: %d lanes", async (lanes) => {
  const pool = new WorkerPool(1, [], [], true);
  await pool.whenStarted();
  const { work, computed, delivered } = job(nothing, lanes);
  await pool.run(work);
  expect(pool.used).toBe(1);
  expect(delivered).toContain(lanes - 1);
  expect(computed.length + delivered.length).toBe(lanes);
  await pool.end();
});

test.each([0, 1])(
  "when only %d of 3 workers can be started, a pool that is not required does without",
  async (count) => {
    refuseAfter(count);
    const pool = new WorkerPool(3, [], [], false);
    await pool.whenStarted();
    expect(pool.ready).toBe(0);
    const { work, computed } = job(nothing, 4);
    await pool.run(work);
    expect(computed).toEqual([0, 1, 2, 3]);
    await pool.end();
  },
);

test.each([0, 1])("when only %d of 3 workers can be started, a required pool says why", async (count) => {
  refuseAfter(count);
  const pool = new WorkerPool(3, [], [], true);
  await expect(pool.whenStarted()).rejects.toMatchObject({
    code: "THREAD_FAILED",
    message: "threads: a worker thread could not be started: no more threads. Leave threads out, or use threads: 1.",
    cause: { message: "no more threads." },
  });
  await pool.end();
});

/** The first worker receives nothing until the function that this gives is called. */
function holdFirst(): () => void {
  const held: (() => void)[] = [];
  let made = 0;
  let holding = true;
  threads.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof NodeWorker>) {
      super(...args);
      if (made++ > 0) return;
      const post = this.postMessage.bind(this);
      this.postMessage = (message) => void (holding ? held.push(() => post(message)) : post(message));
    }
  };
  return () => {
    holding = false;
    for (const post of held) post();
  };
}

test("a worker that is slow to start is not waited for by a job, and takes part later", async () => {
  const release = holdFirst();
  const pool = new WorkerPool(1, [], [], true);
  const early = job(nothing, 3);
  await pool.run(early.work);
  expect(early.computed).toEqual([0, 1, 2]);
  release();
  await pool.whenStarted();
  // The calling thread waits in each of its lanes until the worker has had one.
  const later = job(nothing, 3, () => {
    while (pool.used === 0);
  });
  await pool.run(later.work);
  expect(later.delivered.length).toBeGreaterThan(0);
  await pool.end();
});

test("a worker that never starts is not waited for without an end", async () => {
  const release = holdFirst();
  const pool = new WorkerPool(2, [], [], true);
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  const started = pool.whenStarted();
  await vi.advanceTimersByTimeAsync(11_000);
  await started;
  vi.useRealTimers();
  const { work, computed, delivered } = job(nothing, 8);
  await pool.run(work);
  expect(computed.length + delivered.length).toBe(8);
  release();
  await pool.end();
});

/** Does not return before a worker has failed: so it is sure that one took a lane. */
const untilFailed = (pool: WorkerPool) => (): void => {
  while (pool.ready > 0);
};

test("the lane of a worker that failed is computed here when the pool is not required", async () => {
  const pool = new WorkerPool(2, [], [], false);
  await pool.whenStarted();
  const { work, computed, delivered } = job(broken, 5, untilFailed(pool));
  await pool.run(work);
  expect(computed.toSorted()).toEqual([0, 1, 2, 3, 4]);
  expect(delivered).toEqual([]);
  expect(pool.ready).toBe(0);
  await pool.end();
});

test("workers forget plans when they have learned many, and go on with those that are used", async () => {
  const kinds: string[] = [];
  threads.Worker = class extends Original {
    override postMessage(message: { kind: string }): void {
      kinds.push(message.kind);
      super.postMessage(message);
    }
  };
  const pool = new WorkerPool(1, [], [], false);
  await pool.whenStarted();
  for (let i = 0; i < 70; i++) await pool.run(job(planOf([]), 2).work);
  const known = kinds.slice(kinds.lastIndexOf("forget")).filter((kind) => kind === "plan");
  expect(known.length).toBe(70 - 64);
  // The worker takes a lane of the new plan, and fails.
  const { work, computed } = job(broken, 5, untilFailed(pool));
  await pool.run(work);
  expect(computed.toSorted()).toEqual([0, 1, 2, 3, 4]);
  await pool.end();
});

test("a worker's failure is an error when the pool is required, now and later", async () => {
  const pool = new WorkerPool(2, [], [], true);
  await pool.whenStarted();
  const { work } = job(broken, 5, untilFailed(pool));
  const failed = {
    code: "THREAD_FAILED",
    message: expect.stringMatching(/^threads: a worker thread failed: RuntimeError.*less memory/),
  };
  await expect(pool.run(work)).rejects.toMatchObject(failed);
  await expect(pool.run(job(nothing, 2).work)).rejects.toMatchObject(failed);
  await pool.end();
});

test("a worker whose script is of another version does no work", async () => {
  threads.Worker = class extends Original {
    override postMessage(message: object): void {
      super.postMessage("version" in message ? { ...message, version: "0.0.9" } : message);
    }
  };
  const pool = new WorkerPool(2, [], [], true);
  await expect(pool.whenStarted()).rejects.toMatchObject({
    code: "THREAD_FAILED",
    message: expect.stringMatching(/the threads' script is of version \d+\.\d+\.\d+, the library of 0\.0\.9/),
  });
  await pool.end();
});
