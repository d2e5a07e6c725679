import { Adam, Linear, l1Loss, tensor, train, withSeed } from "recurra";
import { expect, test } from "vitest";
import { LossLog } from "./loss-log.ts";

const batches = [
  { x: tensor([1, 2, 3], [3, 1]), y: tensor([2, 4, 6], [3, 1]) },
  { x: tensor([4], [1, 1]), y: tensor([8], [1, 1]) },
];

async function steps(microBatchSize: number): Promise<{ log: LossLog; epochs: number[] }> {
  const model = withSeed(0, () => new Linear({ inFeatures: 1, outFeatures: 1 }));
  const log = new LossLog();
  const epochs: number[] = [];
  const training = train({
    model,
    optimizer: new Adam(model.parameters(), { learningRate: 0.01 }),
    loss: log.of(l1Loss),
    batches: () => log.over(batches),
    epochs: 2,
    microBatchSize,
  });
  for await (const { trainLoss } of training) epochs.push(trainLoss);
  return { log, epochs };
}

test("a log has one loss for each step, and their means over samples are the epochs' losses", async () => {
  const { log, epochs } = await steps(10);
  expect(log.steps).toHaveLength(4);
  for (const [i, epoch] of epochs.entries()) {
    expect((3 * log.steps[2 * i] + log.steps[2 * i + 1]) / 4).toBeCloseTo(epoch, 6);
  }
  expect(log.steps[2]).toBeLessThan(log.steps[0]);
});

test("a batch that is trained in uneven pieces counts as one step with the batch's mean", async () => {
  const whole = await steps(10);
  const pieces = await steps(2);
  expect(pieces.log.steps).toHaveLength(4);
  for (const [i, loss] of pieces.log.steps.entries()) expect(loss).toBeCloseTo(whole.log.steps[i], 5);
});
