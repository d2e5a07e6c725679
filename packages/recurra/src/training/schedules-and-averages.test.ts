// train() with a schedule of the learning rate and an average of the weights: what it does, and that an interruption leaves no trace.
import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import {
  Embedding,
  GRU,
  LastStep,
  Linear,
  meanOverSamples,
  mseLoss,
  NonCrossing,
  quantileLoss,
  Sequential,
  StudentT,
  studentTNllLoss,
} from "../nn/index.ts";
import {
  Adam,
  AveragedModel,
  cosineAnnealingLR,
  linearLR,
  reduceLROnPlateau,
  type Schedule,
  SGD,
  sequentialLR,
} from "../optim/index.ts";
import { type Tensor, tensor } from "../tensor/index.ts";
import { ending, expectNoTrace } from "./interrupted.fixture.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import type { TrainingState } from "./training-state.ts";
import { readTrainingState, writeTrainingState } from "./training-state-file.ts";

function numbers(n: number, from: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.7 + from));
}

function sequences(epoch: number): Batch[] {
  return [0, 1, 2].map((i) => ({
    x: tensor(numbers(30, epoch + i), [5, 6, 1]),
    y: tensor(numbers(5, epoch - i), [5, 1]),
  }));
}

function making(more: Partial<TrainOptions<Batch>>, decay?: number): () => TrainOptions<Batch> {
  return () => {
    const model = withSeed(
      3,
      () =>
        new Sequential(
          new GRU({ inputSize: 1, hiddenSize: 4 }),
          new LastStep(),
          new Linear({ inFeatures: 4, outFeatures: 1 }),
        ),
    );
    return {
      model,
      optimizer: new Adam(model.parameters(), { learningRate: 0.5 }),
      loss: mseLoss,
      batches: sequences,
      validation: () => sequences(9),
      epochs: 4,
      ...(decay === undefined ? {} : { average: new AveragedModel(model, { decay }) }),
      ...more,
    };
  };
}

const warmAndCosine = sequentialLR({
  schedules: [
    linearLR({ learningRate: 0.05, startFactor: 0.1, totalIters: 4 }),
    cosineAnnealingLR({ learningRate: 0.05, tMax: 8, etaMin: 1e-4 }),
  ],
  milestones: [4],
});

test("a schedule by steps and averages leave no trace of an interruption, with validation and without", async () => {
  const states = await expectNoTrace(making({ schedule: warmAndCosine, scheduleBy: "step" }, 0.8));
  expect(states[0].average!.size).toBe(6);
  expect(states.map(({ step, optimizer }) => optimizer.learningRate === warmAndCosine(step - 1, []))).not.toContain(
    false,
  );
  await expectNoTrace(making({ schedule: warmAndCosine, scheduleBy: "step", validation: undefined, plan: false }, 0.8));
});

test("a plateau leaves no trace of an interruption, and lowers the rate by the validation losses", async () => {
  const schedule = reduceLROnPlateau({ learningRate: 0.3, patience: 0, factor: 0.5 });
  const states = await expectNoTrace(making({ schedule, epochs: 6 }));
  const { history } = states.at(-1)!;
  const losses = history.map(({ validationLoss }) => validationLoss!);
  expect(history.map(({ learningRate }) => learningRate)).toEqual(
    losses.map((_, i) => schedule(i, losses.slice(0, i))),
  );
  expect(history.at(-1)!.learningRate).toBeLessThan(0.3);
});

test("averages leave no trace with two threads, and the threads change no bit", async () => {
  const one = making({ batches: (epoch) => large(epoch), microBatchSize: 8, epochs: 2, threads: 1 }, 0.9);
  const two = making({ batches: (epoch) => large(epoch), microBatchSize: 8, epochs: 2, threads: 2 }, 0.9);
  await expectNoTrace(two);
  expect((await ending(two())).end).toEqual((await ending(one())).end);
});

