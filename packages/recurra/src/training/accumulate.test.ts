// Batches that share a step: the gradient is that of one batch of all their samples, on any number of threads and after any interruption.
import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { Dropout, GRU, LastStep, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { Adam, AveragedModel, cosineAnnealingLR, SGD } from "../optim/index.ts";
import { concat, type Tensor, tensor } from "../tensor/index.ts";
import { ending, expectNoTrace } from "./interrupted.fixture.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import { readTrainingState, writeTrainingState } from "./training-state-file.ts";

function numbers(n: number, from: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.7 + from));
}

/** So many batches of so many samples, the last one of fewer. */
function batchesOf(sizes: readonly number[]): (epoch: number) => Batch[] {
  return (epoch) =>
    sizes.map((size, i) => ({
      x: tensor(numbers(size * 6, epoch + 3 * i), [size, 6, 1]),
      y: tensor(numbers(size, epoch - i), [size, 1]),
    }));
}

function making(more: Partial<TrainOptions<Batch>>): () => TrainOptions<Batch> {
  return () => {
    const model = withSeed(
      3,
      () =>
        new Sequential(
          new GRU({ inputSize: 1, hiddenSize: 4 }),
          new LastStep(),
          new Dropout({ p: 0.25 }),
          new Linear({ inFeatures: 4, outFeatures: 1 }),
        ),
    );
    const optimizer = new Adam(model.parameters(), { learningRate: 0.05 });
    return { model, optimizer, loss: mseLoss, batches: batchesOf([8, 8, 8, 8]), epochs: 3, ...more };
  };
}

function joined(batches: readonly Batch[]): Batch {
  const of = (part: "x" | "y"): Tensor => {
    const all = concat(
      batches.map((batch) => batch[part]),
      0,
    );
    return tensor(all.toArray(), all.shape);
  };
  return { x: of("x"), y: of("y") };
}

test("four batches of 8 that share a step are one batch of 32 in pieces of 8, to the bit, draws of dropout included", async () => {
  const four = await ending(making({ accumulate: 4, clipNorm: 0.1 })());
  const whole = (epoch: number): Batch[] => [joined(batchesOf([8, 8, 8, 8])(epoch))];
  const one = await ending(making({ batches: whole, microBatchSize: 8, clipNorm: 0.1 })());
  expect(four.end).toEqual(one.end);
  expect(four.states.map(({ step, batch }) => [step, batch])).toEqual([
    [1, 4],
    [1, 0],
    [2, 4],
    [2, 0],
    [3, 4],
    [3, 0],
  ]);
});

test("each sample counts the same in batches of several sizes, and in a last step of fewer batches", async () => {
  const model = new Linear({ inFeatures: 1, outFeatures: 1, bias: false });
  model.weight.value = [0];
  const values = [[1, 2, 3], [4], [5, 6]];
  const batches = (): Batch[] =>
    values.map((row) => ({
      x: tensor(
        row.map(() => 1),
        [row.length, 1],
      ),
      y: tensor(row, [row.length, 1]),
    }));
  const seen: object[] = [];
  const epochs = train({
    ...{ model, loss: mseLoss, batches, epochs: 1, accumulate: 2 },
    optimizer: new SGD(model.parameters(), { learningRate: 0.5 }),
    onStep: ({ batch, loss }) => seen.push([batch, Math.fround(loss), model.weight.value[0]]),
  });
  for await (const { trainLoss, gradientNorm } of epochs) {
    expect(trainLoss).toBeCloseTo((7.5 * 4 + 9.25 * 2) / 6, 6);
    // 2 * 2.5 in the first step, 2 * (5.5 - 2.5) in the second.
    expect(gradientNorm).toBeCloseTo((5 + 6) / 2, 6);
  }
  // A step of one half goes all the way to the mean: of 1, 2, 3 and 4, then of 5 and 6.
  expect(seen).toEqual([
    [2, 7.5, 2.5],
    [3, 9.25, 5.5],
  ]);
});

test("an interruption between steps leaves no trace, with averages, schedules by steps, and a short last step", async () => {
  const more = (model: TrainOptions<Batch>["model"]): Partial<TrainOptions<Batch>> => ({
    ...{ batches: batchesOf([4, 4, 4, 4, 2]), validation: () => batchesOf([5])(9), accumulate: 2, scheduleBy: "step" },
    schedule: cosineAnnealingLR({ learningRate: 0.05, tMax: 9 }),
    average: new AveragedModel(model, { decay: 0.8 }),
  });
  const states = await expectNoTrace(() => {
    const base = making({})();
    return { ...base, ...more(base.model) };
  });
  expect(states.slice(0, 4).map(({ step, batch, accumulate }) => [step, batch, accumulate])).toEqual([
    [1, 2, 2],
    [2, 4, 2],
    [3, 5, 2],
    [3, 0, 2],
  ]);
});

