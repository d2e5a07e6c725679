// A plan takes memory beside that of the tape: where there is none left, the tape goes on alone.
import { afterAll, beforeAll, expect, test } from "vitest";
import { allocate, release } from "../kernels/wasm/heap.ts";
import { GRU, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import type { Batch } from "./options.ts";
import { train } from "./train.ts";

const numbers = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(i));
const batch: Batch = { x: tensor(numbers(80), [8, 10, 1]), y: tensor(numbers(80), [8, 10, 1]) };
const model = new Sequential(new GRU({ inputSize: 1, hiddenSize: 8 }), new Linear({ inFeatures: 8, outFeatures: 1 }));
const options = {
  model,
  optimizer: new Adam(model.parameters()),
  loss: mseLoss,
  batches: () => [batch, batch, batch, batch],
  epochs: 1,
};
const blocks: number[] = [];

beforeAll(async () => {
  for await (const _ of train({ ...options, plan: false }));
  // All that the system gives, and the rest down to a kilobyte; none of it is written to.
  for (let bytes = 2 ** 31; bytes >= 1024; bytes /= 2) {
    try {
      for (;;) blocks.push(allocate(bytes));
    } catch {}
  }
});

afterAll(() => {
  for (const block of blocks) release(block);
});

test("training goes on by the tape when there is no memory for a plan", async () => {
  let steps = 0;
  for await (const _ of train({ ...options, onStep: () => steps++ }));
  expect(steps).toBe(4);
});

test("a plan that was asked for is an error then", async () => {
  await expect(train({ ...options, plan: true }).next()).rejects.toMatchObject({ code: "MEMORY_EXHAUSTED" });
});
