// Which losses are computed in chunks, as plans and on threads: those that say that they are a mean over the samples, in training and in
// validation, to the same bits on any number of threads; all others see whole batches.
import { describe, expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import * as nn from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { softplus, type Tensor, tensor } from "../tensor/index.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";

const [samples, steps, features] = [90, 40, 2];
const numbers = (n: number, shift: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(i * 0.7 + shift));

/** Notes how many samples its code is given. */
class Watched extends nn.Module {
  override readonly repeatable = true;
  readonly gru = new nn.GRU({ inputSize: features, hiddenSize: 30 });
  readonly head: nn.Linear;
  readonly sizes = new Set<number>();
  constructor(outputs: number) {
    super();
    this.head = new nn.Linear({ inFeatures: 30, outFeatures: outputs });
  }
  forward(x: Tensor): Tensor {
    this.sizes.add(x.shape[0]);
    return this.head.forward(this.gru.forward(x).output);
  }
}

interface Case {
  readonly outputs: number;
  /** The target of a row. */
  readonly target?: (value: number) => number;
  readonly shape?: readonly number[];
  readonly loss: (prediction: Tensor, target: Tensor) => Tensor;
}

const row = { outputs: 1, shape: [steps, 1] };
const studentT = (x: Tensor, y: Tensor): Tensor => nn.studentTNllLoss(softplus(x).add(1), y);
const quantiles = (x: Tensor, y: Tensor): Tensor => nn.quantileLoss(x, y, [0.1, 0.5, 0.9]);
const count = (value: number): number => Math.floor((value + 1) * 5);
const counts = (x: Tensor, y: Tensor): Tensor => nn.negativeBinomialNllLoss(softplus(x).add(0.1), y);
const divergence = (x: Tensor, y: Tensor): Tensor => nn.klDivLoss(x.logSoftmax(), y);
const said: Readonly<Record<string, Case>> = {
  l1Loss: { ...row, loss: nn.l1Loss },
  mseLoss: { ...row, loss: nn.mseLoss },
  huberLoss: { ...row, loss: nn.huberLoss },
  bceWithLogitsLoss: { ...row, target: (value) => (value + 1) / 2, loss: nn.bceWithLogitsLoss },
  crossEntropyLoss: { outputs: 5, target: (value) => Math.floor((value + 1) * 2.49), loss: nn.crossEntropyLoss },
  studentTNllLoss: { outputs: 3, loss: nn.meanOverSamples(studentT) },
  quantileLoss: { outputs: 3, loss: nn.meanOverSamples(quantiles) },
  poissonNllLoss: { ...row, target: count, loss: nn.poissonNllLoss },
  negativeBinomialNllLoss: { outputs: 2, target: count, loss: nn.meanOverSamples(counts) },
  klDivLoss: { ...row, target: (value) => (value + 1) / 2, loss: nn.meanOverSamples(divergence) },
};

const target = ({ target: of = (value) => value, shape = [steps] }: Case, shift: number): Tensor =>
  tensor(numbers(samples * steps, shift).map(of), [samples, ...shape]);

function batches(one: Case, epoch: number): Batch[] {
  return [0, 1].map((i) => ({
    x: tensor(numbers(samples * steps * features, epoch + i), [samples, steps, features]),
    y: target(one, epoch - i),
  }));
}

type Options = Partial<TrainOptions> & { readonly own?: (model: Watched) => TrainOptions["step"] };

async function run(one: Case, { own, ...options }: Options = {}) {
  manualSeed(5);
  const model = new Watched(one.outputs);
  const epochs = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.01 }),
    ...(own ? { step: own(model) } : { loss: one.loss }),
    batches: (epoch) => batches(one, epoch),
    validation: () => batches(one, 20),
    epochs: 4,
    ...options,
  });
  const losses: number[] = [];
  for (;;) {
    const { done, value } = await epochs.next();
    if (done) {
      const weights = model.parameters().flatMap((parameter) => [...parameter.value]);
      const { sizes } = model;
      model.dispose();
      return { weights, losses, sizes: [...sizes].sort((a, b) => a - b), threads: value.threads };
    }
    losses.push(value.trainLoss, value.validationLoss as number);
  }
}

const bits = ({ weights, losses }: Awaited<ReturnType<typeof run>>): string => JSON.stringify([weights, losses]);

function expectClose(found: Awaited<ReturnType<typeof run>>, whole: Awaited<ReturnType<typeof run>>): void {
  found.losses.forEach((loss, i) => void expect(loss).toBeCloseTo(whole.losses[i], 4));
  found.weights.forEach((weight, i) => void expect(weight).toBeCloseTo(whole.weights[i], 3));
}

test("the losses of the library that are a mean over the samples say so; quantileLoss is told its quantiles by a function of the user's", () => {
  const losses = Object.entries(nn).filter(([name]) => name.endsWith("Loss"));
  const tell = losses.filter(([, loss]) => nn.isMeanOverSamples(loss as Case["loss"])).map(([name]) => name);
  expect([...tell, "quantileLoss"].sort()).toEqual(Object.keys(said).sort());
  // These have another form than (prediction, target), or another divisor.
  const others = ["cosineEmbeddingLoss", "ctcLoss", "gaussianNllLoss"];
  expect(losses.map(([name]) => name).sort()).toEqual([...Object.keys(said), ...others].sort());
});

