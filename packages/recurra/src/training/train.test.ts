import { expect, test, vi } from "vitest";
import { TrainingError } from "../core/errors.ts";
import { withSeed } from "../core/random.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { currentMode, type Mode } from "../kernels/wasm/engine.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { Dropout, EncoderDecoder, Linear, Module, mseLoss } from "../nn/index.ts";
import { Adam, SGD } from "../optim/index.ts";
import { dropout, type Tensor, tensor } from "../tensor/index.ts";
import type { Epoch, TrainingResult } from "./epoch.ts";
import type { Batch, TrainStep } from "./options.ts";
import { train } from "./train.ts";

/** One weight per input, so that a test can see where it goes. */
function linear(inFeatures = 1, seed = 1): Linear {
  return withSeed(seed, () => new Linear({ inFeatures, outFeatures: 1 }));
}

/** A model of one number w, started at `value`: its output is w for the input 1. */
function scalar(value: number): Linear {
  const model = new Linear({ inFeatures: 1, outFeatures: 1, bias: false });
  model.weight.value = [value];
  return model;
}

function batch(x: number[][], y: number[]): Batch {
  return { x: tensor(x.flat(), [x.length, x[0].length]), y: tensor(y, [y.length, 1]) };
}

const one = (target: number): Batch => batch([[1]], [target]);

async function run(
  epochs: AsyncGenerator<Epoch, TrainingResult>,
  each: (epoch: Epoch) => void = () => {},
): Promise<TrainingResult> {
  for (;;) {
    const next = await epochs.next();
    if (next.done) return next.value;
    each(next.value);
  }
}

test("a linear model finds the weights of a linear rule", async () => {
  const model = linear(2);
  const x = Array.from({ length: 32 }, (_, i) => [(i % 7) / 7, (i % 5) / 5]);
  const y = x.map(([a, b]) => 2 * a - 3 * b + 0.5);
  const halves = [batch(x.slice(0, 16), y.slice(0, 16)), batch(x.slice(16), y.slice(16))];
  const optimizer = new Adam(model.parameters(), { learningRate: 0.05 });
  const result = await run(train({ model, optimizer, loss: mseLoss, batches: () => halves, epochs: 600 }));
  expect(result.stopped).toBe("finished");
  expect(result.bestLoss).toBeLessThan(1e-6);
  expect(model.weight.value[0]).toBeCloseTo(2, 2);
  expect(model.weight.value[1]).toBeCloseTo(-3, 2);
});

test("an epoch's losses are means over samples, so a short last batch counts less", async () => {
  const model = scalar(0);
  const optimizer = new SGD(model.parameters(), { learningRate: 1e-30 });
  const batches = [batch([[1], [1], [1]], [1, 1, 1]), one(3)];
  const seen: Epoch[] = [];
  await run(
    train({ model, optimizer, loss: mseLoss, batches: () => batches, validation: () => batches, epochs: 1 }),
    (epoch) => seen.push(epoch),
  );
  expect(seen[0]).toMatchObject({ epoch: 1, trainLoss: 3, validationLoss: 3, best: true, learningRate: 1e-30 });
  // The gradients are -2 and -6, and their norms are averaged over batches.
  expect(seen[0].gradientNorm).toBe(4);
});

test("the gradient norm is reported as it was before clipping", async () => {
  const model = scalar(0);
  const optimizer = new SGD(model.parameters(), { learningRate: 1 });
  const options = { model, optimizer, loss: mseLoss, batches: () => [one(3)], epochs: 1, clipNorm: 0.5 };
  const seen: Epoch[] = [];
  await run(train(options), (epoch) => seen.push(epoch));
  expect(seen[0].gradientNorm).toBe(6);
  expect(model.weight.value[0]).toBeCloseTo(0.5, 5);
});

