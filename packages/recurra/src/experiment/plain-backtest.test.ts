import { expect, test } from "vitest";
import { Series } from "../data/series/series.ts";
import { backtest, type WindowForecaster } from "../evaluation/index.ts";
import { historyOf, plainBacktest, rowSpan } from "./plain-backtest.ts";

const times = Array.from({ length: 30 }, (_, i) => `2024-01-${String(i + 1).padStart(2, "0")}`);
const series = Series.fromColumns({ y: Array.from({ length: 30 }, (_, i) => i + (i % 3)) }, { times });
const model: WindowForecaster = {
  name: "Model",
  target: "y",
  lookback: 2,
  horizon: 2,
  predictAt: (given, origins) => Float64Array.from({ length: 2 * origins.length }, () => given.column("y")[0]),
};

test("a plain backtest survives JSON unchanged", async () => {
  const plain = plainBacktest(await backtest(model, series, { from: 10 }), series);
  expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  expect(plain.origins[0]).toBe(10);
});

test("its times name the row of every window and step", async () => {
  const plain = plainBacktest(await backtest(model, series, { from: 10, stride: 3 }), series);
  expect(plain.times).toHaveLength(plain.origins[plain.origins.length - 1] - 10 + 2);
  const [window, step] = [2, 1];
  expect(plain.times[plain.origins[window] - plain.origins[0] + step]).toBe("2024-01-18");
  expect(plain.actual[window * 2 + step]).toBe(series.column("y")[17]);
});

test("the history is the last rows of the target with their times", () => {
  expect(historyOf(series, "y", 2)).toEqual({ times: ["2024-01-29", "2024-01-30"], values: [29, 31] });
  expect(historyOf(series, "y").values).toHaveLength(30);
});

test("a span is named by its first and its last row", () => {
  expect(rowSpan(series, 3, 5)).toEqual({ from: "2024-01-04", to: "2024-01-05", rows: 2 });
});