describe.each(Object.entries(said))("%s", (_, one) => {
  test("is computed in chunks, which come to the whole batch but for rounding, by the tape, plans and threads to the same bits", async () => {
    const whole = await run(one, { microBatchSize: samples, plan: false });
    expect(whole.sizes).toEqual([samples]);
    const tape = await run(one, { plan: false });
    expect(tape.sizes.length).toBeGreaterThan(1);
    expect(Math.max(...tape.sizes)).toBeLessThan(samples);
    expectClose(tape, whole);
    expect(bits(await run(one, { threads: 1 }))).toBe(bits(tape));
    for (const threads of [2, 3]) {
      const found = await run(one, { threads });
      expect(bits(found)).toBe(bits(tape));
      expect(found.threads).toBeGreaterThan(1);
    }
  });
});

/** The mean over what a mask leaves: a chunk has another divisor than the batch. */
function masked(prediction: Tensor, y: Tensor): Tensor {
  const mask = tensor(
    Float32Array.from({ length: y.size }, (_, i) => Number(i % 7 < i / 600)),
    y.shape,
  );
  const error = prediction.sub(y);
  return error.mul(error).mul(mask).sum().div(mask.sum());
}

/** Samples count by their own size. */
function weighted(prediction: Tensor, y: Tensor): Tensor {
  const error = prediction.sub(y);
  const weight = y.mul(y);
  return error.mul(error).mul(weight).sum().div(weight.sum());
}

const total = (prediction: Tensor, y: Tensor): Tensor => prediction.sub(y).mul(prediction.sub(y)).sum();

test.each([
  ["a mean over what a mask leaves", masked],
  ["a weighted mean", weighted],
  ["a sum", total],
  ["a mean that says nothing of itself", (x: Tensor, y: Tensor) => nn.mseLoss(x, y)],
])("%s sees whole batches, in training and in validation", async (_, loss) => {
  const one = { ...row, loss };
  const found = await run(one, { threads: 2 });
  expect(found.sizes).toEqual([samples]);
  expect(found.threads).toBe(1);
  expect(bits(found)).toBe(bits(await run(one, { plan: false, microBatchSize: samples })));
});

describe("a step of the user's", () => {
  const step =
    (model: Watched) =>
    ({ x, y }: Batch): Tensor =>
      nn.mseLoss(model.forward(x), y);

  test("sees whole batches", async () => {
    const found = await run(said.mseLoss, { own: step, threads: 2 });
    expect(found.sizes).toEqual([samples]);
    expect(found.threads).toBe(1);
  });

  test("that says that its loss is a mean over the samples has the bits of the loss, in chunks and on threads", async () => {
    const own = (model: Watched) => nn.meanOverSamples(step(model));
    const loss = await run(said.mseLoss, { threads: 1 });
    for (const threads of [1, 2]) {
      const found = await run(said.mseLoss, { own, threads });
      expect(bits(found)).toBe(bits(loss));
      expect(found.threads).toBe(threads);
    }
    const pieces = await run(said.mseLoss, { own, microBatchSize: 10, plan: false });
    expect(pieces.sizes).toEqual([10]);
    expectClose(pieces, loss);
  });
});

test("a class that is none ends training where a plan meets it: the loss is NaN, and the place is named", async () => {
  const one = said.crossEntropyLoss;
  const wrong = (epoch: number): Batch[] =>
    batches(one, epoch).map(({ x, y }) => ({
      x,
      y: epoch === 3 ? tensor(y.toArray().fill(7, 100, 101), y.shape) : y,
    }));
  await expect(run(one, { batches: wrong, threads: 1 })).rejects.toThrow("the loss is NaN in epoch 3, batch 1");
  await expect(run(one, { batches: wrong, plan: false })).rejects.toThrow(
    "the class of row 100 is 7; it must be a whole number from 0 to 4",
  );
});

test("what validates draws the same in every epoch, on any number of threads", async () => {
  class Drawing extends Watched {
    override forward(x: Tensor): Tensor {
      const network = new nn.Dropout({ p: 0.5 });
      return super.forward(network.forward(x));
    }
  }
  const losses = async (threads: number): Promise<number[]> => {
    manualSeed(5);
    const model = new Drawing(1);
    const found: number[] = [];
    const options = { model, loss: nn.mseLoss, epochs: 3, threads };
    const optimizer = new Adam(model.parameters(), { learningRate: 1e-30 });
    const data = (): Batch[] => batches(said.mseLoss, 1);
    for await (const { validationLoss } of train({ ...options, optimizer, batches: data, validation: data }))
      found.push(validationLoss as number);
    return found;
  };
  const one = await losses(1);
  expect(new Set(one).size).toBe(1);
  expect(await losses(2)).toEqual(one);
});