test("plans and threads change no bit of it", async () => {
  const wide = { batches: batchesOf([40, 40, 40, 24]), microBatchSize: 8, accumulate: 2 };
  const wanted = (await ending(making({ ...wide, plan: false, threads: 1 })())).end;
  expect((await ending(making({ ...wide, threads: 1 })())).end).toEqual(wanted);
  expect((await ending(making({ ...wide, threads: 2 })())).end).toEqual(wanted);
});

test("a state goes through its file, and fits no training whose steps have another number of batches", async () => {
  const { states } = await ending(making({ accumulate: 2 })());
  expect(readTrainingState(writeTrainingState(states[0])).state).toEqual(states[0]);
  expect(() => train({ ...making({ accumulate: 4 })(), resume: states[0] })).toThrow(
    "train: the state to resume from does not fit: it was made with accumulate 2, and it is 4 here.",
  );
  expect(() => train({ ...making({})(), resume: states[0] })).toThrow("and it is 1 here");
  expect(() => train({ ...making({ accumulate: 2 })(), resume: { ...states[0], accumulate: 0 } })).toThrow(
    "its accumulate is 0, not a whole number from 1",
  );
  expect(() => train(making({ accumulate: 0 })())).toThrow(
    "train: accumulate must be a whole number from 1, but it is 0.",
  );
});

test("a batch that holds NaN is named among those of its step; where none does, all of them are", async () => {
  const holding = (value: number) => (): Batch[] => {
    const batches = batchesOf([2, 2, 2, 2])(1);
    batches[2] = { x: tensor([0, 0, 0, 0, 0, value, 0, 0, 0, 0, 0, 0], [2, 6, 1]), y: batches[2].y };
    return batches;
  };
  const run = async (more: Partial<TrainOptions<Batch>>): Promise<void> => {
    for await (const _ of train(making({ accumulate: 4, ...more })()));
  };
  await expect(run({ batches: holding(Number.NaN) })).rejects.toThrow(
    "the loss is NaN in epoch 1, batch 3: the batch's input x holds NaN at [0, 5, 0]",
  );
  await expect(run({ loss: (x, y) => mseLoss(x.mul(1e38), y) })).rejects.toThrow(
    "the loss is Infinity in epoch 1, batches 1 to 4",
  );
});

test.each([
  ["between two batches of a step", 3, 2],
  ["before the last step of an epoch, which is short", 5, 4],
])("a signal %s leaves no trace once it goes on", async (_, at, done) => {
  const plain = { batches: batchesOf([4, 4, 4, 4, 2]), validation: () => batchesOf([5])(9), accumulate: 2 };
  const wanted = await ending(making(plain)());
  const controller = new AbortController();
  const stopping = function* (epoch: number): Iterable<Batch> {
    for (const [i, batch] of plain.batches(epoch).entries()) {
      yield batch;
      if (epoch === 2 && i + 1 === at) controller.abort();
    }
  };
  const cut = await ending(making({ ...plain, batches: stopping, signal: controller.signal })());
  expect(cut.states.at(-1)).toMatchObject({ epoch: 2, batch: done });
  const resumed = await ending(making({ ...plain, resume: cut.states.at(-1) })());
  expect(resumed.end).toEqual(wanted.end);
});

test("a signal during the last step keeps that step, and what is left of the epoch is its validation", async () => {
  const plain = { batches: batchesOf([4, 4, 2]), validation: () => batchesOf([5])(9), accumulate: 2 };
  const wanted = await ending(making(plain)());
  const controller = new AbortController();
  const onStep = ({ epoch, batch }: { epoch: number; batch: number }): void => {
    if (epoch === 2 && batch === 3) controller.abort();
  };
  const cut = await ending(making({ ...plain, onStep, signal: controller.signal })());
  expect(cut.states.at(-1)).toMatchObject({ epoch: 2, batch: 3, step: 4 });
  const resumed = await ending(making({ ...plain, resume: cut.states.at(-1) })());
  expect(resumed.end).toEqual(wanted.end);
});

test("a loss that says nothing of itself is given whole batches, and each counts by its samples", async () => {
  const sizes: number[] = [];
  const loss = (x: Tensor, y: Tensor): Tensor => {
    sizes.push(x.shape[0]);
    return mseLoss(x, y);
  };
  const run = async (more: Partial<TrainOptions<Batch>>): Promise<number[]> => {
    const model = withSeed(3, () => new Linear({ inFeatures: 6, outFeatures: 1 }));
    const rows = (epoch: number): Batch[] =>
      batchesOf([40, 8])(epoch).map(({ x, y }) => ({ x: x.reshape([-1, 6]), y }));
    const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
    for await (const _ of train({ model, optimizer, batches: rows, epochs: 2, loss, ...more }));
    return [...model.weight.value];
  };
  const two = await run({ accumulate: 2 });
  expect(sizes).toEqual([40, 8, 40, 8]);
  const one = await run({
    batches: (epoch) => [joined(batchesOf([40, 8])(epoch).map(({ x, y }) => ({ x: x.reshape([-1, 6]), y })))],
  });
  two.forEach((weight, i) => {
    expect(weight).toBeCloseTo(one[i], 6);
  });
});