/** Training walks from 0 towards 10; validation is best at 5. */
function walk(model: Linear) {
  return {
    model,
    optimizer: new SGD(model.parameters(), { learningRate: 0.05 }),
    loss: mseLoss,
    batches: () => [one(10)],
    validation: () => [one(5)],
    epochs: 100,
  };
}

test("the weights with the lowest validation loss are put back at the end", async () => {
  const model = scalar(0);
  const losses: number[] = [];
  const result = await run(train(walk(model)), (epoch) => losses.push(epoch.validationLoss!));
  expect(result.stopped).toBe("finished");
  expect(result.epochs).toBe(100);
  expect(result.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  expect(result.bestEpoch).toBeLessThan(20);
  expect((model.weight.value[0] - 5) ** 2).toBeCloseTo(result.bestLoss, 5);
});

test("patience stops after that many epochs without improvement", async () => {
  const model = scalar(0);
  const result = await run(train({ ...walk(model), patience: 3 }));
  expect(result.stopped).toBe("patience");
  expect(result.epochs).toBe(result.bestEpoch + 3);
});

test("each epoch says whether its weights are the best so far", async () => {
  const model = scalar(0);
  const best: number[] = [];
  const result = await run(train(walk(model)), (epoch) => {
    if (epoch.best) best.push(epoch.epoch);
  });
  expect(best).toEqual(Array.from({ length: result.bestEpoch }, (_, i) => i + 1));
});

test("with `untrained`, the weights as they were given stay where no epoch has a lower validation loss", async () => {
  const model = scalar(4.9);
  const seen: Epoch[] = [];
  const result = await run(train({ ...walk(model), untrained: true, patience: 4 }), (epoch) => seen.push(epoch));
  expect(result).toMatchObject({ stopped: "patience", epochs: 4, bestEpoch: 0 });
  expect(result.bestLoss).toBeCloseTo(0.01, 5);
  expect(seen.map(({ best, untrainedLoss }) => [best, untrainedLoss])).toEqual([
    [false, result.bestLoss],
    ...Array(3).fill([false, undefined]),
  ]);
  expect(model.weight.value[0]).toBe(Math.fround(4.9));
  const better = scalar(0);
  const trained = await run(train({ ...walk(better), untrained: true }));
  expect(trained.bestEpoch).toBeGreaterThan(0);
  expect(trained.history[0]).toMatchObject({ untrainedLoss: 25, best: true });
});

test("stopped within the first epoch or before it, the untrained weights that were validated are put back", async () => {
  for (const stopAt of [1, 2]) {
    const model = scalar(0);
    const controller = new AbortController();
    let batches = 0;
    function* each(target: number): Iterable<Batch> {
      if (++batches === stopAt) controller.abort();
      yield one(target);
    }
    const { signal } = controller;
    const options = { ...walk(model), batches: () => each(10), validation: () => each(5), untrained: true, signal };
    const result = await run(train(options));
    expect(result).toMatchObject({ stopped: "aborted", epochs: 0, bestEpoch: 0 });
    expect(result.bestLoss).toBe(stopAt === 1 ? Number.NaN : 25);
    expect(model.weight.value[0]).toBe(0);
  }
});

test("untrained weights whose loss is not finite are refused before any step; without validation they are no candidate", async () => {
  const model = scalar(Number.NaN);
  await expect(run(train({ ...walk(model), untrained: true }))).rejects.toThrow(
    'the loss is NaN in front of the first epoch, validation batch 1: parameter "weight" holds NaN',
  );
  const { validation: _, ...options } = walk(scalar(0));
  expect(() => train({ ...options, untrained: true })).toThrow(
    "train: untrained compares the weights as they are with those of epochs, so it needs validation batches. Give validation: () => batches, or leave untrained out.",
  );
});

test("a signal stops after the current step, and the best weights so far are put back", async () => {
  const model = scalar(0);
  const controller = new AbortController();
  let steps = 0;
  function* batches(): Iterable<Batch> {
    for (let i = 0; i < 10; i++) {
      if (++steps === 25) controller.abort();
      yield one(10);
    }
  }
  const result = await run(train({ ...walk(model), batches, signal: controller.signal }));
  expect(result).toMatchObject({ stopped: "aborted", epochs: 2, bestEpoch: 1 });
  expect(steps).toBe(25);
  expect((model.weight.value[0] - 5) ** 2).toBeCloseTo(result.bestLoss, 4);
});

test("a signal that is set before the start trains nothing", async () => {
  const model = scalar(7);
  const result = await run(train({ ...walk(model), signal: AbortSignal.abort() }));
  expect(result).toEqual({
    stopped: "aborted",
    epochs: 0,
    bestEpoch: 0,
    bestLoss: Number.NaN,
    threads: 1,
    history: [],
  });
  expect(model.weight.value[0]).toBe(7);
});

test("leaving the loop early keeps the best weights so far", async () => {
  const model = scalar(0);
  for await (const epoch of train(walk(model))) if (epoch.epoch === 50) break;
  expect(model.weight.value[0]).toBeGreaterThan(4);
  expect(model.weight.value[0]).toBeLessThan(6);
});

test("without validation the last weights stay, and every epoch is the best so far", async () => {
  const model = scalar(0);
  const { validation: _, ...options } = walk(model);
  const result = await run(train(options));
  expect(result.bestEpoch).toBe(100);
  expect(result.history.every((epoch) => epoch.best && !("validationLoss" in epoch))).toBe(true);
  expect(model.weight.value[0]).toBeCloseTo(10, 2);
});

class Dropping extends Module {
  readonly linear = new Linear({ inFeatures: 8, outFeatures: 1 });
  readonly dropout = new Dropout({ p: 0.5 });
  forward(x: Tensor): Tensor {
    return this.linear.forward(this.dropout.forward(x));
  }
}

async function droppingWeights(seed: number): Promise<number[]> {
  const model = withSeed(1, () => new Dropping());
  const batches = (): Batch[] => [batch([[1, 2, 3, 4, 5, 6, 7, 8]], [1]), batch([[8, 7, 6, 5, 4, 3, 2, 1]], [2])];
  const optimizer = new Adam(model.parameters(), { learningRate: 0.01 });
  await run(train({ model, optimizer, loss: mseLoss, batches, epochs: 5, seed }));
  const weights = [...model.linear.weight.value];
  model.dispose();
  return weights;
}

test("the same seed gives the same weights to the bit, with dropout, and another seed other ones", async () => {
  const weights = await droppingWeights(3);
  expect(await droppingWeights(3)).toEqual(weights);
  expect(await droppingWeights(4)).not.toEqual(weights);
});

test("dropout acts in training and not in validation, and the model is left in evaluation mode", async () => {
  const model = withSeed(1, () => new Dropping());
  const modes: boolean[] = [];
  const optimizer = new SGD(model.parameters(), { learningRate: 0.01 });
  const only = (): Batch[] => [batch([[1, 2, 3, 4, 5, 6, 7, 8]], [1])];
  const step = ({ x, y }: Batch): Tensor => {
    modes.push(model.training);
    return mseLoss(model.forward(x), y);
  };
  await run(train({ model, optimizer, step, batches: only, validation: only, epochs: 2 }));
  expect(modes).toEqual([true, false, true, false]);
  expect(model.training).toBe(false);
});

test("each step runs in the mode asked for, and the mode before it comes back", async () => {
  const model = scalar(0);
  const found: Mode[] = [];
  const step = ({ x, y }: Batch): Tensor => {
    found.push(currentMode());
    return mseLoss(model.forward(x), y);
  };
  const options = { ...walk(model), step, epochs: 1, mode: "fast" } as const;
  if (modes.includes("fast")) {
    await run(train(options));
    expect(found).toEqual(["fast", "fast"]);
  } else {
    await expect(run(train(options))).rejects.toThrow("loadFast()");
  }
  expect(currentMode()).toBe("strict");
});

test("NaN in an input stops with the epoch, the batch and the place", async () => {
  const model = linear(2);
  const optimizer = new SGD(model.parameters(), { learningRate: 0.01 });
  const batches = (epoch: number): Batch[] => [
    batch([[1, 1]], [1]),
    batch(
      [
        [1, 1],
        [1, epoch === 2 ? Number.NaN : 1],
      ],
      [1, 1],
    ),
  ];
  await expect(run(train({ model, optimizer, loss: mseLoss, batches, epochs: 3 }))).rejects.toThrow(
    "training: the loss is NaN in epoch 2, batch 2: the batch's input x holds NaN at [1, 1]. Repair or drop that row.",
  );
});

test("an infinite target stops with its place, also in validation", async () => {
  const model = scalar(0);
  const options = { ...walk(model), validation: () => [one(1), one(Number.POSITIVE_INFINITY)] };
  await expect(run(train(options))).rejects.toThrow(
    "training: the loss is Infinity in epoch 1, validation batch 2: the batch's target y holds Infinity at [0, 0].",
  );
});

test("a parameter that is not finite is named", async () => {
  const model = linear(3);
  model.weight.value = [0, Number.NaN, 0];
  const optimizer = new SGD(model.parameters(), { learningRate: 0.01 });
  const batches = (): Batch[] => [batch([[1, 1, 1]], [1])];
  const failure = run(train({ model, optimizer, loss: mseLoss, batches, epochs: 1 }));
  await expect(failure).rejects.toThrow(
    'training: the loss is NaN in epoch 1, batch 1: parameter "weight" holds NaN at [0, 1]. Lower the learning rate ' +
      "(learningRate), or clip the gradients with clipNorm: 1, or scale the data.",
  );
  await expect(failure).rejects.toBeInstanceOf(TrainingError);
  await expect(failure).rejects.toMatchObject({ code: "LOSS_NOT_FINITE" });
});

test("a gradient that is not finite stops before it reaches the weights, and its parameter is named", async () => {
  const model = scalar(0);
  const optimizer = new SGD(model.parameters(), { learningRate: 0.01 });
  // The loss is 0, and its derivative 1e40 does not fit into float32.
  const step = ({ x }: Batch): Tensor => model.forward(x).mul(1e20).mul(1e20).sum();
  const failure = run(train({ model, optimizer, step, batches: () => [one(1)], epochs: 1 }));
  await expect(failure).rejects.toThrow(
    'training: the gradient is not finite (norm Infinity) in epoch 1, batch 1: parameter "weight" has the gradient Infinity at [0, 0].',
  );
  expect(model.weight.value[0]).toBe(0);
});

test("training that fails keeps the best weights so far", async () => {
  const model = scalar(0);
  const batches = (epoch: number): Batch[] => [one(epoch === 50 ? Number.NaN : 10)];
  await expect(run(train({ ...walk(model), batches }))).rejects.toThrow("epoch 50, batch 1");
  expect(model.weight.value[0]).toBeGreaterThan(4);
  expect(model.weight.value[0]).toBeLessThan(6);
});

test("timers and input get a turn within a long epoch", async () => {
  let clock = 0;
  const now = vi.spyOn(performance, "now").mockImplementation(() => (clock += 15));
  let turns = 0;
  const tick = (): void => {
    turns++;
    handle = setImmediate(tick);
  };
  let handle = setImmediate(tick);
  const model = scalar(0);
  const batches = (): Batch[] => Array.from({ length: 20 }, () => one(10));
  await run(train({ ...walk(model), batches, epochs: 1 }));
  clearImmediate(handle);
  now.mockRestore();
  // 15 ms pass between two looks at the clock, so a turn is due at least every other step.
  expect(turns).toBeGreaterThanOrEqual(9);
});

test("options that do not fit together are refused at once", () => {
  const model = scalar(0);
  const { validation: _, ...options } = walk(model);
  expect(() => train({ ...options, patience: 3 })).toThrow(
    "train: patience counts epochs without a lower validation loss, so it needs validation batches.",
  );
  expect(() => train({ ...options, epochs: 0 })).toThrow("train: epochs must be a whole number from 1, but it is 0.");
  expect(() => train({ ...options, clipNorm: 0 })).toThrow("train: clipNorm must be a number above 0, but it is 0.");
  expect(() => train({ ...options, loss: undefined })).toThrow(
    "train: there is no loss. Give loss and a model with forward(x), or step: (batch) => loss in place of both.",
  );
});

test("gradients of parameters that the optimizer leaves alone do not add up in the norm", async () => {
  const model = linear(2);
  const optimizer = new SGD([model.bias!], { learningRate: 0 });
  const norms: number[] = [];
  const batches = (): Batch[] => [batch([[1, 2]], [3])];
  await run(train({ model, optimizer, loss: mseLoss, batches, epochs: 3 }), (epoch) => norms.push(epoch.gradientNorm));
  expect(new Set(norms).size).toBe(1);
});

test("onStep is called with each step: its place, the loss before it and the norm before clipping", async () => {
  const model = scalar(1);
  const steps: TrainStep[] = [];
  const weights: number[] = [];
  const options = {
    model,
    optimizer: new SGD(model.parameters(), { learningRate: 0.1 }),
    loss: mseLoss,
    batches: () => [one(3), one(5)],
    epochs: 2,
    clipNorm: 1,
    onStep: (step: TrainStep) => {
      steps.push(step);
      weights.push(model.parameters()[0].value[0]);
    },
  };
  await run(train(options));
  expect(steps.map(({ epoch, batch }) => [epoch, batch])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ]);
  // (w - y)^2 with a gradient of 2 (w - y), clipped to 1: each step adds 0.1 to the weight.
  weights.forEach((weight, i) => {
    const before = 1 + 0.1 * i;
    const [y, { loss, norm }] = [[3, 5][i % 2], steps[i]];
    expect(weight).toBeCloseTo(before + 0.1, 5);
    expect(loss).toBeCloseTo((before - y) ** 2, 4);
    expect(norm).toBeCloseTo(2 * (y - before), 4);
  });
  const onStep = (): never => {
    throw new Error("enough");
  };
  await expect(run(train({ ...options, onStep }))).rejects.toThrow("enough");
});