function large(epoch: number): Batch[] {
  return [0, 1].map((i) => ({
    x: tensor(numbers(64 * 6, epoch + i), [64, 6, 1]),
    y: tensor(numbers(64, epoch - i), [64, 1]),
  }));
}

/** y = w x with w from 0, steps of SGD towards 1: what is averaged can be written out. */
function line(more: Partial<TrainOptions<Batch>>) {
  const model = new Linear({ inFeatures: 1, outFeatures: 1, bias: false });
  model.weight.value = [0];
  const average = new AveragedModel(model, { decay: 0.5 });
  const batch = { x: tensor([1], [1, 1]), y: tensor([1], [1, 1]) };
  const options: TrainOptions<Batch> = {
    model,
    optimizer: new SGD(model.parameters(), { learningRate: 0.25 }),
    loss: mseLoss,
    batches: () => [batch, batch],
    epochs: 2,
    average,
    ...more,
  };
  return { model, average, options, batch };
}

// Each step halves the distance to 1; the average goes half the way to each.
const own = [0.5, 0.75, 0.875, 0.9375];
const averaged = [0.5, 0.625, 0.75, 0.84375];

test("validation sees the averages, the epochs in between the weights, and the model ends with the averages", async () => {
  const seen: number[] = [];
  const { model, options, batch } = line({});
  const validation = (): Batch[] => {
    seen.push(model.weight.value[0]);
    return [batch];
  };
  const between: number[] = [];
  for await (const { validationLoss } of train({ ...options, validation })) {
    between.push(model.weight.value[0]);
    expect(validationLoss).toBeCloseTo((1 - seen.at(-1)!) ** 2, 6);
  }
  expect(seen).toEqual([averaged[1], averaged[3]]);
  expect(between).toEqual([own[1], own[3]]);
  expect(model.weight.value[0]).toBe(averaged[3]);
});

test("without validation the model ends with the last averages; a second train() goes on from its own weights", async () => {
  const { model, options } = line({});
  for await (const _ of train(options));
  expect(model.weight.value[0]).toBe(averaged[3]);
  const weights: number[] = [];
  for await (const _ of train({ ...options, epochs: 1, onStep: () => weights.push(model.weight.value[0]) }));
  expect(weights[0]).toBe((1 + own[3]) / 2);
});

test("with validation, the best epoch's averages are kept when later ones are worse", async () => {
  const { model, options, batch } = line({ epochs: 3 });
  const worse = { x: batch.x, y: tensor([-3], [1, 1]) };
  const batches = (epoch: number): Batch[] => (epoch === 1 ? [batch, batch] : [worse, worse]);
  for await (const _ of train({ ...options, batches, validation: () => [batch] }));
  expect(model.weight.value[0]).toBe(averaged[1]);
});

test("an embedding, rising quantiles and their loss run as plans on two threads, and leave no trace", async () => {
  const quantiles = meanOverSamples((x, y) => quantileLoss(x, y, [0.1, 0.5, 0.9]));
  const make = (threads: number) => (): TrainOptions<Batch> => {
    const model = withSeed(
      5,
      () =>
        new Sequential(
          new Embedding({ numEmbeddings: 5, embeddingDim: 3, paddingIdx: 0 }),
          new GRU({ inputSize: 3, hiddenSize: 4 }),
          new LastStep(),
          new Linear({ inFeatures: 4, outFeatures: 3 }),
          new NonCrossing(),
        ),
    );
    const batches = (epoch: number): Batch[] =>
      [0, 1, 2, 3].map((i) => ({
        x: tensor(
          numbers(64 * 6, epoch + i).map((v) => Math.floor(2.5 + 2.49 * v)),
          [64, 6],
        ),
        y: tensor(numbers(64, epoch - i), [64]),
      }));
    const validation = (): Batch[] => batches(9).slice(0, 1);
    return {
      ...{ model, batches, validation, loss: quantiles, epochs: 2, threads, microBatchSize: 8 },
      optimizer: new Adam(model.parameters(), { learningRate: 0.02 }),
      average: new AveragedModel(model, { decay: 0.9 }),
    };
  };
  await expectNoTrace(make(2));
  const one = await ending(make(1)());
  const two = await ending(make(2)());
  expect(two.end).toEqual(one.end);
  const used: number[] = [];
  const asked = make(2)();
  for await (const { threads } of train(asked)) used.push(threads);
  expect(used.at(-1)).toBe(2);
  // The padding row has not moved.
  expect([...asked.model.parameters()[0].value.subarray(0, 3)]).toEqual([0, 0, 0]);
  expect((await ending({ ...make(1)(), plan: false })).end).toEqual(one.end);
});

