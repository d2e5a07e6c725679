// What an experiment makes of missing times, missing cells and irregular times.

import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { Forecaster, readForecaster } from "../forecast/index.ts";
import { type ExperimentResult, type ExperimentSettings, experiment, predictNext } from "./index.ts";

const DAY = 86_400_000;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const salesOf = (day: number) => 100 + 20 * (day % 7) + ((day * 37) % 5);

/** Daily sales without those at `left`, or with empty cells for them. */
function sales(count: number, left: readonly number[], empty = false): Series {
  const days = range(0, count).filter((day) => empty || !left.includes(day));
  const x = days.map((day) => (left.includes(day) ? Number.NaN : salesOf(day)));
  return Series.fromColumns({ x }, { times: days.map((day) => Date.UTC(2021, 0, 4) + day * DAY), name: "sales.csv" });
}

/** Two days of every eleven. */
const closed = (count: number) => range(0, count).filter((day) => day % 11 >= 9 && day < count - 3);
const small = { target: "x", horizon: 3, hiddenSize: 2, epochs: 2, seed: 1 } satisfies ExperimentSettings;

async function run(
  series: Series,
  settings: ExperimentSettings,
): Promise<{ result: ExperimentResult; model: Uint8Array }> {
  let model: Uint8Array = new Uint8Array();
  for await (const event of experiment(series, settings)) {
    if (event.type === "model") model = event.model;
    if (event.type === "result") return { result: event.result, model };
  }
  throw new Error("no result");
}

test("absent rows and empty cells are filled alike by time, and are said", async () => {
  const left = closed(200);
  const { result: rows } = await run(sales(200, left), { ...small, fillGaps: "seasonal" });
  const { result: cells } = await run(sales(200, left, true), { ...small, fillGaps: "seasonal" });
  expect(rows.data.rows).toBe(200);
  expect(rows.forecast).toEqual(cells.forecast);
  expect(rows.data.notes[0]).toBe(`${left.length} rows inserted at times that were missing`);
  expect(rows.data.findings.map(({ kind }) => kind)).toEqual(["gap"]);
  // What was cured is said to be so, and offers nothing.
  expect(rows.data.findings[0].message).toMatch(/^\d+ gaps of .+ more: repaired$/);
  expect(rows.data.findings[0].remedies).toBeUndefined();
  expect(cells.data.findings.map(({ kind }) => kind)).toEqual(["missing"]);
});

test("the gaps that a repair makes are found, with what fills them", async () => {
  const left = range(60, 64);
  const { result } = await run(sales(200, left, true), { ...small, lookback: 7, repair: "drop" });
  expect(result.data.findings.map(({ kind }) => kind)).toEqual(["missing", "gap"]);
  expect(result.data.findings[0].message).toMatch(/^"x": 4 missing cells of 200: .+ and 1 more: repaired$/);
  expect(result.data.findings[1].message).toBe(
    'after the repair: 1 gap (every missing time is a gap): 4 missing between 2021-03-04 and 2021-03-09 (fillGaps: "seasonal" fills them in)',
  );
});

test("a default lookback that gaps made shorter is said", async () => {
  const { result } = await run(sales(200, closed(200)), small);
  const { lookback } = result.settings;
  expect(lookback).toBeLessThan(9);
  expect(result.data.findings.at(-1)?.message).toBe(
    `gaps leave few windows: the lookback is ${lookback} and not 28, since no window crosses a gap`,
  );
});

test("a test part without a window, and a gap among the rows that the forecast reads, are refused before any work", () => {
  const late = sales(200, [170, 180, 190]);
  expect(() => experiment(late, { ...small, lookback: 10, test: 25 })).toThrow(
    'sales.csv: the test part (2021-06-26 to 2021-07-22) has no window of lookback 10 + horizon 3 without a gap. Fill the gaps with fillGaps: "seasonal", or shorten the lookback, or test on more rows with test.',
  );
  expect(() => experiment(sales(200, [190]), { ...small, lookback: 20, test: 60 })).toThrow(
    'among the 20 that the forecast reads. A forecast goes by rows, and the step is: 1 day. Fill the gap with fillGaps: "seasonal", or use lookback: 9: so many rows stand behind it.',
  );
});

