import { expect, test } from "vitest";
import { Series } from "../../data/index.ts";
import { type ForecasterOptions, resolveOptions } from "../settings/forecaster-options.ts";
import { defaultLookback, fitSeasons, windowStride } from "./default-lookback.ts";

const settings = (options: Partial<ForecasterOptions> = {}) =>
  resolveOptions({ target: "load", model: "stepwise", ...options });
const HOUR = 3_600_000;
const times = (rows: number) => Array.from({ length: rows }, (_, i) => new Date(i * HOUR).toISOString().slice(0, 16));
/** Rows that repeat so many rows before exactly, and no others. */
const repeating = (rows: number, season: number) =>
  Series.fromColumns({ load: Float64Array.from({ length: rows }, (_, i) => ((i % season) * 7919) % 1009) });
/** The default lookback of so many rows with seasons of so many. */
const lookback = (rows: number, seasons: readonly number[], options: Partial<ForecasterOptions> = {}) =>
  defaultLookback(
    settings(options),
    repeating(rows, seasons.findLast((one) => one <= rows / 3 && one <= 484) ?? 10),
    seasons.map((count) => ({ rows: count, name: "" })),
  ).lookback;

test("without a season the default lookback is 30 rows", () => {
  expect(lookback(1000, [])).toBe(30);
});

test("the shortest season is looked back on twice, in whole seasons of at least 24 rows; once from 61 rows on", () => {
  expect([12, 24, 7, 5, 48, 52.18, 60].map((season) => lookback(1000, [season]))).toEqual([
    24, 48, 28, 25, 96, 105, 120,
  ]);
  expect([61, 168, 288].map((season) => lookback(1000, [season]))).toEqual([61, 168, 288]);
  expect(lookback(3000, [365.25])).toBe(30);
});

test("the longest season that the lookback can hold is looked back on once", () => {
  expect(lookback(1500, [24, 168, 8766])).toBe(168);
  expect(lookback(3000, [48, 336])).toBe(336);
  expect(lookback(3000, [7, 14])).toBe(28);
});

test("a longer season that the values do not repeat better than the shortest one is not looked back on", () => {
  const seasons = [24, 168].map((rows) => ({ rows, name: "" }));
  expect(defaultLookback(settings(), repeating(1500, 168), seasons).lookback).toBe(168);
  expect(defaultLookback(settings(), repeating(1500, 24), seasons).lookback).toBe(48);
});

test("the rows that validate do not tell which season is looked back on", () => {
  const seasons = [24, 168].map((rows) => ({ rows, name: "" }));
  const load = [...repeating(1200, 24).column("load"), ...repeating(800, 168).column("load")];
  const series = Series.fromColumns({ load });
  const of = (validation: number) => defaultLookback(settings(), series, seasons, validation).lookback;
  expect([0, 0.4].map(of)).toEqual([168, 48]);
});

test("cells that were filled do not tell which season is looked back on", () => {
  const seasons = [24, 168].map((rows) => ({ rows, name: "" }));
  const day = (hour: number) => ((hour % 24) * 7919) % 1009;
  // The day changes slowly; what is missing of it is filled from the week before.
  const load = Float64Array.from({ length: 1500 }, (_, i) =>
    i > 168 && Math.floor(i / 24) % 7 > 3 ? Number.NaN : day(i) + Math.floor(i / 24),
  );
  const filled = Series.fromColumns({ load }, { times: times(1500) }).fillGaps("seasonal", { season: 168 });
  expect(defaultLookback(settings(), filled, seasons).lookback).toBe(48);
  const { parts } = filled;
  expect(defaultLookback(settings(), new Series({ ...parts, filled: [] }), seasons).lookback).toBe(168);
});

test("a short series keeps some windows: at most a third of its rows are looked back on", () => {
  expect(lookback(50, [])).toBe(15);
  expect(lookback(3, [])).toBe(1);
  expect(lookback(100, [24])).toBe(31);
  expect([600, 700].map((rows) => lookback(rows, [24, 168]))).toEqual([48, 168]);
});

test("what a fit costs limits a default lookback, whole seasons first, and not below 60 rows", () => {
  expect(lookback(100_000, [60, 1440, 10080])).toBe(120);
  expect(lookback(100_000, [288, 2016])).toBe(288);
  expect(lookback(100_000, [24, 168], { hiddenSize: 64 })).toBe(48);
  expect(lookback(100_000, [48, 336], { hiddenSize: 256 })).toBe(48);
  expect(lookback(1000, [], { hiddenSize: 1024 })).toBe(30);
  // A trial of one epoch has the lookback of a whole fit; more epochs than usual leave less.
  expect(lookback(100_000, [300], { epochs: 1 })).toBe(300);
  expect(lookback(100_000, [100, 300], { epochs: 400 })).toBe(100);
});

test("an epoch has all windows where it can, and every n-th where their multiply-adds are too many", () => {
  expect(windowStride(settings(), 48, 10_000)).toBe(1);
  expect(windowStride(settings(), 120, 68_000)).toBe(5);
  expect(windowStride(settings({ cell: "gru" }), 120, 68_000)).toBe(4);
  expect(windowStride(settings(), 2880, 60_000)).toBe(15);
  expect(windowStride(settings({ hiddenSize: 1024 }), 100, 4096)).toBe(1);
  expect(windowStride(settings(), 30, 0)).toBe(1);
});

test("the seasons of a fit are those asked for, with the names of the clock, or those that the first rows show", () => {
  const load = Array.from({ length: 600 }, (_, i) => Math.abs((i % 24) - 12) + ((i * 7919) % 11) / 11);
  const series = Series.fromColumns({ load }, { times: times(600) });
  const seasons = (options: Partial<ForecasterOptions>, validation?: number) =>
    fitSeasons(settings(options), series, validation).map(({ rows, name }) => `${rows}: ${name}`);
  expect(seasons({})).toEqual(["24: a day"]);
  expect(seasons({}, 0.95)).toEqual([]);
  expect(seasons({ season: "none" })).toEqual([]);
  expect(seasons({ season: [168, 36] })).toEqual(["36: 36 rows", "168: a week"]);
});