test("a loss is cut and runs as plans without more words where meanOverSamples promises it", async () => {
  const model = new Sequential(new Linear({ inFeatures: 40, outFeatures: 3 }), new StudentT());
  let calls = 0;
  const loss = (x: Tensor, y: Tensor): Tensor => {
    calls++;
    return studentTNllLoss(x, y);
  };
  const batch = { x: tensor(numbers(40 * 64, 1), [64, 40]), y: tensor(numbers(64, 2)) };
  const options = { model, optimizer: new Adam(model.parameters()), batches: () => [batch], epochs: 30, loss };
  for await (const _ of train(options));
  expect(calls).toBe(30);
  calls = 0;
  for await (const _ of train({ ...options, loss: meanOverSamples(loss) }));
  expect(calls).toBeLessThan(30);
});

test("an index without a row stops a planned training at its loss", async () => {
  const model = new Sequential(new Embedding({ numEmbeddings: 2, embeddingDim: 1 }), new LastStep());
  const batch = (index: number): Batch => ({ x: tensor([0, index], [1, 2]), y: tensor([1], [1, 1]) });
  const run = async (): Promise<void> => {
    const batches = (): Batch[] => [0, 1, 1, 1, 7].map(batch);
    for await (const _ of train({ model, optimizer: new Adam(model.parameters()), loss: mseLoss, batches, epochs: 1 }));
  };
  await expect(run()).rejects.toThrow("training: the loss is NaN in epoch 1, batch 5");
});

test("a state with averages goes through its file, and does not fit a training without", async () => {
  const make = making({ schedule: warmAndCosine, scheduleBy: "step", epochs: 2 }, 0.8);
  const { states } = await ending(make());
  const [state] = states;
  expect(readTrainingState(writeTrainingState(state)).state).toEqual(state);
  const resume = (more: Partial<TrainOptions<Batch>>, decay?: number, from: TrainingState = state) =>
    train({ ...making({ scheduleBy: "step", schedule: warmAndCosine, ...more }, decay)(), resume: from });
  expect(() => resume({})).toThrow(
    "train: the state to resume from does not fit: it has averages of weights. Resume with the model, optimizer and options that the state was made with.",
  );
  const { average: _, ...without } = state;
  expect(() => resume({}, 0.8, without)).toThrow("it has no averages of weights");
  const torn = { ...state, average: new Map([...state.average!].slice(1)) };
  expect(() => resume({}, 0.8, torn)).toThrow('of the averages, it has no "0.weight_ih_l0"');
  expect(() => resume({ schedule: (() => 0.1) as Schedule }, 0.8)).toThrow(
    "its learning rate is 0.005000000000000001, and schedule gives 0.1 there",
  );
});

test("a rate that is none stops the training by name", async () => {
  const run = async (schedule: Schedule): Promise<void> => {
    for await (const _ of train(making({ schedule })()));
  };
  await expect(run(() => Number.NaN)).rejects.toThrow("schedule: learningRate must be a number from 0, but it is NaN.");
  expect(() => train(making({ scheduleBy: "batch" as "step" })())).toThrow(
    'train: scheduleBy must be one of "epoch", "step", but it is "batch".',
  );
});
