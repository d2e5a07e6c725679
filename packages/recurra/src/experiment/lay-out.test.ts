import { expect, test } from "vitest";
import type { DataError } from "../core/errors.ts";
import { Series } from "../data/index.ts";
import { Experiment, type ExperimentSettings } from "./index.ts";

const series = (rows: number): Series =>
  Series.fromColumns({ load: Array.from({ length: rows }, (_, i) => 50 + (i % 5)) }, { name: "load.csv" });

function refused(rows: number, settings: ExperimentSettings): DataError {
  try {
    new Experiment(series(rows), settings);
  } catch (error) {
    return error as DataError;
  }
  throw new Error("it was not refused");
}

test("a series that is too short is told what it has, what it needs, and the longest lookback that works", () => {
  const error = refused(50, { lookback: 60, horizon: 5 });
  expect(error.message).toBe(
    "load.csv: lookback 60 + horizon 5 need 65 rows to learn from and 5 more to choose the number of epochs, 70 in all, " +
      "but there are 40. The series has 50 rows, of which the backtest keeps the last 10. " +
      "Shorten the horizon, or give more rows, or use lookback: 30, the longest that works, " +
      "or test on fewer rows with a smaller test, or let it be shortened with autoShorten: true.",
  );
  expect(error.remedies).toContainEqual(expect.objectContaining({ option: "lookback", value: 30 }));
  expect(new Experiment(series(50), { lookback: 30, horizon: 5 }).outline.trainingWindows).toBe(1);
  expect(refused(50, { lookback: 31, horizon: 5 }).code).toBe("SERIES_TOO_SHORT");
});

test("with autoShorten the lookback is the longest that works", () => {
  const { outline } = new Experiment(series(50), { lookback: 60, horizon: 5, autoShorten: true });
  expect(outline).toMatchObject({ settings: { lookback: 30 }, learningRows: 40, backtest: { windows: 6 } });
  const enough = new Experiment(series(100), { lookback: 60, horizon: 5, autoShorten: true });
  expect(enough.outline.settings.lookback).toBe(60);
});

test("where no lookback works, autoShorten also gives rows of the test part back, and no more than it must", () => {
  // One row to look back on, five to learn, five to choose the epochs; so 11 of 20 rows.
  const error = refused(20, { lookback: 8, horizon: 5, test: 12 });
  expect(error.message).not.toContain("the longest that works");
  expect(error.message).toContain("let it be shortened with autoShorten: true");
  const { outline } = new Experiment(series(20), { lookback: 8, horizon: 5, test: 12, autoShorten: true });
  expect(outline).toMatchObject({ settings: { lookback: 1 }, learningRows: 11, backtest: { windows: 5 } });
});

test("a series that has no room for anything is refused, and nothing that does not cure is offered", () => {
  const error = refused(15, { lookback: 3, horizon: 5, autoShorten: true });
  expect(error.code).toBe("SERIES_TOO_SHORT");
  expect(error.message).not.toContain("autoShorten");
});

test("what was shortened is a finding of the result", async () => {
  const run = new Experiment(series(50), {
    ...{ lookback: 60, horizon: 5, hiddenSize: 2, epochs: 1, autoShorten: true },
  }).run();
  let next = await run.next();
  while (!next.done) next = await run.next();
  expect(next.value.data.findings).toContainEqual({
    kind: "shortened",
    rows: [],
    count: 1,
    message: "the series is too short for a lookback of 60 rows: it was shortened to 30",
  });
});

test("autoShorten also finds the longest lookback between gaps", () => {
  // Runs of 20 days.
  const times = Array.from({ length: 100 }, (_, i) => 86_400_000 * (19_000 + i + 3 * Math.floor(i / 20)));
  const load = Array.from({ length: 100 }, (_, i) => 50 + (i % 5));
  const gappy = Series.fromColumns({ load }, { times, name: "load.csv" });
  const settings = { lookback: 30, horizon: 5 };
  expect(() => new Experiment(gappy, settings)).toThrow(/the longest run without gaps has 20/);
  expect(new Experiment(gappy, { ...settings, autoShorten: true }).outline.settings.lookback).toBe(15);
});
