import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import type { FitSeries } from "./global-layout.ts";
import { WindowSampler, windowBatch } from "./series-windows.ts";

const series = (rows: number, unit = 1): FitSeries => {
  const values = Float64Array.from({ length: rows }, (_, i) => i * i);
  const training = Uint32Array.from({ length: rows - 5 }, (_, i) => 3 + i);
  return { values, training, unit } as unknown as FitSeries;
};

test("a window is measured from its last value, in units of its series, and each member has the same target", () => {
  const { values } = series(20);
  const form = { lookback: 3, horizon: 2, scale: "series", seasons: [] } as const;
  const { x, y } = windowBatch([{ values, origin: 5, unit: 2 }], form, 2);
  expect([x.shape, [...x.toArray()]]).toEqual([
    [1, 3, 1],
    [-6, -3.5, 0],
  ]);
  expect([y.shape, [...y.toArray()]]).toEqual([
    [1, 4],
    [4.5, 10, 4.5, 10],
  ]);
  // Rows 4, 9, 16 change by 6 on average.
  const own = windowBatch([{ values, origin: 5, unit: 2 }], { ...form, scale: "window" }, 1);
  expect([...own.x.toArray()]).toEqual([-2, expect.closeTo(-7 / 6, 6), 0]);
  expect([...own.y.toArray()]).toEqual([1.5, expect.closeTo(20 / 6, 6)]);
});

test("long and short series are drawn alike, and so are the windows of each", () => {
  const all = [series(15), series(10_000), { ...series(10), training: new Uint32Array() }];
  const sampler = new WindowSampler(all, new Generator(1));
  const drawn = Array.from({ length: 100 }, (_, step) => sampler.draw(step, 50)).flat();
  const short = drawn.filter(({ values }) => values.length === 15);
  expect(Math.abs(short.length - 2500)).toBeLessThan(150);
  expect(drawn.every(({ values }) => values.length > 10)).toBe(true);
  for (const origin of all[0].training) {
    expect(Math.abs(short.filter((one) => one.origin === origin).length - 250)).toBeLessThan(60);
  }
});

test("what a step draws hangs on the seed and its number alone", () => {
  const of = (seed: number, step: number) =>
    new WindowSampler([series(500)], new Generator(seed)).draw(step, 8).map(({ origin }) => origin);
  expect(of(3, 7)).toEqual(of(3, 7));
  expect(of(3, 7)).not.toEqual(of(3, 8));
  expect(of(3, 7)).not.toEqual(of(4, 7));
});
