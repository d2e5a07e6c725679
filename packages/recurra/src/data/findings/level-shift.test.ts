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

const within = (from: number, to: number, change: (value: number) => number) =>
  load.map((value, row) => (row >= from && row < to ? change(value) : value));

test("another unit for a while is one finding that names its rows, and none of its values a spike", () => {
  expect(daily(within(200, 260, (value) => 1000 * value))).toEqual([
    {
      kind: "level-shift",
      column: "y",
      rows: [200],
      count: 60,
      message:
        '"y": 60 rows, from row 201, 2021-07-20, to row 260, 2021-09-17, are about 1,000 times the others: another unit?',
    },
  ]);
});

test.each<[string, readonly number[], number, string]>([
  ["at the start", within(0, 25, (value) => value / 1000), 0, "are about 0.001 times the others: another unit?"],
  ["at the end", within(380, 400, (value) => 1000 * value), 380, "are about 1,000 times the others: another unit?"],
  [
    "in the last three rows",
    within(397, 400, (value) => 60 * value),
    397,
    "are about 60 times the others: another unit?",
  ],
  [
    "another level",
    within(150, 190, (value) => value + 600),
    150,
    "are about 698, the others about 99.7: another level?",
  ],
])("found to the row: %s", (_, values, row, words) => {
  const findings = daily(values);
  expect(findings.map(({ kind, rows }) => [kind, rows])).toEqual([["level-shift", [row]]]);
  expect(findings[0].message).toContain(words);
});

test("two stretches of another unit are one finding", () => {
  const values = within(100, 130, (value) => 100 * value).map((value, row) =>
    row >= 300 && row < 320 ? 100 * value : value,
  );
  const [finding, ...others] = daily(values);
  expect([finding.rows, finding.count, others]).toEqual([[100, 300], 50, []]);
  expect(finding.message).toContain('"y": 50 rows in 2 stretches, the first from row 101, ');
});

test.each<[string, readonly number[]]>([
  ["weekends at a tenth", load.map((value, i) => (i % 7 < 5 ? value : value / 10))],
  ["two weeks of a quarter more", within(200, 214, (value) => 1.25 * value)],
  ["a flag that is set for a while", load.map((_, i) => (i > 100 && i < 150 ? 1000 : 1))],
  ["a shop that closes for a month", within(200, 230, () => 0)],
  ["a stay at a few levels", load.map((_, i) => [1, 2, 100][Math.floor(i / 50) % 3])],
])("no stretch: %s", (_, values) => {
  expect(daily(values).filter(({ kind }) => kind === "level-shift")).toEqual([]);
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
