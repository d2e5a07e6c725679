import { expect, test } from "vitest";
import type { Computing, Job, Outcome } from "./work.ts";
import { WorkQueue } from "./work-queue.ts";

const never = (): AbortSignal => new AbortController().signal;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Jobs told apart by the length of their bodies. */
const job = (length: number): Job => ({ kind: "predict", body: new Uint8Array(length) });
const lengthOf = (one: Job): number => (one.kind === "ready" ? 0 : one.body.length);

interface Message {
  readonly lengths: readonly number[];
  /** Ends the first of the jobs, or all. */
  readonly end: (count?: number) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

/** Workers whose messages end when the test says so. */
class HeldWorkers implements Computing {
  readonly size: number;
  readonly replaced = 0;
  readonly messages: Message[] = [];

  constructor(size: number) {
    this.size = size;
  }

  run(jobs: readonly Job[], signal: AbortSignal): Promise<Outcome[]> {
    return new Promise((resolve, reject) => {
      const lengths = jobs.map(lengthOf);
      const end = (count = jobs.length): Promise<void> => {
        resolve(lengths.slice(0, count).map((length) => ({ text: String(length) })));
        return settled();
      };
      const fail = (error: Error): Promise<void> => {
        reject(error);
        return settled();
      };
      this.messages.push({ lengths, end, fail });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  }

  get lengths(): (readonly number[])[] {
    return this.messages.map(({ lengths }) => lengths);
  }

  async close(): Promise<void> {}
}

function queue(size = 1): { workers: HeldWorkers; own: WorkQueue; run: (length: number) => Promise<string> } {
  const workers = new HeldWorkers(size);
  const own = new WorkQueue(workers);
  const run = async (length: number) => ((await own.run(job(length), never(), never())) as { text: string }).text;
  return { workers, own, run };
}

test("jobs that waited come to a free worker in one message, in their order", async () => {
  const { workers, own, run } = queue();
  const texts = Promise.all([1, 2, 3, 4].map(run));
  expect([own.busy, own.running]).toEqual([1, 1]);
  await workers.messages[0].end();
  expect([own.busy, own.running]).toEqual([1, 3]);
  await workers.messages[1].end();
  expect(workers.lengths).toEqual([[1], [2, 3, 4]]);
  expect(await texts).toEqual(["1", "2", "3", "4"]);
  expect([own.busy, own.running]).toEqual([0, 0]);
});

test("a message is a worker's share, has sixteen jobs at most, and large bodies go alone", async () => {
  const two = queue(2);
  void Promise.all([1, 2, 3, 4, 5, 6, 7].map(two.run));
  await two.workers.messages[0].end();
  expect(two.workers.lengths).toEqual([[1], [2], [3, 4, 5]]);
  const one = queue();
  void Promise.all(Array.from({ length: 18 }, (_, i) => one.run(i + 1)));
  await one.workers.messages[0].end();
  expect(one.workers.lengths[1]).toHaveLength(16);
  const large = queue();
  void Promise.all([1, 20_000, 9000, 9000].map(large.run));
  for (let i = 0; i < 4; i++) await large.workers.messages[i].end();
  expect(large.workers.lengths).toEqual([[1], [20_000], [9000], [9000]]);
});

test("what a worker gives back is next", async () => {
  const { workers, run } = queue();
  const texts = Promise.all([1, 2, 3, 4].map(run));
  await workers.messages[0].end();
  const later = run(5);
  await workers.messages[1].end(1);
  await workers.messages[2].end();
  expect(workers.lengths).toEqual([[1], [2, 3, 4], [3, 4, 5]]);
  expect([...(await texts), await later]).toEqual(["1", "2", "3", "4", "5"]);
});

test("a job that is given up ends its worker; the others of its message have another turn", async () => {
  const { workers, own, run } = queue();
  const first = run(1);
  const controller = new AbortController();
  const late = own.run(job(2), controller.signal, never());
  const other = run(3);
  await workers.messages[0].end();
  controller.abort(new Error("too long"));
  await expect(late).rejects.toThrow("too long");
  await settled();
  await workers.messages[2].end();
  expect(workers.lengths).toEqual([[1], [2, 3], [3]]);
  expect([await first, await other]).toEqual(["1", "3"]);
});

test("one whose client left while it waited takes nobody's turn, also when it was given back", async () => {
  const { workers, own, run } = queue();
  const client = new AbortController();
  const first = run(1);
  const left = [2, 3].map((length) =>
    own.run(job(length), never(), client.signal).catch((error: Error) => error.message),
  );
  const other = run(4);
  await workers.messages[0].end();
  client.abort(new Error("gone"));
  await workers.messages[1].end(1);
  await workers.messages[2].end();
  expect(workers.lengths).toEqual([[1], [2, 3, 4], [4]]);
  expect(await Promise.all([first, ...left, other])).toEqual(["1", { text: "2" }, "gone", "4"]);
  await expect(own.run(job(5), never(), client.signal)).rejects.toThrow("gone");
  expect(workers.messages).toHaveLength(3);
});

test("what the workers throw is every job's of the message, and the next message is sent", async () => {
  const { workers, run } = queue();
  const failing = [1, 2, 3].map((length) => run(length).catch((error: Error) => error.message));
  await workers.messages[0].end();
  const next = run(4);
  await workers.messages[1].fail(new Error("closed"));
  await workers.messages[2].end();
  expect(await Promise.all([...failing, next])).toEqual(["1", "closed", "closed", "4"]);
});
