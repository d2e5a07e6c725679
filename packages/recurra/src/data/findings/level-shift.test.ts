import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { draws } from "./clean-series.fixture.ts";
import { findShift } from "./level-shift.ts";

const DAY = 86_400_000;
const { normal, student } = draws(3);
const season = (row: number) => 10 * Math.sin((2 * Math.PI * row) / 7);
const load = Array.from({ length: 400 }, (_, i) => 100 + season(i) + 2 * normal());
const daily = (values: readonly number[]) =>
  Series.fromColumns({ y: values }, { times: values.map((_, i) => Date.UTC(2021, 0, 1) + i * DAY) }).check();
const changed = (at: number, change: (value: number) => number, values: readonly number[] = load) =>
  values.map((value, row) => (row < at ? value : change(value)));

test("another unit from some row on is a finding that names the row and both levels", () => {
  const values = changed(150, (value) => 1000 * value);
  expect(daily(values)).toEqual([
    {
      kind: "level-shift",
      column: "y",
      rows: [150],
      count: 250,
      message:
        '"y": the level changes at row 151, 2021-05-31, from about 99.6 to about 99,700: another unit from there on?',
    },
  ]);
});

test("a mean that jumps for good is one, too", () => {
  const [finding, ...others] = daily(changed(250, (value) => value + 90));
  expect(finding.message).toBe('"y": the level changes at row 251, 2021-09-08, from about 100 to about 190, for good');
  expect(others).toEqual([]);
});

test.each<[string, (value: number) => number]>([
  ["a thousandth", (value) => value / 1000],
  ["inches to centimetres", (value) => 2.54 * value],
  ["Fahrenheit to Celsius", (value) => ((value - 32) * 5) / 9],
  ["a hundredth", (value) => value / 100],
])("found, to the row: %s", (_, change) => {
  for (const at of [60, 200, 330])
    expect([at, findShift(Float64Array.from(changed(at, change)), 7)?.row]).toEqual([at, at]);
});

test("a price in pence from some row on is found, though prices walk", () => {
  let level = 0;
  const price = Array.from({ length: 500 }, () => {
    level += 0.01 * student(4);
    return 50 * Math.exp(level);
  });
  expect(findShift(Float64Array.from(changed(300, (value) => 100 * value, price)))?.row).toBe(300);
});

test("a short series shows a change of unit", () => {
  expect(findShift(Float64Array.from(changed(40, (value) => 1000 * value, load.slice(0, 80))), 7)?.row).toBe(40);
});

test.each<[string, readonly number[]]>([
  ["a trend", load.map((value, i) => value + i)],
  ["a rise over 40 rows", load.map((value, i) => value + 5 * Math.min(40, Math.max(0, i - 200)))],
  ["a stretch that ends again", load.map((value, i) => (i >= 150 && i < 190 ? value + 300 : value))],
  ["the season of a year", load.map((value, i) => value + 100 * Math.sin((2 * Math.PI * i) / 365))],
  ["a working week", load.map((value, i) => (i % 7 < 5 ? value : value / 10))],
  ["a flag that is set once", load.map((_, i) => (i < 200 ? 0 : 1))],
  ["counts of which most are zero", load.map((_, i) => ((i * 37) % 11 < 3 ? 1 + (i % 5) : 0))],
])("no change of level: %s", (_, values) => {
  expect(findShift(Float64Array.from(values), 7)).toBeUndefined();
});

test("in rows out of order neither spikes nor levels are looked for", () => {
  const times = load.map((_, i) => Date.UTC(2021, 0, 1) + (i % 200) * DAY);
  const kinds = Series.fromColumns({ y: changed(200, (value) => 1000 * value) }, { times })
    .check()
    .map(({ kind }) => kind);
  expect(kinds).toEqual(["disorder", "duplicate-time"]);
});
