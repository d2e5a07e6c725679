import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { Series, SeriesSet } from "../../data/index.ts";
import { layOutGlobal, unitOf } from "./global-layout.ts";
import { type GlobalOptions, readGlobalSettings, resolveGlobal } from "./global-options.ts";

const noise = new Generator(6).stream("noise");
const HOURS = Date.UTC(2024, 0, 1);

function hourly(rows: number, at: number, day: number): Series {
  const y = Array.from({ length: rows }, (_, i) => 10 + day * Math.abs((i % 24) - 12) + noise.normal(5000 * at + i));
  return Series.fromColumns(
    { y },
    { times: Array.from({ length: rows }, (_, i) => new Date(HOURS + 3_600_000 * i).toISOString()) },
  );
}

function layOut(all: readonly Series[], options: Partial<GlobalOptions> = {}) {
  const settings = resolveGlobal({ target: "y", horizon: 12, ...options });
  return layOutGlobal(settings, SeriesSet.fromSeries(all.map((one, i) => [`${i}`, one])), 0.15);
}

test("seasons are those that half of the series show, and the network reads a day at a time and adds to the last one", () => {
  const layout = layOut([hourly(600, 0, 2), hourly(500, 1, 3), hourly(400, 2, 0)]);
  expect(layout.seasons.map(({ rows }) => rows)).toEqual([24]);
  expect([layout.segmentRows, layout.anchorSeason, layout.lookback % 24]).toEqual([24, 24, 0]);
  expect([layout.clock, layout.step]).toEqual(["datetime", "1 hour"]);
  expect(layOut([hourly(600, 0, 2), hourly(500, 1, 0), hourly(400, 2, 0)]).seasons).toEqual([]);
});

test("a random walk is added to its last value", () => {
  let at = 0;
  const walk = Series.fromColumns({ y: Array.from({ length: 300 }, (_, i) => (at += noise.normal(90_000 + i))) });
  expect(layOut([walk], { season: 24 }).anchorSeason).toBe(0);
});

test("the lookback leaves most series windows to learn from, and each is cut at a row of its own", () => {
  const layout = layOut([hourly(120, 0, 2), hourly(400, 1, 2), hourly(130, 2, 2)], { season: 24 });
  expect(layout.lookback).toBe(48);
  for (const { training, validation, trainingRows, values } of layout.series) {
    expect(training[training.length - 1] + 12).toBeLessThanOrEqual(trainingRows);
    expect(validation[0]).toBe(trainingRows);
    expect(validation[validation.length - 1] + 12).toBe(values.length);
  }
});

test("a unit is the mean change over a season, over a row where there is none, and 1 where nothing changes", () => {
  const seasons = [{ rows: 2, name: "2", found: true }];
  expect(unitOf(Float64Array.of(1, 5, 2, 8), seasons)).toBe(2);
  expect(unitOf(Float64Array.of(1, 5, 1, 5), seasons)).toBe(4);
  expect(unitOf(Float64Array.of(3, 3, 3), seasons)).toBe(1);
  expect(unitOf(new Float64Array(), seasons)).toBe(1);
});

test("settings are read out of texts, and a wrong one is refused with what it may be", () => {
  expect(readGlobalSettings({ horizon: "24", season: "24,168", paths: "shared" })).toEqual({
    ...{ horizon: 24, season: [24, 168], paths: "shared" },
  });
  expect(() => readGlobalSettings({ members: 17 })).toThrow(
    "GlobalForecaster: members must be a whole number from 1 to 16, but it is 17",
  );
  expect(() => resolveGlobal({ target: "y", model: "stepwise" as never })).toThrow(
    'GlobalForecaster: model must be one of "segment", "linear", "pretrained", but it is "stepwise"',
  );
});

test("series that are alike share the lists of their windows: the layout keeps none for each of them", () => {
  const series = Array.from({ length: 200 }, (_, at): [string, Series] => [
    `s${at}`,
    Series.fromColumns({ v: Array.from({ length: 60 + 10 * (at % 2) }, (_, row) => at + (row % 7)) }),
  ]);
  const settings = resolveGlobal({ target: "v", horizon: 3, season: 7 });
  const layout = layOutGlobal(settings, SeriesSet.fromSeries(series), 0.15);
  expect(new Set(layout.series.map(({ training }) => training)).size).toBe(2);
  expect(new Set(layout.series.map(({ validation }) => validation)).size).toBe(2);
  expect(new Set(layout.series.map(({ runsOf }) => runsOf)).size).toBe(1);
});
