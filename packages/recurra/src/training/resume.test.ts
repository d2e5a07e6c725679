// Training that is interrupted, wherever, and goes on from the state that it handed out last ends with the same bits.
import { expect, test } from "vitest";
import { Generator, withSeed } from "../core/random.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import {
  Dropout,
  EncoderDecoder,
  GRU,
  LastStep,
  Linear,
  LSTM,
  Module,
  mseLoss,
  recurrentNetwork,
  type SequenceLayer,
  Sequential,
  stateDictOf,
  storedTensors,
} from "../nn/index.ts";
import { Adam, AdamW, clipGradNorm, type OptimizerState, SGD } from "../optim/index.ts";
import { mul, Parameter, select, slice, type Tensor, tensor } from "../tensor/index.ts";
import { cellNames } from "../words/index.ts";
import { ending, expectNoTrace } from "./interrupted.fixture.ts";
import type { Batch, TrainOptions } from "./options.ts";
import { train } from "./train.ts";
import type { TrainingState } from "./training-state.ts";

function numbers(n: number, from: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => Math.sin(i * 1.7 + from));
}

/** Batches of 5 sequences, the last one of 3: in another order in each epoch. */
function sequences(epoch: number, outputs: readonly number[], count = 3): Batch[] {
  return Array.from({ length: count }, (_, i) => {
    const samples = i === count - 1 ? 3 : 5;
    const at = (i + epoch) % count;
    const size = outputs.reduce((product, n) => product * n, samples);
    return {
      x: tensor(numbers(samples * 6, at), [samples, 6, 1]),
      y: tensor(numbers(size, at + 0.5), [samples, ...outputs]),
    };
  });
}

const validation = (): Batch[] => sequences(7, [1], 2);

function dropping(seed: number): Sequential {
  return withSeed(
    seed,
    () =>
      new Sequential(
        new LSTM({ inputSize: 1, hiddenSize: 4, numLayers: 2, dropout: 0.3 }),
        new LastStep(),
        new Dropout({ p: 0.4 }),
        new Linear({ inFeatures: 4, outFeatures: 1 }),
      ),
  );
}

/** A network with dropout, its training stopped by patience. */
function patient(): TrainOptions<Batch> {
  const model = dropping(3);
  return {
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.2 }),
    loss: mseLoss,
    batches: (epoch) => sequences(epoch, [1]),
    validation,
    patience: 2,
    epochs: 30,
    clipNorm: 0.5,
    seed: 11,
  };
}

test("a network with dropout, clipped, validated and stopped by patience", async () => {
  const states = await expectNoTrace(patient);
  const last = states.at(-1)!;
  expect(last.history.length).toBeLessThan(30);
  expect(last.history.length - last.bestEpoch).toBe(2);
  // Three steps and the end of each epoch.
  expect(states.length).toBe(4 * last.history.length);
});

test("untrained weights as a candidate, best to the end and not, leave no trace; a state without them does not fit", async () => {
  const best = (state: TrainingState): number => state.bestEpoch;
  const kept = await expectNoTrace(() => ({ ...patient(), untrained: true }));
  expect(kept.map(best)).toContain(0);
  const overtaken = await expectNoTrace(() => {
    const options = patient();
    return { ...options, optimizer: new Adam(options.model.parameters(), { learningRate: 0.01 }), untrained: true };
  });
  expect(overtaken.map(best)).toContain(0);
  expect(overtaken.at(-1)!.bestEpoch).toBeGreaterThan(0);
  for (const states of [kept, overtaken]) for (const { best: weights } of states) expect(weights).toBeDefined();
  const fails = (untrained: boolean, resume: TrainingState) => () => train({ ...patient(), untrained, resume });
  expect(fails(false, kept[0])).toThrow(
    "train: the state to resume from does not fit: it was made with the untrained weights as a candidate, and they are none here. Resume with the model, optimizer and options that the state was made with.",
  );
  const [older] = await expectNoTrace(patient);
  expect(fails(true, older)).toThrow(
    "it was made without the untrained weights as a candidate, and they are one here. Begin anew.",
  );
});

test.each(cellNames)("two layers of every cell in both directions: %s", async (cell) => {
  const options = { inputSize: 1, hiddenSize: 4, numLayers: 2, bidirectional: true, dropout: 0.3 };
  await expectNoTrace(() => {
    const recurrent = withSeed(4, () => recurrentNetwork(cell, options)) as SequenceLayer;
    const model = withSeed(
      5,
      () => new Sequential(recurrent, new LastStep(), new Linear({ inFeatures: 8, outFeatures: 1 })),
    );
    return { ...patient(), model, optimizer: new Adam(model.parameters(), { learningRate: 0.05 }), epochs: 3 };
  });
});

test("the same by the model's code in place of plans", async () => {
  await expectNoTrace(() => ({ ...patient(), plan: false, epochs: 4 }));
});