test("what validation draws depends on the seed and the batch alone, not on what was drawn before or beside it", async () => {
  const model = scalar(1);
  const step = ({ x, y }: Batch): Tensor => mseLoss(model.forward(dropout(x, 0.5)), y);
  const many = (): Batch[] => [1, 2].map((target) => batch(new Array(64).fill([1]), new Array(64).fill(target)));
  const losses = async (): Promise<(number | undefined)[]> => {
    const seen: (number | undefined)[] = [];
    const optimizer = new SGD(model.parameters(), { learningRate: 0 });
    await run(train({ model, optimizer, step, batches: many, validation: many, epochs: 2 }), (epoch) => {
      seen.push(epoch.validationLoss);
      dropout(tensor([1]), 0.5);
    });
    return seen;
  };
  const first = await losses();
  expect(first[1]).toBe(first[0]);
  expect(await losses()).toEqual(first);
});

test("an epoch without a batch stops, and says why that happens", async () => {
  const model = scalar(0);
  const once = [one(10)].values();
  await expect(run(train({ ...walk(model), batches: () => once }))).rejects.toThrow(
    "training: batches(2) gave no batch. Return a new iterable each time: an iterator that has ended gives nothing more.",
  );
  await expect(run(train({ ...walk(model), validation: () => [] }))).rejects.toThrow(
    "training: validation() of epoch 1 gave no batch.",
  );
});

