import { Adam, GRU, Linear, Module, mseLoss, type Tensor, tensor, withSeed } from "recurra";
import { expect, test } from "vitest";
import type { LabProgress, LabStep } from "./lab.ts";
import { trainPhase } from "./phase.ts";

class Small extends Module {
  readonly gru = new GRU({ inputSize: 1, hiddenSize: 2 });
  readonly head = new Linear({ inFeatures: 2, outFeatures: 1 });
  forward(x: Tensor): Tensor {
    return this.head.forward(this.gru.forward(x).output);
  }
}

test("a page hears of each step of a phase, and the phase waits for it", async () => {
  const model = withSeed(1, () => new Small());
  const batch = { x: tensor([1, 2], [1, 2, 1]), y: tensor([1, 2], [1, 2, 1]) };
  const steps: LabStep[] = [];
  let waited = 0;
  const run = trainPhase(
    "small",
    {
      model,
      optimizer: new Adam(model.parameters()),
      loss: mseLoss,
      batches: () => [batch, batch],
      epochs: 2,
      seed: 1,
    },
    {
      onStep: async (step) => {
        steps.push(step);
        await Promise.resolve();
        waited++;
      },
    },
  );
  const epochs: LabProgress[] = [];
  for (let next = await run.next(); !next.done; next = await run.next()) epochs.push(next.value);
  expect(steps.map(({ phase, epoch, batch }) => [phase, epoch, batch])).toEqual([
    ["small", 1, 1],
    ["small", 1, 2],
    ["small", 2, 1],
    ["small", 2, 2],
  ]);
  expect(waited).toBe(4);
  expect(epochs).toHaveLength(2);
});