test("a lookback that was found is said to be so, and one below a season is not offered", () => {
  const end = 'Fill the gap with fillGaps: "seasonal"';
  expect(() => experiment(sales(200, [190]), small)).toThrow(
    `A forecast goes by rows, and the step is: 1 day. The lookback of 28 rows was found, not asked for. ${end}, or use lookback: 9: so many rows stand behind it.`,
  );
  for (const left of [193, 194, 197]) {
    expect(() => experiment(sales(200, [left]), small)).toThrow(`not asked for. ${end}.`);
  }
});

test("a test part that would begin among cells which a later row helped to make begins behind them", async () => {
  const series = sales(200, range(158, 163));
  const { result } = await run(series.slice(0, 199 - 4), {
    ...small,
    fillGaps: "linear",
    test: "2021-06-13",
    lookback: 7,
  }).catch((error: Error) => ({ result: error }));
  // Backtests refuse what looks ahead in the test part; there is none left in it.
  expect(result).not.toBeInstanceOf(Error);
  expect((result as ExperimentResult).data.notes.at(-1)).toBe(
    "the test part starts at 2021-06-17 and not at 2021-06-13: cells in between were filled from later rows",
  );
});

test("irregular times are put into steps", async () => {
  const times = range(0, 900).map((i) => Date.UTC(2021, 0, 4) + i * 1_200_000 + ((i * i * 7919) % 900_000));
  const x = times.map((time) => 50 + ((time / 3_600_000) % 24));
  const sensor = Series.fromColumns({ x }, { times, name: "sensor.csv" });
  const { result } = await run(sensor, { ...small, resample: "1h", fillGaps: "forward-fill" });
  expect(result.data.step).toBe("1 hour");
  expect(result.data.findings.map(({ kind }) => kind)).toEqual([]);
  expect(result.data.notes[0]).toMatch(/^900 rows put into 300 steps of 1h: the mean of each$/);
  expect(() => experiment(sensor, { ...small, resample: "hourly" as string })).toThrow(
    'experiment: resample must be a step such as "15min", "1h", "1d", "1w" or "1mo", with ":sum" or ":last" behind it where the mean is not meant, but it is "hourly".',
  );
});

test("a model goes on from a series with gaps that are filled, and a cell that was made is no truth", async () => {
  const { model } = await run(sales(200, []), { ...small, lookback: 7 });
  const forecaster = readForecaster(model);
  const holed = sales(230, [220, 227]);
  expect(() => predictNext(forecaster, holed)).toThrow("1 row is missing between");
  const next = predictNext(forecaster, holed, { fillGaps: "seasonal" });
  expect(next.forecast).toHaveLength(3);
  const past = predictNext(forecaster, holed, { fillGaps: "seasonal", from: "2021-08-18" });
  expect(past.forecast.map(({ actual }) => actual)).toEqual([salesOf(226), null, salesOf(228)]);
  expect(past.errors?.rows).toBe(2);
  expect(() => predictNext(forecaster, holed, { fillGaps: "linear", from: "2021-08-20" })).toThrow(
    "would leak the future",
  );
  forecaster.dispose();
});

test("a season is not repeated where there is to be none, nor is room made for one that no series holds", () => {
  const series = sales(200, closed(200));
  expect(() => experiment(series, { ...small, season: "none", fillGaps: "seasonal" })).toThrow(
    'sales.csv: fillGaps: "seasonal" repeats a season, and season: "none" says that there is none. Leave the season out, or use fillGaps: "forward-fill".',
  );
  expect(() => experiment(series, { ...small, season: "none", fillGaps: "forward-fill" })).not.toThrow();
  expect(() => experiment(series, { ...small, season: 1e12, fillGaps: "seasonal" })).toThrow(
    'experiment: season must be a number of rows from 2 to 1e9, several of them that differ when rounded, or "none", but it is 1000000000000.',
  );
  expect(() => experiment(series, { ...small, season: 1e9, fillGaps: "seasonal" })).toThrow(
    "sales.csv: season: 1000000000 needs more rows than that before the test part, but there are 160.",
  );
});

test("a model whose rows showed no season goes on from rows that are filled by the season of their times", async () => {
  const noisy = (series: Series) =>
    series.withColumns(new Map([["x", series.column("x").map((_, row) => (row * row * 7919) % 1009)]]));
  const forecaster = new Forecaster({ ...small, target: "x", lookback: 7 });
  for await (const _ of forecaster.fit(noisy(sales(150, [])))) void _;
  expect(forecaster.seasons).toEqual([]);
  const next = predictNext(forecaster, noisy(sales(200, [190])), { fillGaps: "seasonal" });
  expect(next.forecast).toHaveLength(3);
  forecaster.dispose();
});
