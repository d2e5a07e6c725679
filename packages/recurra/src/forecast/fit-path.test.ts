import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { LinearPath } from "../linear/linear-path.ts";
import { fitPath } from "./fit-path.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const noise = new Generator(3).stream("noise");
const seasonal = (rows: number, shift = 0) =>
  Series.fromColumns({
    v: Array.from({ length: rows }, (_, i) => 30 + 5 * Math.abs((i % 12) - 6) + i / 10 + noise.normal(i) + shift),
  });

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

async function fitted(series: Series, options: Partial<ForecasterOptions> = {}): Promise<Forecaster> {
  const settings = { target: "v", season: 12, lookback: 24, horizon: 4, hiddenSize: 4, epochs: 2, ...options };
  const forecaster = new Forecaster(settings);
  made.push(forecaster);
  for await (const _ of forecaster.fit(series)) void _;
  return forecaster;
}

test("where a network of two epochs knows less, the forecast is the linear path's alone, and says so", async () => {
  const series = seasonal(240);
  const forecaster = await fitted(series);
  const { parts } = forecaster.training;
  expect([forecaster.name, forecaster.networkName, parts?.share]).toEqual(["linear path", "LSTM", 0]);
  expect(parts?.linear).toBeLessThan(parts?.network ?? 0);
  expect(parts?.linear).toBeLessThan(1.5);
  expect(forecaster.lookback).toBe(24);
});

test("validation rows choose the share and not the path that is weighed; the path that forecasts has learned from them too", async () => {
  const series = seasonal(240);
  const { trainingRows } = new Forecaster({ target: "v", season: 12, lookback: 24, horizon: 4 }).layout(series);
  const changed = series.withColumns(
    new Map([["v", series.column("v").map((value, row) => (row < trainingRows ? value : 100 - value))]]),
  );
  const [one, other] = [await fitted(series), await fitted(changed)];
  expect(one.training.parts?.linear).toBeLessThan(other.training.parts?.linear ?? 0);
  const weights = (forecaster: Forecaster) => [...(forecaster.linear?.path.parts[0].weights ?? [])];
  expect(weights(one)).not.toEqual(weights(other));
});

test("a file has the path and its share, and forecasts the same bits; a refit keeps the share", async () => {
  const series = seasonal(240);
  const forecaster = await fitted(series);
  const again = readForecaster(writeForecaster(forecaster));
  made.push(again);
  const origins = Uint32Array.of(40, 100, 239);
  expect(again.predictAt(series, origins)).toEqual(forecaster.predictAt(series, origins));
  expect(again.predict(series)).toEqual(forecaster.predict(series));
  expect(writeForecaster(again)).toEqual(writeForecaster(forecaster));
  const window = { v: series.column("v").subarray(60, 100) };
  expect([...again.predictWindows([window])]).toEqual([...forecaster.predictAt(series, Uint32Array.of(100))]);
  const refit = await forecaster.refitted(series);
  made.push(refit);
  expect(refit.linear?.networkShare).toBe(0);
});

test("rows that are missing or too few for the path are named as for the network", async () => {
  const forecaster = await fitted(seasonal(240), { lookback: 6, linearLookback: 48 });
  const { lookback } = forecaster;
  expect(lookback).toBeGreaterThan(6);
  const short = seasonal(lookback - 1);
  expect(() => forecaster.predictAt(short, Uint32Array.of(short.length))).toThrow(
    `needs the ${lookback} rows before it`,
  );
  expect(() => forecaster.predictWindows([{ v: short.column("v") }])).toThrow(`the model looks back on ${lookback}`);
});

test("linear: false leaves the network alone, and so do too few rows", async () => {
  const alone = await fitted(seasonal(240), { linear: false });
  expect([alone.name, alone.linear, alone.training.parts]).toEqual(["LSTM", undefined, undefined]);
  const short = await fitted(seasonal(24), { lookback: 4, season: "none" });
  expect(short.name).toBe("LSTM");
});

test("on a random walk the forecast is the last value, with a spike in it too, and a refit keeps to it", async () => {
  let at = 100;
  const walk = Array.from({ length: 300 }, (_, i) => (at += noise.normal(9000 + i)));
  const series = Series.fromColumns({ v: walk });
  for (const values of [walk, walk.map((v, i) => (i === 90 ? 1e5 : v))]) {
    const one = await fitted(Series.fromColumns({ v: values }), { season: "none", lookback: 32 });
    expect(one.training.parts).toMatchObject({ share: 0, path: "last value" });
    const refit = await one.refitted(series);
    made.push(refit);
    const again = readForecaster(writeForecaster(refit));
    made.push(again);
    for (const model of [one, refit, again])
      expect(model.predict(series).map(({ value }) => value)).toEqual([at, at, at, at]);
    expect(refit.training.epochs).toBe(0);
  }
});

test("a refit of a network without a share trains nothing, and forecasts by the path of all rows", async () => {
  const series = seasonal(240);
  const forecaster = await fitted(series);
  const refit = await forecaster.refitted(series);
  made.push(refit);
  expect([refit.name, refit.training.epochs, refit.training.rows]).toEqual(["linear path", 0, 240]);
  expect(refit.predict(series).map(({ value }) => value)).toEqual(forecaster.predict(series).map(({ value }) => value));
});

test("a gap near the end shortens the path of a refit, and not that of a fit", async () => {
  const rows = Array.from({ length: 260 }, (_, i) => (i < 230 ? i : i + 2));
  const column = rows.map((i) => 30 + 5 * Math.abs((i % 12) - 6) + i / 10 + noise.normal(i));
  const times = rows.map((i) =>
    new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString().slice(0, 16).replace("T", " "),
  );
  const series = Series.fromCsv(`time,v\n${rows.map((_, i) => `${times[i]},${column[i]}`).join("\n")}\n`);
  const forecaster = await fitted(series, { lookback: 6, linearLookback: 48 });
  expect(forecaster.linear?.path.lookback).toBeGreaterThan(30);
  const refit = await forecaster.refitted(series);
  made.push(refit);
  expect(refit.lookback).toBeLessThanOrEqual(30);
  expect(refit.predict(series)).toHaveLength(4);
});

test("where gaps leave no linear path of all rows, one that was proven on fewer stays, unless the last gap is nearer than it looks back", () => {
  const hours = Array.from({ length: 300 }, (_, hour) => hour).filter((hour) => hour % 13 > 1);
  const day = (hour: number) => new Date(Date.UTC(2024, 0, 1, hour)).toISOString().slice(0, 16);
  const gappy = Series.fromCsv(`time,v\n${hours.map((hour) => `${day(hour)},${(hour * hour) % 7}`).join("\n")}\n`);
  const { settings } = new Forecaster({ target: "v", season: 24, horizon: 6, model: "linear" });
  const seasons = [{ rows: 24, name: "a day" }];
  const source = { pretrained: undefined, kind: "linear" } as const;
  expect(fitPath(settings, gappy, seasons, true, source)).toBeUndefined();
  const path = (rows: number) => LinearPath.drift(6, rows);
  const [near, far] = [path(4), path(40)];
  expect(fitPath(settings, gappy, seasons, true, source, near)).toBe(near);
  expect(fitPath(settings, gappy, seasons, true, source, far)).toBeUndefined();
  expect(fitPath(settings, gappy, seasons, false, source, far)).toBe(far);
});
