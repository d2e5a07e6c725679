import { writeForecaster } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { rows, seriesOf, smallForecaster } from "../service.fixture.ts";
import { ModelWorkers } from "./model-workers.ts";
import type { Job, Outcome } from "./work.ts";

const never = new AbortController().signal;
const limits = { rows: 100_000, windows: 4, depth: 16 };

async function workers(size = 1): Promise<ModelWorkers> {
  const bytes = writeForecaster(await smallForecaster());
  const own = new ModelWorkers({ bytes, file: "model", limits }, size, () => {}, 0);
  onTestFinished(() => own.close());
  return own;
}

function predict(body: unknown): Job {
  return { kind: "predict", body: new TextEncoder().encode(JSON.stringify(body)) };
}

type Thread = ModelWorkers["threads"][number];

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const few: Job = predict({ rows: rows(0, 9) });

async function forecastOf(outcomes: Promise<readonly Outcome[]>): Promise<unknown> {
  const [outcome] = await outcomes;
  return JSON.parse((outcome as { text: string }).text).forecast;
}

test("a worker's answer has the bits of Forecaster.predict on this thread", async () => {
  const own = await workers();
  expect(await forecastOf(own.run([few], never))).toEqual((await smallForecaster()).predict(seriesOf(rows(0, 9))));
});

test("a worker that dies is replaced, and its job runs again", async () => {
  const own = await workers();
  await own.run([{ kind: "ready" }], never);
  const running = own.run([few], never);
  await own.threads[0].terminate();
  expect(await forecastOf(running)).toHaveLength(3);
  expect(own.replaced).toBe(1);
  expect(own.threads).toHaveLength(1);
});

test("a worker does what its time allows of a message, and begins no other job after it", async () => {
  const own = await workers();
  const long = predict({ rows: rows(0, 50_000) });
  expect(await own.run([long, few], never)).toHaveLength(1);
});

test("when a worker dies, each job of its message runs again", async () => {
  const own = await workers();
  await own.run([{ kind: "ready" }], never);
  const running = own.run([few, predict({}), few], never);
  await own.threads[0].terminate();
  const forecast = { text: expect.stringContaining('"forecast"') };
  expect(await running).toEqual([forecast, { problem: expect.objectContaining({ type: "invalid-values" }) }, forecast]);
});

test("a worker that dies while it is idle is replaced", async () => {
  const own = await workers();
  await own.run([{ kind: "ready" }], never);
  await own.threads[0].terminate();
  expect(await forecastOf(own.run([few], never))).toHaveLength(3);
});

/** Resolves to the thread that takes another one's place. */
async function successor(own: ModelWorkers, thread: Thread): Promise<Thread> {
  while (own.threads[0] === undefined || own.threads[0] === thread) await settled();
  return own.threads[0];
}

test("a replacement that dies while it starts is replaced, too", async () => {
  const own = await workers();
  await own.run([{ kind: "ready" }], never);
  const running = own.run([few], never);
  const first = own.threads[0];
  await first.terminate();
  await (await successor(own, first)).terminate();
  expect(await forecastOf(running)).toHaveLength(3);
});

test("a job whose workers die twice is given up", async () => {
  const own = await workers();
  await own.run([{ kind: "ready" }], never);
  const long = predict({ rows: rows(0, 50_000) });
  const running = own.run([long], never);
  const first = own.threads[0];
  await first.terminate();
  const second = await successor(own, first);
  // It has said that it is ready, and then has the job.
  await new Promise((resolve) => second.once("message", resolve));
  await settled();
  await second.terminate();
  expect(await running).toEqual([{ died: expect.any(Error) }]);
  expect(await forecastOf(own.run([few], never))).toHaveLength(3);
});

test("a job that is given up ends its worker, and the next one finds another", async () => {
  const own = await workers();
  await own.run([{ kind: "ready" }], never);
  const controller = new AbortController();
  const thread = own.threads[0];
  const given = own.run([predict({ rows: rows(0, 50_000) })], controller.signal);
  controller.abort(new Error("too long"));
  await expect(given).rejects.toThrow("too long");
  expect(own.threads[0]).not.toBe(thread);
  expect(await forecastOf(own.run([few], never))).toHaveLength(3);
});
