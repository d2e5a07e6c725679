// Metrics of the caller's own: which rows they see, how they are averaged, and that they change nothing.
import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { Dropout, GRU, LastStep, Linear, mseLoss, Sequential } from "../nn/index.ts";
import { ge } from "../operations/index.ts";
import { Adam, AveragedModel, SGD } from "../optim/index.ts";
import { sub, type Tensor, tensor } from "../tensor/index.ts";
import { ending, expectNoTrace } from "./interrupted.fixture.ts";
import type { Metric } from "./metrics.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import type { TrainingState } from "./training-state.ts";
import { readTrainingState, writeTrainingState } from "./training-state-file.ts";

function numbers(n: number, from: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.7 + from));
}

function sequences(epoch: number): Batch[] {
  return [5, 5, 2].map((size, i) => ({
    x: tensor(numbers(size * 6, epoch + i), [size, 6, 1]),
    y: tensor(numbers(size, epoch - i), [size, 1]),
  }));
}

const meanError: Metric = (output, target) => sub(output, target).mean();

function making(more: Partial<TrainOptions<Batch>>): () => TrainOptions<Batch> {
  return () => {
    const model = withSeed(
      3,
      () =>
        new Sequential(
          new GRU({ inputSize: 1, hiddenSize: 4 }),
          new LastStep(),
          new Dropout({ p: 0.5 }),
          new Linear({ inFeatures: 4, outFeatures: 1 }),
        ),
    );
    const optimizer = new Adam(model.parameters(), { learningRate: 0.05 });
    const validation = (): Batch[] => sequences(9);
    return { model, optimizer, loss: mseLoss, batches: sequences, validation, epochs: 3, ...more };
  };
}

/** y = w x, w from 0; each step goes half the way to 1. */
function line(more: Partial<TrainOptions<Batch>>): TrainOptions<Batch> {
  const model = new Linear({ inFeatures: 1, outFeatures: 1, bias: false });
  model.weight.value = [0];
  const batch = { x: tensor([1], [1, 1]), y: tensor([1], [1, 1]) };
  const optimizer = new SGD(model.parameters(), { learningRate: 0.25 });
  return { model, optimizer, loss: mseLoss, batches: () => [batch], epochs: 2, ...more };
}

async function metricsOf(options: TrainOptions<Batch>): Promise<(Readonly<Record<string, number>> | undefined)[]> {
  const found = [];
  for await (const { metrics } of train(options)) found.push(metrics);
  return found;
}

test("a metric is a mean over samples of the validation rows, and a batch of fewer counts less", async () => {
  const validation = (): Batch[] => [
    { x: tensor([1, 1, 1], [3, 1]), y: tensor([0, 0, 0], [3, 1]) },
    { x: tensor([1], [1, 1]), y: tensor([-4], [1, 1]) },
  ];
  const found = await metricsOf(line({ validation, metrics: { "mean error": meanError } }));
  expect(found).toEqual([{ "mean error": 0.5 + 1 }, { "mean error": 0.75 + 1 }]);
});

test("without validation it is over the training rows of the epoch, after it; with it where it says so", async () => {
  const own = ({ epoch }: { epoch: number }): Batch[] => [{ x: tensor([1], [1, 1]), y: tensor([epoch], [1, 1]) }];
  const batches = (epoch: number): Batch[] => own({ epoch });
  const plain = await metricsOf(line({ batches, metrics: { error: meanError } }));
  // Towards 1, then from 0.5 towards 2.
  expect(plain).toEqual([{ error: -0.5 }, { error: 1.25 - 2 }]);
  const validation = (): Batch[] => own({ epoch: 0 });
  const both: Record<string, Metric> = { error: meanError, trained: { over: "training", value: meanError } };
  expect(await metricsOf(line({ batches, validation, metrics: both }))).toEqual([
    { error: 0.5, trained: -0.5 },
    { error: 1.25, trained: -0.75 },
  ]);
});

test("a weight of its own makes it a mean over what a mask leaves; a batch of which nothing is left has no say", async () => {
  const masked: Metric = (output, target) => {
    const kept = ge(target, 0).toArray();
    const errors = sub(output, target).toArray();
    const sum = errors.reduce((total, error, i) => total + kept[i] * error, 0);
    const weight = kept.reduce((total, one) => total + one, 0);
    return { value: sum / weight, weight };
  };
  const validation = (): Batch[] => [
    { x: tensor([1, 1, 1], [3, 1]), y: tensor([-1, -1, 0], [3, 1]) },
    { x: tensor([1], [1, 1]), y: tensor([-1], [1, 1]) },
    { x: tensor([1], [1, 1]), y: tensor([3], [1, 1]) },
  ];
  expect(await metricsOf(line({ validation, epochs: 1, metrics: { masked } }))).toEqual([{ masked: (0.5 - 2.5) / 2 }]);
});

