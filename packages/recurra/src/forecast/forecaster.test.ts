import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { auditLeakage, backtest } from "../evaluation/index.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { stats } from "../kernels/wasm/heap.ts";
import type { Epoch } from "../training/index.ts";
import { cellNames } from "../words/index.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { FitOptions } from "./settings/fit-options.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const day = 86_400_000;
const noise = new Generator(1).stream("noise");

/** Days with a weekly pattern on a rising level. */
function seasonal(rows: number): Series {
  const week = [0, 4, 6, 5, 1, -6, -10];
  const level = Array.from({ length: rows }, (_, i) => 100 + 0.05 * i + week[i % 7] + 0.5 * noise.normal(i));
  return Series.fromColumns(
    { level, other: level.map((value, i) => value * 2 + noise.normal(10_000 + i)) },
    { name: "seasonal", times: Array.from({ length: rows }, (_, i) => new Date(i * day).toISOString().slice(0, 10)) },
  );
}

function randomWalk(rows: number): Series {
  let at = 100;
  const price = Array.from({ length: rows }, (_, i) => (at += noise.normal(i)));
  return Series.fromColumns({ price }, { name: "walk" });
}

const made: Forecaster[] = [];
afterEach(() => {
  for (const forecaster of made.splice(0)) forecaster.dispose();
});

const small = { target: "level", lookback: 14, horizon: 3, hiddenSize: 8, epochs: 3, linear: false } as const;

function forecaster(options: Partial<ForecasterOptions> = {}): Forecaster {
  const one = new Forecaster({ ...small, ...options });
  made.push(one);
  return one;
}

async function fitted(
  series: Series,
  options: Partial<ForecasterOptions> = {},
  fit: FitOptions = {},
): Promise<Forecaster> {
  const one = forecaster(options);
  for await (const _ of one.fit(series, fit)) void _;
  return one;
}

/** Model mean absolute error over that of each naive method. */
async function ratios(model: Forecaster, series: Series, from: number): Promise<Record<string, number>> {
  const { scores } = await backtest(model, series, { from });
  return Object.fromEntries(scores.slice(1).map((score) => [score.name, scores[0].mae / score.mae]));
}

test("untrained, the forecast is exactly no change", async () => {
  const series = seasonal(100);
  const model = await fitted(series, {}, { signal: AbortSignal.abort() });
  const last = series.column("level")[99];
  expect(model.predict(series).map((row) => row.value)).toEqual([last, last, last]);
});

test.for(cellNames)("a weekly pattern is learned by the %s far better than the last value", async (cell) => {
  const series = seasonal(400);
  const model = await fitted(series.slice(0, 320), { cell, epochs: 40, horizon: 7 });
  const ratio = await ratios(model, series, 320);
  expect(ratio["last value"]).toBeLessThan(0.3);
  expect(ratio["seasonal naive (week)"]).toBeLessThan(1.1);
});

test("on a random walk, which cannot be forecast, it stays near the last value", async () => {
  const series = randomWalk(800);
  const model = await fitted(series.slice(0, 640), { target: "price", lookback: 30, horizon: 5, epochs: 40 });
  const ratio = await ratios(model, series, 640);
  expect(ratio["last value"]).toBeGreaterThan(0.9);
  expect(ratio["last value"]).toBeLessThan(1.1);
});

test("a forecast reads no row at or after its origin", async () => {
  const series = seasonal(120);
  const model = await fitted(series.slice(0, 80), { inputs: ["level", "other"] });
  expect(auditLeakage(model, series, [80, 95, 117, 120]).compared).toBe(12);
});

test("the validation rows reach neither the scales nor the weights", async () => {
  const series = seasonal(120);
  const { trainingRows } = forecaster().layout(series);
  const changed = series.withColumns(
    new Map([["level", series.column("level").map((value, row) => (row < trainingRows ? value : value * 50 - 7))]]),
  );
  const before = await fitted(series, { untrained: false }, { epochs: 1 });
  const after = await fitted(changed, { untrained: false }, { epochs: 1 });
  const origins = Uint32Array.of(20, 50, trainingRows);
  expect(after.predictAt(series, origins)).toEqual(before.predictAt(series, origins));
  expect(after.training.validationLoss).not.toBe(before.training.validationLoss);
});

