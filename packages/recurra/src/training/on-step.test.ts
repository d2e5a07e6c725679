import { expect, test } from "vitest";
import { manualSeed } from "../core/random.ts";
import { turn } from "../core/turns.ts";
import { Linear, mseLoss } from "../nn/index.ts";
import { SGD } from "../optim/index.ts";
import { tensor } from "../tensor/index.ts";
import { train } from "./train.ts";

function trained(onStep: (step: { batch: number }) => unknown) {
  manualSeed(1);
  const model = new Linear({ inFeatures: 1, outFeatures: 1 });
  const batch = { x: tensor([1, 2], [2, 1]), y: tensor([2, 4], [2, 1]) };
  const optimizer = new SGD(model.parameters(), { learningRate: 0.01 });
  const run = train({ model, optimizer, loss: mseLoss, batches: () => [batch, batch, batch], epochs: 2, onStep });
  return { model, run };
}

const weight = ({ model }: ReturnType<typeof trained>): number => model.parameters()[0].toArray()[0];

test("training waits for the promise that onStep gives, and computes the same", async () => {
  let open = (): void => {};
  const seen: number[] = [];
  const waiting = trained(({ batch }) => {
    seen.push(batch);
    return new Promise<void>((resolve) => {
      open = resolve;
    });
  });
  const first = waiting.run.next();
  for (let i = 0; i < 3; i++) {
    for (let turns = 0; turns < 50; turns++) await turn(); // of the event loop: training may have given others one
    expect(seen).toHaveLength(i + 1);
    open();
  }
  expect((await first).value).toMatchObject({ epoch: 1 });
  await waiting.run.return(undefined as never);

  const other = trained(() => 1); // what is no promise is nothing to wait for
  await other.run.next();
  await other.run.return(undefined as never);
  expect(weight(waiting)).toBe(weight(other));
});

test("a promise of onStep that fails ends the training with its reason", async () => {
  const { run } = trained(() => Promise.reject(new Error("the page is gone")));
  await expect(run.next()).rejects.toThrow("the page is gone");
});