test("a metric of the model may wait, and a step of one's own says what the outputs are", async () => {
  const metrics: Record<string, Metric> = {
    weight: { over: "model", value: async (model, epoch) => model.parameters()[0].value[0] + epoch },
    error: meanError,
  };
  const options = line({ metrics });
  const model = options.model as Linear;
  const step = ({ x, y }: Batch): Tensor => mseLoss(model.forward(x), y);
  const output = ({ x }: Batch): Tensor => model.forward(x).mul(2);
  expect(await metricsOf({ ...options, loss: undefined, step, output })).toEqual([
    { weight: 1.5, error: 0 },
    { weight: 2.75, error: 0.5 },
  ]);
});

test("they see the averages that are kept, without dropout, and change no weight", async () => {
  const options = line({ batches: () => [...line({}).batches(1), ...line({}).batches(1)], epochs: 1 });
  const average = new AveragedModel(options.model, { decay: 0.5 });
  expect(await metricsOf({ ...options, average, metrics: { error: meanError } })).toEqual([{ error: 0.625 - 1 }]);
  const bare = await ending(making({})());
  const metrics = { error: meanError, trained: { over: "training", value: meanError } as const };
  const measured = await ending(making({ metrics })());
  expect(measured.end.weights).toEqual(bare.end.weights);
  const again = await ending(making({ metrics, threads: 2, plan: false })());
  expect(again.end).toEqual(measured.end);
});

test("an interruption leaves no trace, and a state keeps them in its file", async () => {
  const metrics = { error: meanError, trained: { over: "training", value: meanError } as const };
  const states = await expectNoTrace(making({ metrics }));
  const last = states.at(-1) as TrainingState;
  expect(Object.keys(last.history[0].metrics!)).toEqual(["error", "trained"]);
  expect(readTrainingState(writeTrainingState(last)).state).toEqual(last);
  const { weights, bestEpoch, history } = last;
  const next = { ...states[0], part: "two", before: { history, bestEpoch, weights } };
  expect(readTrainingState(writeTrainingState(next)).state).toEqual(next);
  expect(() => train({ ...making({ metrics: { error: meanError } })(), resume: last })).toThrow(
    "train: the state to resume from does not fit: its metrics are error and trained, and those here are error.",
  );
  expect(() => train({ ...making({})(), resume: last })).toThrow("and those here are none");
});

test("a training that is cancelled while it is measured goes on as if it had not been", async () => {
  const wanted = await ending(making({ metrics: { error: meanError } })());
  const controller = new AbortController();
  let calls = 0;
  const stopping: Metric = (output, target) => {
    if (++calls === 5) controller.abort();
    return sub(output, target).mean();
  };
  const cut = await ending(making({ metrics: { error: stopping }, signal: controller.signal })());
  expect(cut.states.at(-1)).toMatchObject({ step: 6, epoch: 2, batch: 3 });
  const resumed = await ending(making({ metrics: { error: meanError }, resume: cut.states.at(-1) })());
  expect(resumed.end).toEqual(wanted.end);
});

test("names, rows and values that cannot be are refused by name", async () => {
  const refused = (metrics: unknown, more: object = {}) =>
    expect(() => train({ ...line({ metrics: metrics as Record<string, Metric>, ...more }) }));
  refused({ "": meanError }).toThrow(
    'train: metrics has "": its name must begin with a letter and have at most 40 letters, digits, spaces, or signs of _ . % -. Give it another name.',
  );
  refused(JSON.parse('{ "__proto__": 1 }')).toThrow("metrics must be an object of metrics by name");
  refused({ a: { over: "test", value: meanError } }).toThrow('or { over: "validation", "training" or "model", value');
  refused({ a: { over: "validation", value: meanError } }).toThrow(
    'metrics has "a": it is over the validation rows, and there are none. Give validation: () => batches, or take the training rows.',
  );
  const { model } = line({});
  const bare = Object.assign(Object.create(Object.getPrototypeOf(model)), model, { forward: undefined });
  refused({ a: meanError }, { model: bare, loss: undefined, step: () => tensor([1]) }).toThrow(
    "it needs outputs, and the model has no forward(x). Give output: (batch) => tensor.",
  );
  const wrong = metricsOf(line({ metrics: { a: (output) => [output] as never } }));
  await expect(wrong).rejects.toThrow(
    'training: the metric "a" gave a list of 1 in training epoch 1, batch 1. Give a number, a tensor of one number, or { value, weight } of these.',
  );
});

test("a weight may be a tensor of one number, as the sum of a mask is, and one that no mean can be weighed by is refused", async () => {
  const batches = (): Batch[] => [
    { x: tensor([1, 1], [2, 1]), y: tensor([1, 0], [2, 1]) },
    { x: tensor([1, 1, 1], [3, 1]), y: tensor([1, 1, 0], [3, 1]) },
  ];
  const masked: Metric = (_, mask) => ({ value: mask.sum().mul(2), weight: mask.sum() });
  const found = await metricsOf(line({ batches, metrics: { masked }, epochs: 1 }));
  expect(found[0]?.masked).toBeCloseTo((2 * 1 + 4 * 2) / 3, 6);
  for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    const wrong: Metric = () => ({ value: 1, weight });
    await expect(metricsOf(line({ batches, metrics: { wrong }, epochs: 1 }))).rejects.toThrow(
      `the metric "wrong" gave the weight ${weight} in training epoch 1, batch 1. Give how many its value is of, 0 for none.`,
    );
  }
});
