import { expect, test } from "vitest";
import type { Problem } from "../http/problem.ts";
import { Streams } from "./streams.ts";
import type { Computing, Job, Outcome } from "./work.ts";
import { WorkDesk } from "./work-desk.ts";

/** Workers whose jobs end when the test says so. */
class HeldWorkers implements Computing {
  readonly size = 1;
  readonly replaced = 0;
  /** Of each message its first job: the rest is given back. */
  readonly jobs: { job: Job; signal: AbortSignal; end: (outcome: Outcome) => void }[] = [];

  run([job]: readonly Job[], signal: AbortSignal): Promise<Outcome[]> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ job, signal, end: (outcome) => resolve([outcome]) });
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  }

  async close(): Promise<void> {}
}

const here = new AbortController().signal;
const predict: Job = { kind: "predict", body: new Uint8Array() };

function desk(limits: { queue?: number; requestSeconds?: number } = {}): { workers: HeldWorkers; desk: WorkDesk } {
  const workers = new HeldWorkers();
  return { workers, desk: new WorkDesk(workers, { queue: 2, requestSeconds: 60, ...limits }) };
}

function streams(): Streams {
  return new Streams({ limit: 10, idleMilliseconds: 1000, clock: () => 0 });
}

/** Lets all that is ready to run do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("what does not fit into the queue is refused with Retry-After, and the queue is counted", async () => {
  const { workers, desk: own } = desk();
  const running = [1, 2, 3].map(() => own.run(predict, here));
  await settled();
  expect([own.busy, own.waiting]).toEqual([1, 2]);
  const refused = await own.run(predict, here).catch((error: unknown) => error as Problem);
  expect(refused).toMatchObject({ type: "busy", status: 503, headers: { "Retry-After": "1" } });
  expect((refused as Problem).message).toBe("2 requests wait already, and no more may. Try again shortly.");
  for (let i = 0; i < 3; i++) {
    workers.jobs[i].end({ text: String(i) });
    await settled();
  }
  expect((await Promise.all(running)).map((done) => done.text)).toEqual(["0", "1", "2"]);
  expect([own.busy, own.waiting]).toEqual([0, 0]);
});

test("work that takes too long is given up and answered, also what waits behind it", async () => {
  const { workers, desk: own } = desk({ requestSeconds: 0.02 });
  const late = await Promise.all([1, 2].map(() => own.run(predict, here).catch((error: unknown) => error as Problem)));
  for (const problem of late) {
    expect(problem).toMatchObject({ type: "took-too-long", status: 503 });
    expect((problem as Problem).message).toBe("The work was given up after 0.02 seconds. Send less at once.");
  }
  expect(workers.jobs[0].signal.aborted).toBe(true);
  expect([own.busy, own.waiting]).toEqual([0, 0]);
});

test("a request whose client left before its turn is dropped; one that runs goes on", async () => {
  const { workers, desk: own } = desk();
  const client = new AbortController();
  const running = own.run(predict, client.signal);
  const waiting = own.run(predict, client.signal);
  const other = own.run(predict, here);
  await settled();
  client.abort(new Error("left"));
  await expect(waiting).rejects.toThrow("left");
  expect(workers.jobs).toHaveLength(1);
  workers.jobs[0].end({ text: "done" });
  expect((await running).text).toBe("done");
  await settled();
  workers.jobs[1].end({ text: "other" });
  expect((await other).text).toBe("other");
});

test("a step that waits for the one before it is answered in time, and is not done later", async () => {
  const { workers, desk: own } = desk({ requestSeconds: 0.02 });
  const held = streams();
  const steps = [1, 2].map(() => own.step(held, "a", new Uint8Array(), here).catch((error: unknown) => error));
  expect(await Promise.all(steps)).toMatchObject([{ type: "took-too-long" }, { type: "took-too-long" }]);
  expect(workers.jobs.every(({ signal }) => signal.aborted)).toBe(true);
  expect(held.view("a")).toBeUndefined();
});

test("a step whose client left while it waited does not move the stream", async () => {
  const { workers, desk: own } = desk();
  const held = streams();
  const client = new AbortController();
  const first = own.step(held, "a", new Uint8Array(), here);
  const second = own.step(held, "a", new Uint8Array(), client.signal).catch((error: unknown) => error);
  await settled();
  client.abort(new Error("left"));
  workers.jobs[0].end({ text: "1", state: { layers: [] } });
  expect(await first).toBe("1");
  expect(await second).toMatchObject({ message: "left" });
  expect(workers.jobs).toHaveLength(1);
  expect(held.view("a")).toMatchObject({ steps: 1 });
});

test("what a worker says of the request is thrown as its problem, and a fault of ours as an error", async () => {
  const { workers, desk: own } = desk();
  const refused = own.run(predict, here);
  await settled();
  workers.jobs[0].end({
    problem: { type: "invalid-values", detail: "no.", errors: [{ pointer: "/rows", detail: "no" }] },
  });
  await expect(refused).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/rows", detail: "no" }] });
  const broken = own.run(predict, here);
  await settled();
  workers.jobs[1].end({ fault: "TypeError: x" });
  await expect(broken).rejects.toThrow("TypeError: x");
});
