// Possible futures of a forecaster.
import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(6).stream("noise");
const wave = [0, 2, 5, 7, 9, 8, 6, 3, 1, 0, -2, -1];
const load = Array.from({ length: 500 }, (_, i) => 100 + 3 * wave[i % 12] + 2 * noise.normal(i));
const walk: number[] = [];
for (let i = 0; i < 500; i++) walk.push((walk[i - 1] ?? 500) + noise.normal(1000 + i));
const series = Series.fromColumns({ load, walk }, { name: "made" });

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fitted(options: Partial<ForecasterOptions> = {}): Promise<Forecaster> {
  const one = new Forecaster({ target: "load", horizon: 6, model: "linear", ...options });
  made.push(one);
  for await (const _ of one.fit(series.slice(0, 350)));
  one.intervals = (await backtest(one, series, { from: 350 })).intervals;
  return one;
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
const spread = (values: readonly number[]): number => Math.sqrt(mean(values.map((one) => (one - mean(values)) ** 2)));

test("paths lie around the forecast, nine of ten of their rows inside the intervals of 90%", async () => {
  const one = await fitted();
  const rows = one.predict(series);
  const { times, paths } = one.samplePaths(series, { paths: 2000, seed: 4 });
  expect(times).toEqual(rows.map(({ time }) => time));
  expect(paths).toHaveLength(2000);
  rows.forEach(({ value, lower = 0, upper = 0 }, step) => {
    const at = paths.map((path) => path[step]);
    expect(Math.abs(mean(at) - value)).toBeLessThan(0.3 * (upper - value));
    const inside = at.filter((one) => lower <= one && one <= upper).length / at.length;
    expect(Math.abs(inside - 0.9)).toBeLessThan(0.05);
  });
});

test("the same seed gives the same paths, another one others, and more rows or paths the same ones first", async () => {
  const one = await fitted();
  const first = one.samplePaths(series, { paths: 3, seed: 1 });
  const again = await readForecaster(writeForecaster(one));
  made.push(again);
  expect(again.samplePaths(series, { paths: 3, seed: 1 })).toEqual(first);
  expect(one.samplePaths(series, { paths: 3, seed: 2 }).paths).not.toEqual(first.paths);
  const longer = one.samplePaths(series, { paths: 5, seed: 1, horizon: 14 });
  expect(longer.times).toHaveLength(14);
  expect(longer.paths.slice(0, 3).map((path) => path.slice(0, 6))).toEqual(first.paths);
});

test("paths of a walk wander off, past the horizon too: neighbouring rows are alike, and the spread grows", async () => {
  const one = await fitted({ target: "walk" });
  const { paths } = one.samplePaths(series, { paths: 800, horizon: 24 });
  const at = (step: number): number[] => paths.map((path) => path[step]);
  expect(spread(at(5))).toBeGreaterThan(1.5 * spread(at(0)));
  expect(spread(at(23))).toBeGreaterThan(1.3 * spread(at(5)));
  // A step is as large as one of the walk, within a block and from one to the next.
  for (const step of [3, 6, 15]) {
    const steps = paths.map((path) => path[step] - path[step - 1]);
    expect(spread(steps)).toBeGreaterThan(0.6);
    expect(spread(steps)).toBeLessThan(1.6);
  }
});

test("a head draws from its own distribution, and bounds cut paths off", async () => {
  const one = await fitted({
    ...{ model: "segment", head: "quantile", linear: false, season: 12, lookback: 24, hiddenSize: 4, epochs: 3 },
    ...{ max: 110 },
  });
  const { paths } = one.samplePaths(series, { paths: 300, horizon: 9 });
  const all = paths.flatMap((path) => [...path]);
  expect(Math.max(...all)).toBe(110);
  expect(new Set(all).size).toBeGreaterThan(500);
});

test("where it is not known how the forecaster errs, there are no paths", async () => {
  const one = await fitted();
  one.intervals = { level: 0.9, scale: "absolute", radius: [1, 1, 1, 1, 1, 1] };
  expect(() => one.samplePaths(series)).toThrow(
    "samplePaths: it is not known how the forecaster errs. Fit it with rows for validation, or set intervals to those of a backtest, or fit a model of an older file again.",
  );
  expect(() => one.samplePaths(series, { paths: 0 })).toThrow("paths");
});
