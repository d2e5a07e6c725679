import { afterEach, expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { backtest } from "../evaluation/index.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { stats } from "../kernels/wasm/heap.ts";
import { smallNetwork } from "../zero-shot/pretrained.fixture.ts";
import { Forecaster } from "./forecaster.ts";
import { readForecaster, writeForecaster } from "./forecaster-file.ts";
import type { ForecasterOptions } from "./settings/forecaster-options.ts";

const draws = new Generator(5).stream("pretrained forecaster");
const week = [0, 4, 6, 5, 1, -6, -10];
const y = Float64Array.from({ length: 300 }, (_, row) => 50 + week[row % 7] + draws.normal(row));
const series = Series.fromColumns({ y });
const pretrained = smallNetwork();

const made: Forecaster[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.dispose();
});

async function fitted(options: Partial<ForecasterOptions> = {}, on = series): Promise<Forecaster> {
  const one = new Forecaster(
    { target: "y", horizon: 7, season: 7, lookback: 56, model: "pretrained", ...options },
    { pretrained },
  );
  made.push(one);
  for await (const _ of one.fit(on));
  return one;
}

test("the model pretrained trains nothing, and says what its parts come to on the validation windows", async () => {
  const model = await fitted();
  const { epochs, paths, parts } = model.training;
  expect([epochs, parts]).toEqual([0, undefined]);
  expect(paths!.taken).toMatch(/^(linear|both)$/);
  // An untrained network repeats the last season, which the line does better than.
  expect(paths!.linear).toBeLessThan(paths!.pretrained);
  expect(model.name).toContain("linear path");
});

test("without a linear path it is the network alone: here the last season, with intervals of its own", async () => {
  const model = await fitted({ linear: false });
  expect(model.name).toBe("pretrained network");
  expect(model.linear).toBeUndefined();
  expect(model.pretrained!.share).toBe(1);
  const rows = model.predict(series);
  for (const { value, lower, upper } of rows) {
    expect(lower!).toBeLessThan(value);
    expect(upper!).toBeGreaterThan(value);
  }
  expect(model.intervals!.own).toBeDefined();
  const { coverage } = await backtest(await fitted({ linear: false }, series.slice(0, 200)), series, { from: 200 });
  expect(coverage.measured).toBeGreaterThan(0.7);
});

test("forecasts read only rows before their origin", async () => {
  const model = await fitted();
  const changed = y.slice();
  changed.fill(1e6, 280);
  const origins = Uint32Array.of(270, 280);
  expect(model.predictAt(Series.fromColumns({ y: changed }), origins)).toEqual(model.predictAt(series, origins));
});

test("a file gives the same forecasts and bytes again, and a refit of it the same as one of the original", async () => {
  for (const options of [{}, { linear: false }, { model: "stepwise", epochs: 1 } as const]) {
    const model = await fitted(options);
    const bytes = writeForecaster(model);
    const loaded = readForecaster(bytes);
    made.push(loaded);
    expect(loaded.predict(series)).toEqual(model.predict(series));
    expect(writeForecaster(loaded)).toEqual(bytes);
    const [one, other] = [await model.refitted(series), await loaded.refitted(series)];
    made.push(one, other);
    expect(writeForecaster(other)).toEqual(writeForecaster(one));
  }
});

test("so is it where no lookback was asked for: that which was found is no bound for what the path reads", async () => {
  const model = await fitted({ lookback: undefined });
  const loaded = readForecaster(writeForecaster(model));
  const [one, other] = [await model.refitted(series), await loaded.refitted(series)];
  made.push(loaded, one, other);
  expect(one.lookback).toBeGreaterThan(0);
  expect(other.predict(series)).toEqual(one.predict(series));
  expect(writeForecaster(other)).toEqual(writeForecaster(one));
});

test("a gap leaves windows to forecast from: a season of a year needs no year without one, and nothing before the gap is read", async () => {
  const day = 86_400_000;
  const years = Float64Array.from(
    { length: 1500 },
    (_, row) => 20 + 8 * Math.abs(((row % 365) - 182) / 182) + draws.normal(9000 + row),
  );
  // A day is missing before the last 500 rows.
  const time = Float64Array.from(years, (_, row) => (row + (row >= 1000 ? 1 : 0)) * day);
  const on = (y: Float64Array) => Series.fromColumns({ y }, { times: time });
  const model = await fitted({ season: 365, lookback: undefined, linear: false }, on(years).slice(0, 1000));
  expect(model.pretrained!.looks.some(({ look }) => look.season === 365)).toBe(true);
  expect(model.lookback).toBe(400);
  const before = years.slice();
  before.fill(1e4, 0, 1000);
  const origins = Uint32Array.of(1400, 1490);
  expect(model.predictAt(on(before), origins)).toEqual(model.predictAt(on(years), origins));
  // Of rows without a gap it reads more than it needs.
  const changed = years.slice();
  changed.fill(50, 100, 300);
  const late = Uint32Array.of(900);
  const spread = (y: Float64Array) => model.spreadAt!(on(y), late, [0.9]);
  expect(spread(changed)).not.toEqual(spread(years));
});

