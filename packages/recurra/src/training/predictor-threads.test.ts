// A Predictor's threads end with it, and a worker's failure reaches the caller.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Linear } from "../nn/index.ts";
import { noGrad, tensor } from "../tensor/index.ts";
import { breakPlans, WatchedWorkers } from "../threads/watched-workers.fixture.ts";
import { Predictor } from "./predictor.ts";

const workers = new WatchedWorkers();
beforeEach(() => workers.watch());
afterEach(() => workers.restore());

const model = new Linear({ inFeatures: 2, outFeatures: 1 });
const x = tensor(
  Float32Array.from({ length: 80 }, (_, i) => Math.sin(i)),
  [40, 2],
);
const y = noGrad(() => model.forward(x)).toArray();

test("threads start with the first call that has work for them, stay for the next, and end with dispose", async () => {
  const predictor = new Predictor(model, { threads: 3, chunk: 4 });
  await predictor.predict(tensor([1, 2], [1, 2]));
  predictor.predictSync(x);
  expect(workers.started).toBe(0);
  for (const _ of [1, 2]) expect((await predictor.predict(x)).toArray()).toEqual(y);
  expect([workers.started, workers.ended]).toEqual([2, 0]);
  await predictor.dispose();
  expect(workers.ended).toBe(2);
});

test("auto starts no thread for little work", async () => {
  const predictor = new Predictor(model, { threads: "auto" });
  await predictor.predict(x);
  expect(workers.started).toBe(0);
  await predictor.dispose();
});

test("a worker that fails reaches the caller with its cause; the next call runs on one thread", async () => {
  workers.meddle = breakPlans;
  const predictor = new Predictor(model, { threads: 2, chunk: 4 });
  // As often as it takes until the worker has taken a chunk.
  const failing = async (): Promise<void> => {
    for (let call = 0; call < 1000; call++) await predictor.predict(x);
  };
  const failure = await failing().catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ code: "THREAD_FAILED", cause: { message: expect.stringContaining("RuntimeError") } });
  expect(workers.ended).toBe(workers.started);
  expect((await predictor.predict(x)).toArray()).toEqual(y);
  expect(predictor.threads).toBe(1);
  await predictor.dispose();
});

test("no plan is made for threads of the samples that are left at the end", async () => {
  const learned = new Set<object>();
  workers.meddle = (worker) => {
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message: { kind: string; plan: object }) => {
      if (message.kind === "plan") learned.add(message.plan);
      post(message);
    };
  };
  const predictor = new Predictor(model, { threads: 2, chunk: 4 });
  for (const rest of [1, 2, 3]) {
    const some = x.slice(0, 0, 36 + rest).detach();
    expect((await predictor.predict(some)).toArray()).toEqual(y.slice(0, 36 + rest));
  }
  expect(learned.size).toBe(1);
  await predictor.dispose();
});

test("threads of a predictor that was forgotten end", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await new Predictor(model, { threads: 3, chunk: 4 }).predict(x);
  expect(workers.started).toBe(2);
  for (let i = 0; i < 100 && workers.ended < 2; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(workers.ended).toBe(2);
});
