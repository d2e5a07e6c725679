// Forecasts of more rows than a model was fitted for.
import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(4).stream("noise");
const shape = [0, 2, 5, 7, 9, 8, 6, 3, 1, 0, -2, -1];
const load = Array.from({ length: 400 }, (_, i) => 100 + 3 * shape[i % 12] + noise.normal(i));
const other = load.map((value, i) => value / 3 + noise.normal(1000 + i));
const series = Series.fromColumns({ load, other }, { name: "load" });

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fitted(options: Partial<ForecasterOptions> = {}): Promise<Forecaster> {
  const one = new Forecaster({ target: "load", horizon: 6, lookback: 24, hiddenSize: 4, epochs: 2, ...options });
  made.push(one);
  for await (const _ of one.fit(series.slice(0, 300)));
  return one;
}

test.each([
  ["a network alone", { linear: false }],
  ["the linear path alone", { model: "linear" as const }],
  ["segments beside a path", { model: "segment" as const, season: 12 }],
])("past its horizon %s forecasts from its own forecasts, as a series that has them as rows", async (_, options) => {
  const one = await fitted(options);
  const known = series.slice(0, 320);
  const rows = one.predict(known, { horizon: 15 });
  expect(rows).toHaveLength(15);
  expect(rows.slice(0, 6)).toEqual(one.predict(known));
  expect(rows.map(({ beyond = false }) => beyond)).toEqual(rows.map((_, step) => step >= 6));
  const longer = [...load.slice(0, 320), ...rows.slice(0, 6).map(({ value }) => value)];
  const next = one.predict(Series.fromColumns({ load: longer, other: longer }, { name: "load" }));
  expect(rows.slice(6, 12).map(({ value }) => value)).toEqual(next.map(({ value }) => value));
  // Fewer are the first ones.
  expect(one.predict(known, { horizon: 2 })).toEqual(rows.slice(0, 2));
});

test("a backtest measures how much wider intervals are there; the file keeps it, and forecasts the same", async () => {
  const one = await fitted({ model: "linear" });
  // Half of the fit's windows, which end before the rows of two horizons more, tell too.
  expect(one.intervals?.beyond?.factor.length).toBeGreaterThanOrEqual(6);
  const report = await backtest(one, series, { from: 300 });
  expect(report.intervals.beyond?.factor).toHaveLength(18);
  one.intervals = report.intervals;
  const rows = one.predict(series, { horizon: 60 });
  expect(rows.every(({ lower = 0, value, upper = 0 }) => lower < value && value < upper)).toBe(true);
  const again = await readForecaster(writeForecaster(one));
  made.push(again);
  expect(again.predict(series, { horizon: 60 })).toEqual(rows);
});

test("where the width past the horizon was not measured there is none", async () => {
  const one = await fitted({ model: "linear" });
  one.intervals = { level: 0.9, scale: "absolute", radius: [1, 1, 1, 1, 1, 1] };
  const rows = one.predict(series, { horizon: 8 });
  expect(rows.map(({ lower }) => lower !== undefined)).toEqual([true, true, true, true, true, true, false, false]);
});

test("a model that reads what it does not forecast cannot go on, unless its forecast is the linear path's", async () => {
  const one = await fitted({ inputs: ["load", "other"], linear: false });
  expect(one.predictBeyond).toBeUndefined();
  expect(() => one.predict(series, { horizon: 7 })).toThrow(
    'Forecaster: horizon: 7 is more than the 6 rows that the model forecasts, and to go on from these it needs "other" too, which it does not forecast. Use horizon: 6 or less, or fit a model with a longer horizon.',
  );
  expect(one.predict(series, { horizon: 6 })).toEqual(one.predict(series));
  const path = await fitted({ inputs: ["load", "other"], model: "linear" });
  expect(path.predict(series, { horizon: 7 })).toHaveLength(7);
});

test("a horizon that is none is refused", async () => {
  const one = await fitted({ model: "linear" });
  expect(() => one.predict(series, { horizon: 0 })).toThrow("horizon");
});
