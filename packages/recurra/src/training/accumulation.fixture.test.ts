// Batches that share a step, against a loop of PyTorch's that adds their gradients up.
import { expect, test } from "vitest";
import { Linear, mseLoss, Sequential, Tanh } from "../nn/index.ts";
import { largestError, readFixture } from "../nn/recurrent/pytorch.conformance.ts";
import { Adam, SGD } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import type { TrainStep } from "./options.ts";
import { train } from "./train.ts";

test.each(readFixture<{ optimizer: string }>("accumulation").map((one) => [one.name, one] as const))(
  "ten losses and norms of %s over batches of 4, 4 and 2 samples are PyTorch's within 1e-5 relative, and so are the parameters after",
  async (name, one) => {
    const leaf = (key: string) => tensor(one.numbers(key), one.tensors.get(key)!.shape);
    const model = new Sequential(
      new Linear({ inFeatures: 5, outFeatures: 7 }),
      new Tanh(),
      new Linear({ inFeatures: 7, outFeatures: 3 }),
    );
    model.loadStateDict(Object.fromEntries(model.namedParameters().map(([key]) => [key, leaf(key)])));
    const optimizer =
      name === "adam"
        ? new Adam(model.parameters(), { learningRate: 1e-2 })
        : new SGD(model.parameters(), { learningRate: 0.05, momentum: 0.9 });
    const [x, y] = [leaf("x"), leaf("y")];
    const ends = [0, 4, 8, 10];
    const batches = () =>
      [0, 1, 2].map((i) => ({ x: x.slice(0, ends[i], ends[i + 1]), y: y.slice(0, ends[i], ends[i + 1]) }));
    const steps: TrainStep[] = [];
    const onStep = (step: TrainStep): void => void steps.push(step);
    const training = { model, optimizer, loss: mseLoss, batches, epochs: 5, accumulate: 2, clipNorm: 0.5, onStep };
    for await (const _ of train(training));
    expect(steps.map(({ batch }) => batch)).toEqual([2, 3, 2, 3, 2, 3, 2, 3, 2, 3]);
    for (const [i, { loss, norm }] of steps.entries()) {
      expect(Math.abs(loss / one.numbers("losses")[i] - 1)).toBeLessThan(1e-5);
      expect(Math.abs(norm / one.numbers("norms")[i] - 1)).toBeLessThan(1e-5);
    }
    for (const [key, parameter] of model.namedParameters())
      expect(largestError(parameter.value, one.numbers(`after.${key}`)), key).toBeLessThan(1e-5);
  },
);
