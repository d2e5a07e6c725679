// The pretrained network as a part of the forecasts of many series.

import { afterEach, expect, test } from "vitest";
import { FormatError, OptionError } from "../core/errors.ts";
import { Generator } from "../core/random.ts";
import { Series, SeriesSet } from "../data/index.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { stats } from "../kernels/wasm/heap.ts";
import type { TrainingState } from "../training/index.ts";
import { smallNetwork } from "../zero-shot/pretrained.fixture.ts";
import { readGlobalForecaster, writeGlobalForecaster } from "./global-file.ts";
import { GlobalForecaster } from "./global-forecaster.ts";
import type { GlobalFitOptions } from "./layout/global-fit-options.ts";
import type { GlobalOptions } from "./layout/global-options.ts";

const noise = new Generator(4).stream("noise");
const DAY = 86_400_000;

/** A week that walks: the last one says all that there is to know, and so does a network that repeats it. */
function weekly(rows: number, at: number, gapAfter = rows): Series {
  const y: number[] = [];
  for (let i = 0; i < rows; i++)
    y.push((i < 7 ? 50 + 9 * noise.normal(7 * at + i) : y[i - 7]) + noise.normal(9000 + 500 * at + i));
  const times = y.map((_, i) => DAY * (i < gapAfter ? i : i + 9));
  return Series.fromColumns({ y }, { times });
}

const entries = (count: number, rows = 110): [string, Series][] =>
  Array.from({ length: count }, (_, at) => [`s${at}`, weekly(rows + 3 * at, at)]);
const set = SeriesSet.fromSeries(entries(6));

/** It lives as long as the tests. */
const network = smallNetwork();

const made: GlobalForecaster[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.dispose();
});

async function ended<T>(course: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const { done, value } = await course.next();
    if (done) return value as T;
  }
}

const small = {
  ...{ target: "y", horizon: 5, season: 7, lookback: 14, segmentRows: 7, hiddenSize: 4 },
  epochs: 2,
  steps: 4,
};

async function fitted(
  options: Partial<GlobalOptions> = {},
  on = set,
  fit: GlobalFitOptions = {},
): Promise<GlobalForecaster> {
  const one = new GlobalForecaster({ ...small, model: "pretrained", ...options }, { pretrained: network });
  made.push(one);
  await ended(one.fit(on, fit));
  return one;
}

