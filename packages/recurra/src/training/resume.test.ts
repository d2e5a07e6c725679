// Training that is interrupted, wherever, and goes on from the state that it handed out last ends with the same bits.
import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import { Dropout, LastStep, Linear, LSTM, mseLoss, Sequential } from "../nn/index.ts";
import { Adam } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import { expectNoTrace } from "./interrupted.fixture.ts";
import type { Batch, TrainOptions } from "./options.ts";

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

test("the same by the model's code in place of plans", async () => {
  await expectNoTrace(() => ({ ...patient(), plan: false, epochs: 4 }));
});
