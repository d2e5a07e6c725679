import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { BatchOptions } from "./batches.ts";

const windows = Series.fromColumns({ x: Array.from({ length: 12 }, (_, i) => i) }).windows({
  lookback: 2,
  horizon: 1,
  inputs: ["x"],
  targets: ["x"],
});
const order = (options?: BatchOptions, size = 4) =>
  [...windows.batches(size, options)].flatMap(({ indices }) => [...indices]);

test("batches come in the order of time, the last one as small as it is", () => {
  const batches = [...windows.batches(4)];
  expect(batches.map(({ x }) => x.shape)).toEqual([
    [4, 2, 1],
    [4, 2, 1],
    [2, 2, 1],
  ]);
  expect(batches.map(({ y }) => y.shape[0])).toEqual([4, 4, 2]);
  expect([...batches[2].x.toArray()]).toEqual([8, 9, 9, 10]);
  expect([...batches[2].y.toArray()]).toEqual([10, 11]);
});

test("dropLast leaves a smaller last batch out", () => {
  expect([...windows.batches(4, { dropLast: true })].length).toBe(2);
  expect([...windows.batches(5, { dropLast: true })].length).toBe(2);
});

test("a seed shuffles: each window once, the same order for the same seed and epoch", () => {
  const shuffled = order({ seed: 7 });
  expect([...shuffled].sort((a, b) => a - b)).toEqual(order());
  expect(shuffled).not.toEqual(order());
  expect(order({ seed: 7 })).toEqual(shuffled);
  expect(order({ seed: 7 }, 3)).toEqual(shuffled);
  expect(order({ seed: 7, epoch: 1 })).not.toEqual(shuffled);
  expect(order({ seed: 8 })).not.toEqual(shuffled);
});

test("shuffle can be asked for without a seed, and declined with one", () => {
  expect(order({ shuffle: true })).toEqual(order({ seed: 0 }));
  expect(order({ seed: 7, shuffle: false })).toEqual(order());
});

test("batches can be iterated over twice, and a kept batch stays as it was", () => {
  const batches = windows.batches(4);
  const [first] = batches;
  expect([...batches].length).toBe(3);
  expect([...first.x.toArray()]).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
});

test("a batch size below 1, and dropLast with nothing left, are refused", () => {
  expect(() => windows.batches(0)).toThrow("batches: batchSize must be a whole number from 1, but it is 0.");
  expect(() => windows.batches(11, { dropLast: true })).toThrow(
    "batches: dropLast leaves no batch, because there are 10 windows for batches of 11. Make the batches smaller.",
  );
});
