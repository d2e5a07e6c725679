import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { aheadColumns, steadyColumns } from "./ahead-columns.ts";

const days = (rows: number) =>
  Series.fromColumns(
    { v: Array.from({ length: rows }, (_, i) => i), w: Array.from({ length: rows }, (_, i) => i % 2) },
    { times: Array.from({ length: rows }, (_, i) => Date.UTC(2021, 0, 1 + i)) },
  );
const settings = {
  future: ["w"],
  calendar: ["weekday", "dayOfYear"],
  holidays: ["2021-05-01", "2022-05-01", "2023-05-01"],
} as const;
const moves = (columns: readonly Float64Array[]) =>
  columns.map((column) => column.some((value) => value !== column[0]));

test("columns of the data come first, then the waves of each feature, then holidays", () => {
  const columns = aheadColumns(days(400), settings);
  expect(columns).toHaveLength(1 + 6 + 6 + 1);
  expect(moves(columns)).not.toContain(false);
  expect([...columns[0].slice(0, 3)]).toEqual([0, 1, 0]);
  expect(columns[13].reduce((sum, value) => sum + value)).toBe(1);
});

test("waves that the rows do not span twice have no effect in closed form, and the columns themselves stay as they are", () => {
  const short = days(600);
  const steady = moves(steadyColumns(short, settings));
  expect(steady).toEqual([true, ...Array(6).fill(true), ...Array(6).fill(false), true]);
  expect(moves(aheadColumns(short, settings))).not.toContain(false);
  expect(moves(steadyColumns(days(740), settings))).not.toContain(false);
});
