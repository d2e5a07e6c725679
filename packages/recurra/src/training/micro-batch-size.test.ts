import { expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import { GRU, Linear, Module, mseLoss } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { memoryUse, type Tensor, tensor } from "../tensor/index.ts";
import { train } from "./train.ts";

class Filter extends Module {
  gru = new GRU({ inputSize: 1, hiddenSize: 9 });
  head = new Linear({ inFeatures: 9, outFeatures: 1 });
  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(x).output);
  }
}

const wave = (shift: number) => Float32Array.from({ length: 23 * 6 }, (_, i) => Math.sin(i * 0.3 + shift));
const batch = { x: tensor(wave(0), [23, 6, 1]), y: tensor(wave(0.4), [23, 6, 1]) };

async function run(
  microBatchSize: number | undefined,
  epochs = 5,
): Promise<{ weights: Float32Array[]; losses: number[] }> {
  manualSeed(3);
  const model = new Filter();
  const optimizer = new Adam(model.parameters(), { learningRate: 0.01 });
  const losses: number[] = [];
  for await (const { trainLoss } of train({
    model,
    optimizer,
    loss: mseLoss,
    batches: () => [batch],
    epochs,
    microBatchSize,
  })) {
    losses.push(trainLoss);
  }
  return { weights: model.parameters().map((parameter) => parameter.value), losses };
}

test.each([1, 4, 7, 22])("pieces of %i samples train like the whole batch of 23, but for rounding", async (size) => {
  const whole = await run(undefined);
  const pieces = await run(size);
  pieces.losses.forEach((loss, i) => void expect(loss).toBeCloseTo(whole.losses[i], 5));
  const difference = Math.max(
    ...pieces.weights.flatMap((weights, p) => [...weights].map((w, i) => Math.abs(w - whole.weights[p][i]))),
  );
  expect(difference).toBeLessThan(1e-5);
});

test("pieces as large as the batch are the batch, bit for bit, and the same pieces give the same bits", async () => {
  expect(await run(23)).toEqual(await run(undefined));
  expect(await run(4)).toEqual(await run(4));
});

test("pieces hold the step memory of a piece, not of the batch", async () => {
  const x = tensor(new Float32Array(512 * 200), [512, 200, 1]);
  const before = memoryUse().steps;
  manualSeed(3);
  const model = new Filter();
  const optimizer = new Adam(model.parameters());
  const options = { model, optimizer, loss: mseLoss, batches: () => [{ x, y: x }], epochs: 1, microBatchSize: 8 };
  for await (const { trainLoss } of train(options)) expect(trainLoss).toBeGreaterThan(0);
  expect(memoryUse().steps - before).toBeLessThan(4 << 20);
});

test("a loss that is not finite in a piece names the batch; pieces and step exclude each other; x and y must pair up", async () => {
  const model = new Filter();
  const optimizer = new Adam(model.parameters());
  const broken = { x: tensor(wave(0).fill(Number.NaN, 100, 101), [23, 6, 1]), y: batch.y };
  const first = (options: Partial<Parameters<typeof train>[0]>) =>
    train({ model, optimizer, loss: mseLoss, batches: () => [batch], epochs: 1, microBatchSize: 5, ...options }).next();
  await expect(first({ batches: () => [broken] })).rejects.toThrow(
    "the loss is NaN in epoch 1, batch 1: the batch's input x holds NaN at [16, 4",
  );
  await expect(first({ batches: () => [{ x: batch.x, y: tensor([1], [1, 1, 1]) }] })).rejects.toThrow(
    "cuts x [23, 6, 1] and y [1, 1, 1] by samples, but they have 23 and 1",
  );
  expect(() => first({ step: () => batch.x })).toThrow("microBatchSize cuts x and y into pieces, but step takes whole");
  expect(() => first({ microBatchSize: 0 })).toThrow("microBatchSize must be a whole number from 1, but it is 0.");
});