/** Trains a model with dropout and teacher forcing, an epoch at each call; in the end, the bytes of its weights. */
function* weightsOf(seed: number, mode: Mode): Iterator<Promise<unknown>, Uint8Array> {
  const model = withSeed(seed, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 6, numLayers: 2, dropout: 0.3 }));
  const values = Float32Array.from({ length: 24 }, (_, i) => Math.fround(((i * 5) % 11) / 11));
  const sample: Batch = { x: tensor(values, [4, 6, 1]), y: tensor(values.slice(0, 12), [4, 3, 1]) };
  const epochs = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.01 }),
    step: ({ x, y }) => mseLoss(model.forward(x, { targets: y, teacherForcing: 0.5 }), y),
    batches: () => [sample, sample],
    validation: () => [sample],
    epochs: 6,
    clipNorm: 0.5,
    seed,
    mode,
  });
  for (let epoch = 0; epoch <= 6; epoch++) yield epochs.next();
  const tensors = Object.entries(model.stateDict()).map(
    ([name, value]) => [name, { shape: value.shape, data: value.toArray() }] as const,
  );
  model.dispose();
  return writeSafetensors(new Map(tensors));
}

async function alone(one: Iterator<Promise<unknown>, Uint8Array>): Promise<Uint8Array> {
  for (let next = one.next(); ; next = one.next()) {
    if (next.done) return next.value;
    await next.value;
  }
}

