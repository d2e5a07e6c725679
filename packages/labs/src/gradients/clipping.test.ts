import { mseLoss } from "recurra";
import { expect, test } from "vitest";
import { type ExplosionHistory, explosion, makeExploding, trainExploding } from "./clipping.ts";
import { factorPerStep, measureGradients } from "./norms.ts";
import { parameterOf } from "./subjects.ts";
import { makeAdding } from "./tasks.ts";

async function run(clip: number, settings: { hidden: number; batch: number; seed: number }): Promise<ExplosionHistory> {
  const steps = trainExploding(clip, settings, {});
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

const settings = { hidden: 24, batch: 16, seed: 0 };

test("the network begins with the identity as recurrent weights, and its gradient does not vanish", () => {
  const model = makeExploding(3, 0);
  expect([...parameterOf(model.recurrent, "weight_hh_l0").value]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const { norms } = measureGradients(makeExploding(24, 0), makeAdding(16, 50, 0), mseLoss);
  expect(factorPerStep(norms)).toBeGreaterThan(0.99);
});

test("without clipping the loss leaps by powers of ten; clipped to 1 it falls, and gradients above 1 were met", async () => {
  const unclipped = await run(Number.POSITIVE_INFINITY, settings);
  const clipped = await run(1, settings);
  expect(unclipped.losses[0]).toBe(clipped.losses[0]);
  expect(unclipped.norms[0]).toBe(clipped.norms[0]);
  expect(clipped.norms[0]).toBeGreaterThan(100);
  expect(unclipped.losses[1]).toBeGreaterThan(1000 * unclipped.losses[0]);
  expect(clipped.losses).toHaveLength(explosion.steps);
  expect(clipped.losses.at(-1)).toBeLessThan(clipped.losses[0] / 10);
  expect(Math.max(...clipped.losses)).toBeLessThan(2 * clipped.losses[0]);
});

test("a run ends at the step whose loss or gradient is no finite number", async () => {
  const { failedAt, losses, norms } = await run(Number.POSITIVE_INFINITY, { hidden: 300, batch: 1, seed: 0 });
  expect(failedAt).toBe(5);
  expect(losses).toHaveLength(4);
  expect(norms).toHaveLength(4);
  expect(norms[3]).toBeGreaterThan(1e10);
});
