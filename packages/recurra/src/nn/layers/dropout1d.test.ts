import { expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { noGrad, ones, tensor } from "../../tensor/index.ts";
import { Dropout1d } from "./dropout1d.ts";

test("Dropout1d drops whole features of a sequence, the same at all steps, and divides the others by 1 - p", () => {
  const layer = new Dropout1d({ p: 0.25 });
  const run = (seed: number): Float32Array =>
    withSeed(seed, () => noGrad(() => layer.forward(ones([2, 3, 200])))).toArray();
  const found = run(1);
  const step = (b: number, t: number): number[] => [...found.subarray((b * 3 + t) * 200, (b * 3 + t + 1) * 200)];
  expect(step(0, 1)).toEqual(step(0, 0));
  expect(step(0, 2)).toEqual(step(0, 0));
  expect(step(1, 0)).not.toEqual(step(0, 0));
  expect([...new Set(found)].sort()).toEqual([0, Math.fround(1 / 0.75)]);
  const dropped = found.filter((value) => value === 0).length / found.length;
  expect(Math.abs(dropped - 0.25)).toBeLessThan(0.06);
  expect(run(1)).toEqual(found);
  expect(run(2)).not.toEqual(found);
  layer.eval();
  expect([...new Set(run(1))]).toEqual([1]);
});

test("Dropout1d's gradient goes where its numbers went, and other shapes are refused", () => {
  const layer = new Dropout1d();
  const x = tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4], { requiresGrad: true });
  const y = withSeed(4, () => layer.forward(x));
  const kept = [...y.toArray()].map((value, i) => value / (i + 1));
  y.sum().backward();
  expect([...x.grad!]).toEqual(kept);
  expect(() => layer.forward(tensor([1, 2]))).toThrow("Dropout1d: the input [2] must be [batch, time, features].");
});