test("windows that are given forecast as those of a series", async () => {
  const model = await fitted({ linear: false });
  const window = { y: y.slice(300 - model.lookback) };
  expect(model.predictWindows([window])).toEqual(model.predictAt(series, Uint32Array.of(300)));
  const [ends] = model.spreadOf([window], [0.9])!;
  expect(ends.upper[0]).toBeGreaterThan(0);
});

test("a random walk is left to the last value", async () => {
  const walk = y.slice();
  for (let row = 1; row < 300; row++) walk[row] = walk[row - 1] + draws.normal(5000 + row);
  const model = await fitted({ horizon: 1, season: "none" }, Series.fromColumns({ y: walk }));
  const on = Series.fromColumns({ y: walk });
  expect(model.predictAt(on, Uint32Array.of(299))[0]).toBeCloseTo(walk[298], 1);
  expect(model.training.paths!.simple).toMatch(/^(last value|drift)$/);
  // Its file has no network, and needs none.
  const loaded = readForecaster(writeForecaster(model));
  const refit = await loaded.refitted(on);
  made.push(loaded, refit);
  expect([loaded, refit].map((one) => one.predict(on)[0].value)).toEqual([
    model.predict(on)[0].value,
    model.predict(on)[0].value,
  ]);
});

test("what is asked for without a network is refused, and a file that cannot be in one line", async () => {
  expect(() => new Forecaster({ target: "y", model: "pretrained" }).layout(series)).toThrow(
    "needs a network that was trained before",
  );
  const { metadata, tensors } = readSafetensors(writeForecaster(await fitted({ linear: false })));
  expect(metadata.get("features")).toContain("pretrained");
  const edited = (change: (it: Record<string, unknown>) => object): string => {
    const given = new Map(metadata);
    given.set("pretrained", JSON.stringify(change(JSON.parse(metadata.get("pretrained")!) as Record<string, unknown>)));
    given.delete("checksum");
    try {
      made.push(readForecaster(writeSafetensors(tensors, given), "m"));
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  for (const change of [
    { hiddenSize: 1e9 },
    { looks: [] },
    { looks: [{ form: "values", share: 2 }] },
    { looks: [{ form: "logs", share: 1 }] },
    { lookback: 0 },
    { network: 3 },
    { quantiles: 4 },
    { cell: "x" },
  ]) {
    expect(
      edited((it) => ({ ...it, ...change })),
      JSON.stringify(change),
    ).toContain("m: ");
  }
});

test("memory comes back", async () => {
  const { used } = stats();
  const model = await fitted();
  const refit = await model.refitted(series);
  model.dispose();
  expect(refit.predict(series)).toHaveLength(7);
  refit.dispose();
  expect(stats().used).toBe(used);
});

test("a random walk of too few windows to compare is given the last value, with the network's intervals, in its file, too", async () => {
  let at = 100;
  const walk = Series.fromColumns({
    y: Float64Array.from({ length: 120 }, (_, row) => {
      at += draws.normal(10_000 + row);
      return at;
    }),
  });
  const model = await fitted({ season: "none", horizon: 24, lookback: 40 }, walk);
  expect([model.name, model.training.paths!.simple]).toEqual(["linear path", "last value"]);
  const rows = model.predict(walk);
  const last = walk.column("y")[119];
  expect(rows.every(({ value }) => value === last)).toBe(true);
  expect(rows[23].upper! - rows[23].lower!).toBeGreaterThan(rows[0].upper! - rows[0].lower!);
  expect(rows[0].upper!).toBeGreaterThan(last);
  expect(rows[0].lower!).toBeLessThan(last);
  const loaded = readForecaster(writeForecaster(model));
  made.push(loaded);
  expect(loaded.predict(walk)).toEqual(rows);
  const whole = await model.refitted(walk);
  made.push(whole);
  expect(whole.predict(walk).map(({ value }) => value)).toEqual(rows.map(({ value }) => value));
});

test("a history of one value is forecast as it is, to the bit, whatever is averaged", async () => {
  const same = Series.fromColumns({ y: new Float64Array(200).fill(7.1) });
  const model = await fitted({ season: 7 }, same);
  expect(model.predict(same).map(({ value }) => value)).toEqual(new Array(7).fill(7.1));
});
