import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { Series, SeriesSet } from "../../data/index.ts";
import type { LinearChoice } from "../../evaluation/linear/fit-linear.ts";
import { layOutGlobal } from "../layout/global-layout.ts";
import { resolveGlobal } from "../layout/global-options.ts";
import { fitOwn } from "./own-paths.ts";
import { fitShared } from "./shared-path.ts";
import { standIn } from "./stand-in.ts";

const noise = new Generator(2).stream("noise");
const seasons = [{ rows: 4, name: "4 rows", found: true }];

/** y_t = 0.8 y_(t-4) + noise around a level, on a scale. */
function autoregressive(rows: number, at: number, scale: number): Series {
  const y: number[] = [];
  for (let i = 0; i < rows; i++) y.push((i < 4 ? 3 * i : 0.8 * y[i - 4]) + noise.normal(10_000 * at + i));
  return Series.fromColumns({ y: y.map((value) => scale * (value + 20)) });
}

function layOut(all: readonly Series[], horizon = 2) {
  const settings = resolveGlobal({ target: "y", horizon, season: 4, lookback: 16 });
  return layOutGlobal(settings, SeriesSet.fromSeries(all.map((one, i) => [`${i}`, one])), 0.15);
}

const options = {
  horizon: 2,
  seasons,
  lookbacks: [4, 8, 16],
  rowsOf: (one: { trainingRows: number }) => one.trainingRows,
};

test("series of any scale teach one path, which no other outweighs", () => {
  const all = Array.from({ length: 8 }, (_, at) => autoregressive(80, at, 1));
  const small = fitShared(layOut(all).series, options)!;
  const scaled = all.map((one, at) => Series.fromColumns({ y: one.column("y").map((value) => value * 2 ** (2 * at)) }));
  const mixed = fitShared(layOut(scaled).series, options)!;
  expect(mixed.choice).toEqual(small.choice);
  const plain = small.all.filter(({ form }) => form === "plain");
  expect(plain.map(({ lookback }) => lookback)).toEqual([4, 8, 16]);
  plain.forEach(({ lookback, weights }, at) => {
    const other = mixed.all.filter(({ form }) => form === "plain")[at];
    expect(other.lookback).toBe(lookback);
    for (const [i, weight] of weights.entries()) expect(other.weights[i]).toBeCloseTo(weight, 4);
  });
  // The season has most of the weight: the value three rows before the last is four before the target.
  expect(small.all[0].weights[2 * 2]).toBeGreaterThan(0.5);
});

test("a series that has few rows takes from the shared path what it cannot tell for itself", () => {
  const long = Array.from({ length: 12 }, (_, at) => autoregressive(200, at, 1));
  const short = Array.from({ length: 12 }, (_, at) => autoregressive(44, 50 + at, 5));
  const layout = layOut([...long, ...short]);
  const shared = fitShared(layout.series, options);
  const own = (of: typeof shared, choices = new Map<string, readonly LinearChoice[]>()) =>
    layout.series
      .slice(12)
      .map((one) => fitOwn(one, one.values.length, { ...options, shared: of, count: 24 }, choices.get(one.id))!);
  const drawn = own(shared);
  const prior = (paths: typeof drawn) =>
    paths.filter(({ choices }) => choices.some(({ anchor }) => anchor === "prior")).length;
  expect(prior(drawn)).toBeGreaterThan(6);
  expect(prior(own(undefined))).toBe(0);
  // The same choices on the same rows are the same path.
  const known = new Map(layout.series.slice(12).map(({ id }, at) => [id, drawn[at].choices]));
  expect(own(shared, known)).toEqual(drawn);
});

test("a fit of all rows keeps to what validation chose", () => {
  const { series } = layOut(Array.from({ length: 8 }, (_, at) => autoregressive(90, at, 3)));
  const chosen = fitShared(series, options)!;
  const whole = fitShared(series, { ...options, rowsOf: ({ values }) => values.length, choice: chosen.choice })!;
  expect(whole.choice).toEqual(chosen.choice);
  expect(whole.all[0].weights).not.toEqual(chosen.all[0].weights);
});

test("series too few rows of which are left for any lookback have no shared path", () => {
  expect(fitShared(layOut([autoregressive(12, 0, 1)]).series, options)).toBeUndefined();
});

test("what stands in is the shared path of the longest lookback that the rows suffice for, the last season, the last value", () => {
  const shared = fitShared(layOut(Array.from({ length: 8 }, (_, at) => autoregressive(90, at, 3))).series, options)!;
  const rows = Float64Array.of(4, 5, 6, 7, 8, 9);
  const place = { shared, season: 4, horizon: 2 };
  expect(standIn(rows, place)).toEqual({ by: "shared path", values: shared.forecastWithin(rows) });
  expect(standIn(rows.subarray(3), place)).toEqual({ by: "last value", values: Float64Array.of(9, 9) });
  expect(standIn(rows, { ...place, shared: undefined })).toEqual({ by: "last season", values: Float64Array.of(6, 7) });
});
