import { expect, test } from "vitest";
import { withSeed } from "../core/random.ts";
import {
  AdditiveAttention,
  Conv1d,
  Dropout1d,
  GRUCell,
  Linear,
  mseLoss,
  RecurrentOf,
  Sequential,
} from "../nn/index.ts";
import { LastStep } from "../nn/recurrent/last-step.ts";
import { Adam } from "../optim/index.ts";
import { numbers } from "../tensor/gradients.conformance.ts";
import { tensor } from "../tensor/index.ts";
import { train } from "./index.ts";

/** Trains convolutions of every kind, attention and a cell of 64 sequences; the weights after. */
async function trained(options: object): Promise<number[]> {
  const model = withSeed(4, () => {
    const channels = { inChannels: 4, outChannels: 4, kernelSize: 3 };
    return new Sequential(
      new Conv1d({ ...channels, inChannels: 2, padding: "same" }),
      new Conv1d({ ...channels, padding: "causal", dilation: 2, groups: 2 }),
      new Dropout1d({ p: 0.25 }),
      new Conv1d({ ...channels, stride: 2 }),
      new AdditiveAttention({ queryDim: 4 }),
      new RecurrentOf({ cell: new GRUCell({ inputSize: 4, hiddenSize: 5 }), zoneout: 0.125 }),
      new LastStep(),
      new Linear({ inFeatures: 5, outFeatures: 1 }),
    );
  });
  const batch = (seed: number) => ({
    x: tensor(numbers(64 * 11 * 2, seed), [64, 11, 2]),
    y: tensor(numbers(64, seed + 5), [64, 1]),
  });
  const batches = () => [1, 2, 3].map(batch);
  for await (const _ of train({
    model,
    optimizer: new Adam(model.parameters()),
    loss: mseLoss,
    batches,
    epochs: 3,
    ...options,
  }));
  return model.parameters().flatMap((parameter) => [...parameter.value]);
}

test("convolutions, additive attention, dropout of features and cells train to the same bits by tape, plans and threads", async () => {
  const alone = await trained({ threads: 1 });
  expect(await trained({ plan: false })).toEqual(alone);
  expect(await trained({ threads: 3 })).toEqual(alone);
});
