import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { draws } from "./clean-series.fixture.ts";
import { isCounter } from "./counter.ts";

/** Readings that add up what `use` gives for each row. */
function readings(rows: number, use: (row: number) => number, start = 623_031_983): Float64Array {
  let sum = start;
  return Float64Array.from({ length: rows }, (_, i) => {
    sum += i === 0 ? 0 : use(i);
    return sum;
  });
}

const { normal, poisson } = draws(4);

test("a meter that only rises is a finding that offers its changes", () => {
  const values = readings(90, () => poisson(30));
  expect(Series.fromColumns({ meter: values }).check()).toEqual([
    {
      kind: "counter",
      column: "meter",
      rows: [],
      count: 90,
      message: `"meter" never falls (623031983 to ${values[89]}): a counter? Its changes, not its level, are what a forecast can learn`,
    },
  ]);
});

test("a counter that stands still at night, or has missing readings, is one", () => {
  expect(isCounter(readings(200, (i) => (i % 24 < 8 ? 0 : poisson(5))))).toBe(true);
  expect(isCounter(readings(90, () => poisson(30)).map((x, i) => (i === 30 ? Number.NaN : x)))).toBe(true);
});

test("a slow counter, which stands still on most rows or rises by few sizes, is one", () => {
  expect(isCounter(readings(600, () => poisson(0.2), 40))).toBe(true);
  expect(isCounter(readings(600, () => Math.min(1, poisson(0.5)), 0))).toBe(true);
  expect(isCounter(readings(300, () => Math.min(2, poisson(0.9)), 7000))).toBe(true);
});

test.each<[string, Float64Array]>([
  ["the number of the month, by day", Float64Array.from({ length: 1500 }, (_, i) => Math.floor(i / 30.4))],
  [
    "the number of the week, by business day without holidays",
    Float64Array.from({ length: 600 }, (_, i) => Math.floor((i + (i > 200 ? 1 : 0)) / 5)),
  ],
  ["a line, in whole numbers", Float64Array.from({ length: 600 }, (_, i) => Math.floor(0.3 * i))],
  ["a version that rises a few times", readings(600, (i) => ([30, 200, 220, 500].includes(i) ? 1 : 0), 1)],
  ["a row number", readings(200, () => 1)],
  ["a date as a number, with weekends", readings(200, (i) => (i % 5 === 0 ? 3 : 1))],
  ["a line with little noise", Float64Array.from({ length: 200 }, (_, i) => 10 * i + normal())],
  [
    "a concentration that rises by seasons",
    Float64Array.from({ length: 200 }, (_, i) => 300 + i / 6 + 3 * Math.sin(i / 2)),
  ],
  ["growth by nearly the same each year", readings(60, () => 1e6 + 2e4 * normal())],
  ["fewer than 30 readings", readings(29, () => poisson(30))],
  ["one reading that falls", readings(90, (i) => (i === 60 ? -1 : poisson(30)))],
])("no counter: %s", (_, values) => {
  expect(isCounter(values)).toBe(false);
});