test("where no epoch is better, the untrained network is kept, which repeats the last value, and it is not fitted again", async () => {
  const series = randomWalk(120);
  const model = forecaster({ target: "price", epochs: 3, learningRate: 3, linear: false });
  for await (const _ of model.fit(series));
  const { epochs, bestEpoch, untrained, trainLoss, validationLoss } = model.training;
  expect({ epochs, bestEpoch, untrained, trainLoss }).toEqual({ epochs: 3, bestEpoch: 0, untrained: true });
  expect(validationLoss).toBeGreaterThan(0);
  expect(model.name).toBe("untrained LSTM");
  const last = series.column("price").at(-1)!;
  for (const { value } of model.predict(series)) expect(value).toBeCloseTo(last, 4);
  const seen: Epoch[] = [];
  const final = await model.refitted(series, { onEpoch: (epoch) => seen.push(epoch) });
  expect([seen.length, final.training.epochs, final.training.untrained, final.name]).toEqual([0, 0, true, model.name]);
  const again = readForecaster(writeForecaster(final));
  expect([again.training, again.name, again.settings.untrained]).toEqual([final.training, final.name, true]);
  const off = forecaster({ target: "price", epochs: 3, learningRate: 3, linear: false, untrained: false });
  for await (const _ of off.fit(series));
  expect(off.training.bestEpoch).toBeGreaterThan(0);
  for (const one of [model, final, again, off]) one.dispose();
});

test("validation chooses the epoch that is kept, and patience ends the fit", async () => {
  const epochs: Epoch[] = [];
  const model = forecaster({ target: "price", epochs: 500, patience: 4, learningRate: 0.05 });
  for await (const epoch of model.fit(randomWalk(200))) epochs.push(epoch);
  const losses = epochs.map((epoch) => epoch.validationLoss!);
  expect(epochs.length).toBeLessThan(500);
  expect(model.training).toMatchObject({
    epochs: epochs.length,
    bestEpoch: losses.indexOf(Math.min(...losses)) + 1,
    validationLoss: Math.min(...losses),
  });
  expect(epochs.length).toBe(model.training.bestEpoch + 4);
});

test("the same seed gives the same bytes, and another seed other ones", async () => {
  const series = seasonal(100);
  const options = { numLayers: 2, dropout: 0.3 };
  const bytes = writeForecaster(await fitted(series, options));
  expect(writeForecaster(await fitted(series, options))).toEqual(bytes);
  expect(writeForecaster(await fitted(series, { ...options, seed: 1 }))).not.toEqual(bytes);
});

test("any number of threads gives the same bytes, of a fit and of a refit, and is not part of them", async () => {
  const series = seasonal(300);
  const options = { lookback: 28, hiddenSize: 24, numLayers: 2, dropout: 0.2, batchSize: 96, epochs: 10 };
  const run = async (threads: number) => {
    const model = forecaster(options);
    const fit = model.fit(series.slice(0, 280), { threads });
    let end = await fit.next();
    while (!end.done) end = await fit.next();
    const seen: number[] = [];
    const final = await model.refitted(series, { threads, epochs: 10, onEpoch: (epoch) => seen.push(epoch.threads) });
    made.push(final);
    const bytes = [model, final].map((one) => Buffer.from(writeForecaster(one)).toString("hex"));
    return { threads: [end.value.threads, Math.max(...seen)], bytes };
  };
  const alone = await run(1);
  expect(alone.threads).toEqual([1, 1]);
  for (const threads of [2, 3]) {
    const several = await run(threads);
    expect(several.bytes).toEqual(alone.bytes);
    for (const worked of several.threads) expect(worked).toBeGreaterThan(1);
  }
});

test("threads that there cannot be are refused, and the fit before stays", async () => {
  const series = seasonal(100);
  const model = await fitted(series);
  const bytes = writeForecaster(model);
  await expect(model.fit(series, { threads: 0 }).next()).rejects.toThrow(
    'threads must be "auto" or a whole number from 1, but it is 0.',
  );
  expect(writeForecaster(model)).toEqual(bytes);
});

test("a fit that is fitted again starts anew", async () => {
  const series = seasonal(100);
  const model = await fitted(series);
  const bytes = writeForecaster(model);
  for await (const _ of model.fit(series)) void _;
  expect(writeForecaster(model)).toEqual(bytes);
});

test("a fit that is cancelled, or left early, keeps the best epoch so far and is marked as interrupted, also in its file", async () => {
  const series = seasonal(100);
  const controller = new AbortController();
  const cancelled = forecaster({ epochs: 50 });
  for await (const epoch of cancelled.fit(series, { signal: controller.signal }))
    if (epoch.epoch === 2) controller.abort();
  expect(cancelled.training.epochs).toBe(2);
  const left = forecaster({ epochs: 50 });
  for await (const epoch of left.fit(series)) if (epoch.epoch === 2) break;
  expect(left.predict(series)).toEqual(cancelled.predict(series));
  const whole = await fitted(series, { epochs: 2 });
  expect(left.predict(series)).toEqual(whole.predict(series));
  const marks = [cancelled, left, whole].map((one) => readForecaster(writeForecaster(one)).training.interrupted);
  expect(marks).toEqual([true, true, undefined]);
});

