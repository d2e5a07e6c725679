import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import type { ForecastNetwork } from "../nn/networks/forecast-network.ts";
import { Forecaster } from "./forecaster.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

const random = new Generator(4).stream("sun");

/** Light by the hour, dark for half of the day; `lift` moves it. */
function light(rows: number, lift = 0): Series {
  const at = (i: number): number => Math.max(0, 6 - Math.abs((i % 24) - 12) + 0.5 * random.normal(i));
  return Series.fromColumns({ light: Array.from({ length: rows }, (_, i) => lift + (i % 24 < 7 ? 0 : at(i))) });
}

const small = { target: "light", lookback: 24, horizon: 12, hiddenSize: 4, epochs: 2 } as const;

async function fitted(series: Series, options: Partial<ForecasterOptions> = {}): Promise<Forecaster> {
  const forecaster = new Forecaster({ ...small, ...options });
  made.push(forecaster);
  for await (const _ of forecaster.fit(series)) void _;
  return forecaster;
}

const origins = Uint32Array.from({ length: 24 }, (_, i) => 150 + i);

test("forecasts and both ends of intervals keep to what was found; without bounds the same network falls below", async () => {
  const series = light(240);
  const [free, kept] = [await fitted(series, { min: "none" }), await fitted(series)];
  expect([free.bounds, kept.bounds]).toEqual([undefined, { min: 0 }]);
  const weights = [kept, free].map((one) => (one.network as ForecastNetwork).head.weight.value);
  expect(weights[0]).toEqual(weights[1]);
  const [below, clipped] = [free, kept].map((one) => one.predictAt(series, origins));
  expect(below.some((value) => value < 0)).toBe(true);
  expect(clipped).toEqual(below.map((value) => Math.max(0, value)));
  const window = { light: series.column("light").subarray(0, 150) };
  expect(kept.predictWindows([window])).toEqual(clipped.subarray(0, small.horizon));
  const rows = kept.predict(series.slice(0, 158));
  expect(rows.some(({ lower }) => lower === 0)).toBe(true);
  expect(rows.every(({ value, lower = -1, upper = -1 }) => 0 <= lower && lower <= value && value <= upper)).toBe(true);
});

test("what was set is kept to, though values lie beyond", async () => {
  const series = light(240);
  const one = await fitted(series, { min: 1, max: 3 });
  expect(one.bounds).toEqual({ min: 1, max: 3 });
  const values = one.predictAt(series, origins);
  expect([Math.min(...values), Math.max(...values)]).toEqual([1, 3]);
  for (const { lower = 0, upper = 9 } of one.predict(series)) expect([lower >= 1, upper <= 3]).toEqual([true, true]);
});

test("a backtest measures whether the intervals hold as they are cut off", async () => {
  const series = light(600);
  const one = await fitted(series.slice(0, 300), { max: 3 });
  const { coverage, predicted, actual } = await backtest(one, series, { from: 300 });
  expect(predicted.every((value) => value <= 3)).toBe(true);
  const outside = actual.filter((value) => value > 3).length / actual.length;
  expect(outside).toBeGreaterThan(0.1);
  expect(coverage.measured).toBeLessThan(1 - outside + 0.05);
});

test("a refit keeps to what was found, unless a later row lies below; then it keeps to nothing", async () => {
  const [first, all] = [light(240), light(300)];
  const one = await fitted(first);
  const again = await one.refitted(all, { epochs: 1 });
  const values = Array.from(all.column("light"), (value, i) => (i === 280 ? -2 : value));
  const refuted = await one.refitted(Series.fromColumns({ light: values }), { epochs: 1 });
  made.push(again, refuted);
  expect([again.bounds, refuted.bounds]).toEqual([{ min: 0 }, undefined]);
  expect(again.settings.min).toBeUndefined();
});

test("min must lie below max", () => {
  const wrong = () => new Forecaster({ ...small, min: 5, max: 5 });
  expect(wrong).toThrow("Forecaster: min: 5 is not below max: 5. Give a smaller one, or leave max out.");
  expect(() => new Forecaster({ ...small, min: "zero" as "none" })).toThrow(
    'Forecaster: min must be a finite number or "none", but it is "zero".',
  );
});