test("the model pretrained trains nothing, and validation says how much of the forecast is the network's", async () => {
  const model = await fitted();
  const { epochs, errors } = model.training;
  expect(epochs).toBe(0);
  expect(errors?.network).toBeNull();
  expect(errors?.pretrained).toBeGreaterThan(0);
  expect(errors?.rest).toBe(errors?.forecast);
  expect(model.pretrainedShare).toBeGreaterThan(0);
  expect(model.name).toMatch(/^pretrained network/);
  expect(model.fitted.members.get("s1")?.looks?.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
});

test("beside a network that is trained it is a part of the rest", async () => {
  const model = await fitted({ model: "segment" });
  const { networkShare, pretrainedShare } = model;
  expect(model.training.epochs).toBe(2);
  expect([0, 0.5, 1].map((share) => (1 - networkShare) * share)).toContain(pretrainedShare);
  expect(model.training.errors?.forecast).toBeLessThanOrEqual(model.training.errors?.rest as number);
});

test("with no linear paths it forecasts alone", async () => {
  const model = await fitted({ paths: "none" });
  expect([model.paths, model.pretrainedShare, model.name]).toEqual(["none", 1, "pretrained network"]);
});

test("the model pretrained without a network is refused before anything is read", async () => {
  const one = new GlobalForecaster({ target: "y", model: "pretrained" });
  await expect(ended(one.fit(set))).rejects.toThrow(OptionError);
  await expect(ended(one.fit(set))).rejects.toThrow(
    'GlobalForecaster: model: "pretrained" needs a network that was trained before. Give it: new GlobalForecaster(options, { pretrained: loadPretrained() }) of recurra/pretrained.',
  );
});

test("the forecast of a series is the same bits alone and among others, of the fit or new", async () => {
  const model = await fitted();
  const others = SeriesSet.fromSeries([...entries(4, 80), ["new", weekly(60, 9)], ["short", weekly(9, 11)]]);
  const found = [...model.predict(others)];
  others.ids.forEach((id, at) => {
    const [alone] = model.predict(SeriesSet.fromSeries([[id, others.at(at)]]));
    expect(alone).toEqual(found[at]);
  });
});

test("a backtest of a series gives the forecast of its last rows, and reads no row behind an origin or before a gap", async () => {
  const gapped = SeriesSet.fromSeries([...entries(4), ["gap", weekly(120, 5, 60)]]);
  const model = await fitted({}, gapped);
  const whole = gapped.get("gap");
  const origins = Uint32Array.of(95, 120);
  const [first, last] = [0, 1].map((i) =>
    model
      .of("gap")
      .predictAt(whole, origins)
      .subarray(5 * i, 5 * i + 5),
  );
  expect([...model.of("gap").predictAt(whole.slice(0, 95), Uint32Array.of(95))]).toEqual([...first]);
  const [predicted] = model.predict(SeriesSet.fromSeries([["gap", whole]]));
  expect(predicted.rows.map(({ value }) => value)).toEqual([...last]);
  // Rows before the gap are another series: without them it is the same forecast.
  expect([...model.of("gap").predictAt(whole.slice(60), Uint32Array.of(60))]).toEqual([...last]);
});

test("series that are too short for the rest are forecast by it, with its own intervals, and of fewer than four rows by what stands in", async () => {
  const some = SeriesSet.fromSeries([...entries(6), ["nine", weekly(9, 21)], ["three", weekly(3, 22)]]);
  for (const model of [await fitted({}, some), await fitted({ model: "segment" }, some)]) {
    const found = new Map([...model.predict(some)].map((one) => [one.id, one]));
    expect(found.get("s2")?.by).toBe("model");
    expect(found.get("nine")?.by).toBe("pretrained network");
    for (const { value, lower, upper } of found.get("nine")?.rows ?? []) {
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
    }
    expect(found.get("three")?.by).toBe("last value");
    expect(found.get("three")?.rows[0].lower).toBeUndefined();
  }
});

test("where no window validates the intervals are its own quantiles, of the levels that were asked for", async () => {
  const short = SeriesSet.fromSeries(entries(5, 12).map(([id, series]) => [id, series.slice(0, 12)]));
  const model = await fitted({ horizon: 9 }, short, { level: [0.8, 0.5] });
  expect(model.training.validationWindows).toBe(0);
  for (const { rows } of model.predict(short)) {
    for (const { value, lower, upper, further } of rows) {
      expect(further?.map(({ level }) => level)).toEqual([0.5]);
      expect(lower).toBeLessThan(further?.[0].lower as number);
      expect(further?.[0].lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThan(further?.[0].upper as number);
    }
  }
});

test("rows that never change go on as they are", async () => {
  const still = Series.fromColumns(
    { y: new Array<number>(40).fill(7) },
    { times: Array.from({ length: 40 }, (_, i) => DAY * i) },
  );
  const some = SeriesSet.fromSeries([...entries(5), ["still", still], ["brief", still.slice(0, 6)]]);
  const model = await fitted({ paths: "none" }, some);
  for (const { id, rows } of model.predict(some))
    if (id === "still" || id === "brief") expect(rows.map(({ value }) => value)).toEqual([7, 7, 7, 7, 7]);
});

test("a file has the network and how each series is seen: what is read forecasts, and is fitted again, to the same bits", async () => {
  for (const model of [await fitted(), await fitted({ model: "segment" })]) {
    const bytes = writeGlobalForecaster(model);
    const read = readGlobalForecaster(bytes, "m");
    made.push(read);
    expect(writeGlobalForecaster(read)).toEqual(bytes);
    expect([...read.predict(set)]).toEqual([...model.predict(set)]);
    const [again, other] = [await ended(read.refit(set)), await ended(model.refit(set))];
    made.push(again, other);
    expect(writeGlobalForecaster(again)).toEqual(writeGlobalForecaster(other));
    expect([again.paths, again.networkShare, again.pretrainedShare]).toEqual([
      model.paths,
      model.networkShare,
      model.pretrainedShare,
    ]);
  }
  expect(readSafetensors(writeGlobalForecaster(await fitted())).metadata.get("features")).toContain('"pretrained"');
});

test("a fit that was interrupted and gone on with ends in the same bytes, on any number of threads", async () => {
  const options = { model: "segment" as const };
  const bytes = writeGlobalForecaster(await fitted(options, set, { threads: 1 }));
  const states: TrainingState[] = [];
  const stop = new AbortController();
  await fitted(options, set, {
    signal: stop.signal,
    checkpoint: { every: 0, save: (state) => void states.push(state) },
    onStep: ({ epoch }) => epoch > 1 && stop.abort(),
  });
  const resume = states[states.length - 1];
  expect(writeGlobalForecaster(await fitted(options, set, { threads: 2, resume }))).toEqual(bytes);
});

test.each<[string, (rows: Float64Array) => void]>([
  ["a series that is not there", (rows) => rows.fill(6, 0, 1)],
  ["a season of one row", (rows) => rows.fill(1, 1, 2)],
  ["shares that are not 1 in all", (rows) => rows.fill(0.4, rows.length - 1)],
])("a file with %s is refused", async (_, spoil) => {
  const model = await fitted();
  const { tensors, metadata } = readSafetensors(writeGlobalForecaster(model));
  const looks = tensors.get("series.looks");
  const rows = Float64Array.from(looks?.data ?? []);
  spoil(rows);
  const stored = new Map([...tensors, ["series.looks", { shape: looks?.shape ?? [], data: rows }]] as never);
  const rest = new Map([...metadata].filter(([key]) => key !== "checksum"));
  const spoilt = writeSafetensors(stored as never, rest as never);
  expect(() => readGlobalForecaster(spoilt, "m")).toThrow(FormatError);
  expect(() => readGlobalForecaster(spoilt, "m")).toThrow(/^m: tensor "series.looks" has a row \d+ that cannot be/);
});

test("memory comes back, whichever of a fit and its refit is given up first", async () => {
  const used = stats().used;
  const model = new GlobalForecaster({ ...small, model: "pretrained" }, { pretrained: network });
  await ended(model.fit(set));
  const again = await ended(model.refit(set));
  model.dispose();
  expect([...again.predict(set)]).toHaveLength(6);
  again.dispose();
  expect(stats().used).toBe(used);
});
