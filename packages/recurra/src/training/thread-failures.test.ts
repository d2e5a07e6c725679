// Threads end with the training, however it ends, and a worker's failure reaches the caller with its cause.
import { afterEach, beforeEach, expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import { GRU, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import { breakPlans, WatchedWorkers } from "../threads/watched-workers.fixture.ts";
import type { Batch } from "./options.ts";
import { train } from "./train.ts";

const workers = new WatchedWorkers();
beforeEach(() => workers.watch());
afterEach(() => workers.restore());

const numbers = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(i));
const batch: Batch = { x: tensor(numbers(64 * 20), [64, 20, 1]), y: tensor(numbers(64 * 20), [64, 20, 1]) };

function training(signal?: AbortSignal, threads: number | "auto" = 3, epochs = 50) {
  manualSeed(1);
  const model = new Sequential(new GRU({ inputSize: 1, hiddenSize: 8 }), new Linear({ inFeatures: 8, outFeatures: 1 }));
  const optimizer = new Adam(model.parameters());
  const batches = (): Batch[] => [batch, batch, batch, batch];
  return train({ model, optimizer, loss: mseLoss, batches, epochs, threads, microBatchSize: 8, signal });
}

test("after the last epoch no thread is left", async () => {
  for await (const _ of training());
  expect([workers.started, workers.ended]).toEqual([2, 2]);
});

test("after an abort, and when the caller leaves its loop, no thread is left", async () => {
  const controller = new AbortController();
  for await (const { epoch } of training(controller.signal)) if (epoch === 2) controller.abort();
  expect([workers.started, workers.ended]).toEqual([2, 2]);
  for await (const { epoch } of training()) if (epoch === 2) break;
  expect([workers.started, workers.ended]).toEqual([4, 4]);
});

test("when the model is disposed of meanwhile, no thread is left", async () => {
  const model = new Sequential(new GRU({ inputSize: 1, hiddenSize: 8 }), new Linear({ inFeatures: 8, outFeatures: 1 }));
  const epochs = train({
    model,
    optimizer: new Adam(model.parameters()),
    loss: mseLoss,
    batches: () => [batch, batch, batch, batch],
    validation: () => [batch],
    epochs: 9,
    threads: 3,
    microBatchSize: 8,
    onStep: ({ epoch }) => epoch === 3 && model.dispose(),
  });
  const all = async (): Promise<void> => {
    for await (const _ of epochs);
  };
  await expect(all()).rejects.toMatchObject({ code: "PARAMETER_DISPOSED" });
  expect([workers.started, workers.ended]).toEqual([2, 2]);
});

test("an error in a worker reaches the caller with its cause, and no thread is left", async () => {
  workers.meddle = breakPlans;
  const error = await runAll().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "THREAD_FAILED", cause: { message: expect.stringContaining("RuntimeError") } });
  expect([workers.started, workers.ended]).toEqual([2, 2]);
});

test("a worker that ends by itself is an error, not a wait without end", async () => {
  const made: { terminate(): Promise<number> }[] = [];
  workers.meddle = (worker) => void made.push(worker);
  const endless = async (): Promise<void> => {
    for await (const { epoch } of training(undefined, 3, Number.MAX_SAFE_INTEGER)) {
      if (epoch === 2) void made[0].terminate();
    }
  };
  const error = await endless().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "THREAD_FAILED" });
  expect(String(error)).toMatch(/ended by itself/);
  expect([workers.started, workers.ended]).toEqual([2, 2]);
});

test("training goes on alone, with the same numbers, where threads that nobody asked for cannot be started", async () => {
  const os = process.getBuiltinModule("os");
  const { availableParallelism } = os;
  os.availableParallelism = () => 4;
  const { now } = performance;
  // Each look at the clock finds it 200 ms later: so long a batch is worth threads.
  let clock = 0;
  performance.now = () => {
    clock += 200;
    return clock;
  };
  try {
    let refused = 0;
    workers.meddle = (worker) => {
      refused++;
      void worker.terminate();
      throw new Error("no threads here");
    };
    const losses = async (threads: 1 | "auto"): Promise<number[]> => {
      const seen: number[] = [];
      for await (const { trainLoss } of training(undefined, threads)) seen.push(trainLoss);
      return seen;
    };
    expect(await losses("auto")).toEqual(await losses(1));
    expect(refused).toBe(1);
  } finally {
    os.availableParallelism = availableParallelism;
    performance.now = now;
  }
});

async function runAll(): Promise<void> {
  for (let i = 0; i < 100; i++) for await (const _ of training());
}
