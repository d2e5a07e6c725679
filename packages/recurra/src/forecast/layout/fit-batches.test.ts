import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import type { Batch } from "../../training/index.ts";
import type { ForecastWindows } from "../windows/forecast-windows.ts";
import { shuffledBatches } from "./fit-batches.ts";
import type { FitLayout } from "./fit-layout.ts";

/** The origins of an epoch's batches. */
function epochOf(windows: number, stride: number, epoch: number): number[][] {
  const training = Uint32Array.from({ length: windows }, (_, i) => 30 + i);
  const layout = { training, batchSize: 4, stride, epochWindows: Math.floor(windows / stride) } as FitLayout;
  const origins = { batch: (rows: Uint32Array) => [...rows] as unknown as Batch } as ForecastWindows;
  return [...shuffledBatches(origins, layout, new Generator(0), epoch)] as unknown as number[][];
}

test("an epoch has each training window once, in an order of its own", () => {
  const [first, second] = [epochOf(10, 1, 1), epochOf(10, 1, 2)];
  expect(first.map((batch) => batch.length)).toEqual([4, 4, 2]);
  expect(first.flat().sort()).toEqual(Array.from({ length: 10 }, (_, i) => 30 + i));
  expect(second.flat()).not.toEqual(first.flat());
});

test("with a stride each epoch has another part of the windows, the last one first, and all together have all", () => {
  const epochs = [1, 2, 3].map((epoch) => epochOf(31, 3, epoch).flat());
  expect(epochs.map((origins) => origins.length)).toEqual([10, 10, 10]);
  expect(epochs.map((origins) => Math.max(...origins))).toEqual([60, 59, 58]);
  expect(new Set(epochs.flat()).size).toBe(30);
  expect(epochOf(31, 3, 4).flat().sort()).toEqual(epochs[0].sort());
});