test("a refit sees all rows for the epochs that validation chose, and takes the intervals over", async () => {
  const series = seasonal(120);
  const model = await fitted(series.slice(0, 100), { epochs: 6 });
  const seen: number[] = [];
  const final = await model.refitted(series, { onEpoch: (epoch) => seen.push(epoch.epoch) });
  made.push(final);
  expect(seen).toEqual(Array.from({ length: model.training.bestEpoch }, (_, i) => i + 1));
  expect(final.training).toMatchObject({ rows: 120, validationWindows: 0, first: "1970-01-01", last: "1970-04-30" });
  expect(final.fittedRows).toEqual({ from: 0, to: 119 * day });
  expect(final.intervals).toEqual(model.intervals);
  expect(final.lookback).toBe(model.lookback);
  expect(model.fittedRows).toEqual({ from: 0, to: 99 * day });
});

test("a forecast has the times that follow, and intervals that grow with the step", async () => {
  const series = seasonal(200);
  const rows = (await fitted(series)).predict(series);
  expect(rows.map((row) => row.time)).toEqual(["1970-07-20", "1970-07-21", "1970-07-22"]);
  for (const { value, lower, upper } of rows) expect(upper! - value).toBeCloseTo(value - lower!, 9);
  expect(rows[0].upper! - rows[0].lower!).toBeGreaterThan(0);
});

test("intervals of a backtest replace those of the validation windows", async () => {
  const series = seasonal(200);
  const model = await fitted(series);
  model.intervals = { level: 0.8, scale: "absolute", radius: [1, 2, 3] };
  const [first] = model.predict(series);
  expect(first.upper! - first.value).toBeCloseTo(1, 9);
  model.intervals = { level: 0.8, scale: "absolute", radius: null, note: "too few windows" };
  expect(model.predict(series)[0]).not.toHaveProperty("lower");
  expect(() => {
    model.intervals = { level: 0.8, scale: "absolute", radius: [1] };
  }).toThrow("Forecaster: intervals for 1 steps do not fit a horizon of 3. Take those of its own backtest.");
});

test("intervals that follow a season know a row's place by its time, in any part of a series, and after a file", async () => {
  const series = seasonal(200);
  const model = await fitted(series);
  const factors = [1, 2, 3, 4, 5, 6, 7];
  const shape = { unit: "absolute", season: { rows: 7, factors }, radius: [1, 1, 1] } as const;
  const further = [{ level: 0.95, radius: [2, 2, 2], shaped: [3, 3, 3] }];
  model.intervals = { level: 0.8, scale: "absolute", radius: [1, 1, 1], shape, further };
  const read = readForecaster(writeForecaster(model), "m");
  made.push(read);
  expect(read.intervals).toEqual(model.intervals);
  for (const part of [series, series.slice(100, 200)]) {
    const rows = read.predict(part);
    // Days since 1970-01-01: the first after it is number 200.
    rows.forEach(({ value, upper = 0, further: others = [] }, step) => {
      expect(upper - value).toBeCloseTo(factors[(200 + step) % 7], 5);
      expect(others[0].upper - value).toBeCloseTo(3 * factors[(200 + step) % 7], 5);
    });
  }
});

test("a backtest inside the rows of the fit is refused", async () => {
  const series = seasonal(100);
  const model = await fitted(series);
  await expect(backtest(model, series, { from: 80 })).rejects.toThrow(
    "lies inside the rows that the LSTM was fitted on",
  );
});

test("the lookback follows the seasons that the rows show where none is set, and is known after the fit", async () => {
  const model = forecaster({ lookback: undefined });
  expect(() => model.lookback).toThrow("Forecaster: the default lookback depends on the series. Call fit first.");
  const series = seasonal(300);
  expect(model.layout(series)).toMatchObject({ lookback: 28, horizon: 3, batchSize: 8 });
  for await (const _ of model.fit(series, { epochs: 1 })) void _;
  expect(model.lookback).toBe(28);
});

test("seasons are found in the rows, and go with the model, a refit and its file", async () => {
  const week = [{ rows: 7, name: "a week" }];
  const model = forecaster({ lookback: undefined });
  expect(model.seasons).toBeUndefined();
  const series = seasonal(200);
  for await (const _ of model.fit(series, { epochs: 1 })) void _;
  expect(model.seasons).toEqual(week);
  const again = await model.refitted(randomised(series));
  made.push(again);
  expect(again.seasons).toEqual(week);
  const loaded = readForecaster(writeForecaster(again));
  made.push(loaded);
  expect(loaded.seasons).toEqual(week);
  expect(loaded.settings.season).toBeUndefined();
  expect(forecaster().layout(randomised(series))).toMatchObject({ seasons: [], skip: false });
});