test("two trainings that run by turns, with other seeds and modes, give the bytes that each gives alone", async () => {
  const other: Mode = modes.at(-1) ?? "strict";
  const expected = [await alone(weightsOf(3, "strict")), await alone(weightsOf(4, other))];
  expect(expected[0]).not.toEqual(expected[1]);
  // A turn of the event loop is due after every other step, so that the two also change places within an epoch.
  let clock = 0;
  const now = vi.spyOn(performance, "now").mockImplementation(() => (clock += 15));
  const both = [weightsOf(3, "strict"), weightsOf(4, other)];
  const found: Uint8Array[] = [];
  while (found.length < 2) {
    const steps = both.map((one) => one.next());
    await Promise.all(steps.map((step) => step.value));
    for (const step of steps) if (step.done) found.push(step.value);
  }
  now.mockRestore();
  expect(found).toEqual(expected);
});

const pair: Batch = { x: tensor([[1]]), y: tensor([[1]]) };

test.each<[string, unknown, string]>([
  ["a batch without y", { x: pair.x }, "batch.y must be a tensor, but it is undefined."],
  ["a batch as a list", [pair.x, pair.y], "batch.x must be a tensor, but it is undefined."],
  ["a batch of lists", { x: [[1]], y: [[1]] }, "batch.x must be a tensor, but it is a list of 1. Pass tensor(...)"],
  ["no batch", null, "batch.x must be a tensor, but it is undefined."],
])("%s is refused in a sentence", async (_, batch, refusal) => {
  const model = new Linear({ inFeatures: 1, outFeatures: 1 });
  const optimizer = new Adam(model.parameters());
  const training = train({ model, optimizer, loss: mseLoss, batches: () => [batch as Batch], epochs: 1 });
  await expect(training.next()).rejects.toThrow(`train: ${refusal}`);
});

test("an optimizer of another model is refused before the first epoch, unless a step of the caller's own uses both", async () => {
  const [model, other] = [1, 2].map(() => new Linear({ inFeatures: 1, outFeatures: 1 }));
  const options = { model, optimizer: new Adam(other.parameters()), batches: () => [pair], epochs: 1 };
  expect(() => train({ ...options, loss: mseLoss })).toThrow(
    "train: the optimizer has none of the model's parameters. Pass model.parameters().",
  );
  const training = train({ ...options, step: ({ x, y }) => mseLoss(model.forward(other.forward(x)), y) });
  expect((await training.next()).done).toBe(false);
});
