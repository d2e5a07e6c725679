import { expect, test } from "vitest";
import { shuffleBatches } from "./training.ts";

const samples = {
  x: Float32Array.from({ length: 14 }, (_, i) => i),
  xShape: [7, 2, 1],
  y: Float32Array.from({ length: 7 }, (_, i) => 2 * i),
  yShape: [7],
};
const batches = (epoch: number, seed = 0) => shuffleBatches(samples, 3, seed, epoch);
const firsts = (epoch: number, seed = 0) =>
  batches(epoch, seed).flatMap(({ x }) => Array.from(x.toArray().filter((_, i) => i % 2 === 0)));

test("every sample comes once in an epoch, beside its own target, the last batch being smaller", () => {
  expect(batches(1).map(({ x, y }) => [x.shape, y.shape])).toEqual([
    [[3, 2, 1], [3]],
    [[3, 2, 1], [3]],
    [[1, 2, 1], [1]],
  ]);
  expect(firsts(1).toSorted((a, b) => a - b)).toEqual([0, 2, 4, 6, 8, 10, 12]);
  for (const { x, y } of batches(1)) {
    expect(Array.from(y.toArray())).toEqual(Array.from(x.toArray().filter((_, i) => i % 2 === 0)));
  }
});

test("each epoch and each seed has an order of its own, the same each time", () => {
  expect(firsts(1)).toEqual(firsts(1));
  expect(firsts(1)).not.toEqual(firsts(2));
  expect(firsts(1)).not.toEqual(firsts(1, 1));
});