test("an encoder and decoder with teacher forcing, by the tape and as plans", async () => {
  const making = (plan?: boolean) => (): TrainOptions<Batch> => {
    const model = withSeed(5, () => new EncoderDecoder({ inputSize: 1, hiddenSize: 4, cell: "gru" }));
    return {
      model,
      optimizer: new AdamW(model.parameters(), { learningRate: 0.02 }),
      step: ({ x, y }) => mseLoss(model.forward(x, { targets: y }), y),
      batches: (epoch) => sequences(epoch, [3, 1]),
      validation: () => sequences(5, [3, 1], 2),
      epochs: 3,
      seed: 2,
      plan,
    };
  };
  await expectNoTrace(making());
  await expectNoTrace(making(true));
});

/** One head for short batches and one for others, which has no gradient, and no momentum, until it is first used. */
class TwoHeads extends Module {
  readonly gru: GRU = new GRU({ inputSize: 1, hiddenSize: 3 });
  readonly first: Linear = new Linear({ inFeatures: 3, outFeatures: 1 });
  readonly second: Linear = new Linear({ inFeatures: 3, outFeatures: 1 });
  forward(x: Tensor): Tensor {
    const last = this.gru.forward(x).output.step(-1);
    return (x.shape[0] === 3 ? this.second : this.first).forward(last);
  }
}

test("SGD with momentum; parameters that have no gradient yet, and one that the model does not have", async () => {
  const states = await expectNoTrace(() => {
    const model = withSeed(1, () => new TwoHeads());
    const factor = new Parameter([0.5], [1]);
    return {
      model,
      optimizer: new SGD([...model.parameters(), factor], { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 }),
      loss: (prediction, target) => mseLoss(prediction.mul(factor), target),
      batches: (epoch) => sequences(1, [1]).slice(0, epoch === 1 ? 2 : 3),
      validation,
      epochs: 3,
    };
  });
  expect(states[0].optimizer.parameters.filter((slot) => slot === null).length).toBe(2);
  expect(states.at(-1)!.optimizer.parameters).not.toContain(null);
  expect(states[0].others).not.toEqual(states[1].others);
});

test("without validation the last weights stay", async () => {
  const states = await expectNoTrace(() => ({
    ...patient(),
    validation: undefined,
    patience: undefined,
    epochs: 3,
  }));
  expect(states.some((state) => state.best)).toBe(false);
});

/** Batches of 64 sequences in pieces of 8. */
function large(threads: number): TrainOptions<Batch> {
  const model = withSeed(
    4,
    () =>
      new Sequential(
        new GRU({ inputSize: 1, hiddenSize: 5 }),
        new Dropout(),
        new Linear({ inFeatures: 5, outFeatures: 1 }),
      ),
  );
  return {
    model,
    optimizer: new Adam(model.parameters()),
    loss: mseLoss,
    batches: (epoch) =>
      [0, 1, 2].map((i) => ({
        x: tensor(numbers(64 * 6, epoch + i), [64, 6, 1]),
        y: tensor(numbers(64 * 6, epoch - i), [64, 6, 1]),
      })),
    validation: () => [{ x: tensor(numbers(24, 9), [4, 6, 1]), y: tensor(numbers(24, 8), [4, 6, 1]) }],
    microBatchSize: 8,
    epochs: 2,
    threads,
  };
}

test("pieces of batches on two threads, and on another number after the interruption", async () => {
  const states = await expectNoTrace(() => large(2));
  const alone = await ending({ ...large(1), checkpoint: undefined });
  expect((await ending({ ...large(1), resume: states[4] })).end).toEqual(alone.end);
  expect((await ending({ ...large(3), resume: states[4] })).end).toEqual(alone.end);
});

test("batches cut from what their iterator computed before the first of them", async () => {
  function* cut(epoch: number): Iterable<Batch> {
    const all = mul(tensor(numbers(4 * 6, epoch), [4, 6, 1]), 0.5);
    for (const i of [0, 2]) yield { x: slice(all, 0, i, i + 2), y: select(slice(all, 0, i, i + 2), 1, 0) };
  }
  await expectNoTrace(() => ({ ...patient(), batches: cut, epochs: 2 }));
});

/** A loop as a course has it; after `from` steps it goes on from what was kept of them. */
function loop(from = 0, kept?: { model: Uint8Array; optimizer: OptimizerState }) {
  const model = dropping(9);
  const adam = new Adam(model.parameters(), { learningRate: 0.05 });
  const seeds = new Generator(1).stream("step");
  if (kept) {
    model.loadStateDict(stateDictOf(readSafetensors(kept.model).tensors));
    adam.loadStateDict(kept.optimizer);
  }
  const states: { model: Uint8Array; optimizer: OptimizerState }[] = [];
  const file = (): Uint8Array => writeSafetensors(storedTensors(model));
  for (let step = from; step < 12; step++) {
    const { x, y } = sequences(step, [1])[0];
    adam.zeroGrad();
    withSeed(seeds.uint32(step), () => mseLoss(model.forward(x), y).backward());
    clipGradNorm(model.parameters(), 0.5);
    adam.step();
    states.push(structuredClone({ model: file(), optimizer: adam.stateDict() }));
  }
  const bytes = file();
  adam.dispose();
  model.dispose();
  return { bytes, states };
}

test("a loop written by hand, its draws keyed by the step, goes on from the states of model and optimizer", () => {
  const { bytes, states } = loop();
  for (const [at, state] of states.entries()) expect(loop(at + 1, state).bytes).toEqual(bytes);
});