/** The same rows without a pattern. */
function randomised(series: Series): Series {
  const level = Float64Array.from({ length: series.length }, (_, i) => noise.normal(50_000 + i));
  return series.withColumns(new Map([["level", level]]));
}

test("several seasons, or none, that were asked for are kept in the file where older versions pass over them", async () => {
  for (const season of [[7, 365.25], "none", 28, 30.5] as const) {
    const model = await fitted(seasonal(100), { season });
    const bytes = writeForecaster(model);
    const loaded = readForecaster(bytes);
    made.push(loaded);
    expect(loaded.settings.season).toEqual(season);
    expect(loaded.seasons).toEqual(model.seasons);
    const { metadata } = readSafetensors(bytes, "model");
    expect(JSON.parse(metadata.get("settings") ?? "").season).toBe(season === 28 ? 28 : undefined);
    expect(metadata.get("season")).toBe(season === 28 ? undefined : JSON.stringify(season));
    expect(writeForecaster(loaded)).toEqual(bytes);
  }
  expect(forecaster({ season: [7, 30] }).seasons).toEqual([
    { rows: 7, name: "7 rows" },
    { rows: 30, name: "30 rows" },
  ]);
});

test("a saved forecaster forecasts the same, and knows its fit", async () => {
  const series = seasonal(100);
  const model = await fitted(series, { inputs: ["other", "level"], cell: "gru", numLayers: 2 });
  const bytes = writeForecaster(model);
  const loaded = readForecaster(bytes);
  made.push(loaded);
  expect(loaded.predict(series)).toEqual(model.predict(series));
  expect(loaded.training).toEqual(model.training);
  expect(loaded.fittedRows).toEqual(model.fittedRows);
  expect(writeForecaster(loaded)).toEqual(bytes);
});

test("what cannot be forecast is refused with the row, the column and the remedy", async () => {
  const series = seasonal(100);
  expect(() => forecaster().predict(series)).toThrow("Forecaster: not fitted yet. Call fit(series) first");
  expect(() => forecaster({ target: "levle" }).layout(series)).toThrow('seasonal: there is no column "levle".');
  expect(() => forecaster().layout(series.slice(0, 19))).toThrow(
    "seasonal: lookback 14 + horizon 3 need 17 rows to learn from",
  );
  const holed = series.withColumns(
    new Map([["level", series.column("level").map((value, row) => (row === 95 ? Number.NaN : value))]]),
  );
  expect(() => forecaster().layout(holed)).toThrow('seasonal: column "level" has 1 missing cell');
  const model = await fitted(series);
  expect(() => model.predict(holed)).toThrow(
    'seasonal: row 96, column "level": it is NaN on 1970-04-06, which the forecast reads. Fill it with repair: "forward-fill".',
  );
  expect(() => model.predict(series.slice(90))).toThrow(
    "seasonal: a forecast needs the 14 rows before it, but there are 10. Give at least 14 rows, or fit a model with a shorter lookback.",
  );
  expect(() => model.predictAt(series, Uint32Array.of(13))).toThrow(
    `one was asked for after 13 of ${series.length} rows. Ask for one after 14 to ${series.length} rows.`,
  );
});

test("fits that are disposed of leave no memory behind", async () => {
  const series = seasonal(60);
  const before = stats().used;
  const model = forecaster();
  for (let i = 0; i < 3; i++) for await (const _ of model.fit(series, { epochs: 1 })) void _;
  const final = await model.refitted(series, { epochs: 1 });
  final.dispose();
  model.dispose();
  expect(stats().used).toBe(before);
});

test("a fitted forecaster holds weights, gradients and packed weights, and no optimizer's state", async () => {
  const before = stats().blocks;
  await fitted(seasonal(60), { epochs: 1 });
  // Four parameters of the LSTM, two of the head and one of the skip, and their gradients; the panels are the LSTM's (forward,
  // and backward for h and x), two of the head's and one of the skip's, whose input takes no gradient.
  expect(stats().blocks - before).toBe(2 * 7 + 3 + 2 + 1);
});

test("two fits of one forecaster by turns keep the weights of the one that ends last, and no others", async () => {
  const series = seasonal(60);
  const before = stats().used;
  const model = forecaster();
  const both = [model.fit(series, { epochs: 1 }), model.fit(series, { epochs: 1 })];
  for (const fit of both) await fit.next();
  for (const fit of both) await fit.next();
  model.dispose();
  expect(stats().used).toBe(before);
});

test("a number of epochs that cannot be used is refused, and the fit before stays", async () => {
  const series = seasonal(60);
  const model = await fitted(series, { epochs: 1 });
  const before = model.predict(series);
  await expect(model.fit(series, { epochs: 0 }).next()).rejects.toThrow(
    "fit: epochs must be a whole number from 1, but it is 0.",
  );
  expect(model.predict(series)).toEqual(before);
});
