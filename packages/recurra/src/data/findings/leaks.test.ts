import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { CLEAN, draws } from "./clean-series.fixture.ts";
import { findAllLeaks, findLeaks } from "./leaks.ts";

const rows = 300;
const { normal } = draws(6);
const y = Array.from({ length: rows }, () => 100 + 5 * normal());
let level = 0;
const price = Array.from({ length: rows }, () => {
  level += 0.02 * normal();
  return 100 * Math.exp(level);
});
const NONE = Number.NaN;

/** What is found of an input made from the target. */
function found(target: readonly number[], make: (row: number) => number): [string, string][] {
  const x = target.map((_, row) => make(row) ?? NONE);
  const series = Series.fromColumns({ y: target, x });
  return findLeaks(series, "y", ["y", "x"]).map(({ kind, message }) => [kind, message]);
}

test("an input that is the target one row later is a finding of its column, with the rows on which it holds", () => {
  const series = Series.fromColumns({ y, y_next: [...y.slice(1), NONE] });
  expect(findLeaks(series, "y", ["y", "y_next"])).toEqual([
    {
      kind: "follows-target",
      column: "y_next",
      rows: [],
      count: 299,
      message: '"y_next" is "y" one row later in all 299 rows: a forecast cannot know it',
    },
  ]);
});

const cannot = (words: string): [string, string][] => [
  ["follows-target", `"x" is ${words}: a forecast cannot know it`],
];

test.each<[string, (row: number) => number, [string, string][]]>([
  ["seven rows later", (i) => y[i + 7], cannot('"y" 7 rows later in all 293 rows')],
  ["in other units", (i) => 32 + 1.8 * y[i + 1], cannot('"y" one row later in other units in all 299 rows')],
  ["the change to the next row", (i) => y[i + 1] - y[i], cannot('the change of "y" over the next row in all 299 rows')],
  [
    "the return of five rows in percent",
    (i) => 100 * (y[i + 5] / y[i] - 1),
    cannot('the change of "y", as a ratio, over the next 5 rows in other units in all 295 rows'),
  ],
  [
    "a centred mean",
    (i) => (y[i - 1] + y[i] + y[i + 1]) / 3,
    cannot('a mean of 3 rows of "y" up to one row later in all 298 rows'),
  ],
  [
    "with two wrong cells",
    (i) => (i === 50 || i === 51 ? i : y[i + 1]),
    cannot('"y" one row later in 297 of 299 rows'),
  ],
])("found: %s", (_, make, expected) => {
  expect(found(y, make)).toEqual(expected);
});

test("with little noise on it, it is found by how it changes", () => {
  const near = [
    ["follows-target", '"x" changes as "y" does one row later (correlation above 0.9999): a forecast cannot know it'],
  ];
  expect(found(y, (i) => y[i + 1] + 0.01 * normal())).toEqual(near);
});

/** As a table has it. */
const round = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals;
const around = (values: readonly number[], i: number, side: number) => {
  if (i < side || i + side >= values.length) return NONE;
  return values.slice(i - side, i + side + 1).reduce((sum, one) => sum + one, 0) / (2 * side + 1);
};

test.each([1, 2, 3])("in columns rounded to %i decimals the arithmetic is found as well", (decimals) => {
  const shown = y.map((value) => round(value, decimals));
  const made = (make: (values: readonly number[], i: number) => number) =>
    found(shown, (i) => round(make(shown, i), decimals));
  expect(made((v, i) => around(v, i, 1))).toEqual(
    cannot('a mean of 3 rows of "y" up to one row later in all 298 rows'),
  );
  expect(made((v, i) => around(v, i, 2))).toEqual(cannot('a mean of 5 rows of "y" up to 2 rows later in all 296 rows'));
  expect(made((v, i) => 100 * (v[i + 1] / v[i] - 1))).toEqual(
    cannot('the change of "y", as a ratio, over the next row in other units in all 299 rows'),
  );
  expect(made((v, i) => 1.8 * v[i + 1] + 32)).toEqual(cannot('"y" one row later in other units in all 299 rows'));
  expect(made((v, i) => 1.8 * v[i] + 32)).toEqual([
    ["copy", '"x" is "y" in other units in all 300 rows: beside it, it tells nothing new'],
  ]);
  expect(made((v, i) => (i === 50 || i === 51 ? i : around(v, i, 1)))).toEqual(
    cannot('a mean of 3 rows of "y" up to one row later in 296 of 298 rows'),
  );
});

test("columns that were rounded after the arithmetic are found up to the rounding of both", () => {
  const shown = y.map((value) => round(value, 1));
  expect(found(shown, (i) => round(around(y, i, 1), 1))).toEqual(
    cannot('a mean of 3 rows of "y" up to one row later in all 298 rows'),
  );
  expect(found(shown, (i) => round(2.54 * y[i], 1))[0][0]).toBe("copy");
});

test("the target under another name tells nothing new, which is no leak", () => {
  expect(found(y, (i) => 2.54 * y[i])).toEqual([
    ["copy", '"x" is "y" in other units in all 300 rows: beside it, it tells nothing new'],
  ]);
});

const hour = Array.from({ length: rows }, (_, i) => (i % 24) * 1.5);

test.each<[string, readonly number[], (row: number) => number]>([
  ["the value of the row before", y, (i) => y[i - 1]],
  ["the mean of the last seven", y, (i) => y.slice(Math.max(0, i - 6), i + 1).reduce((sum, one) => sum + one, 0) / 7],
  ["noise beside noise", y, () => normal()],
  ["a price beside its own past", price, (i) => price[i - 1]],
  ["the hour of the day beside a wave of a day", hour, (i) => hour[(i + 3) % 24]],
  ["a row number beside a line", y.map((_, i) => 3 * i), (i) => i],
  ["a flag beside a flag", y.map((_, i) => (i % 9 === 0 ? 1 : 0)), (i) => ((i + 1) % 9 === 0 ? 1 : 0)],
  ["much noise on the next value", y, (i) => y[i + 1] + normal()],
  ["two columns that are nearly always zero", y.map((_, i) => (i % 50 === 7 ? i : 0)), (i) => (i % 50 === 9 ? i : 0)],
])("nothing is found: %s", (_, target, make) => {
  expect(found(target, make)).toEqual([]);
});

const degrees = Array.from({ length: 1000 }, (_, i) =>
  round(15 + 6 * Math.sin((2 * Math.PI * i) / 24) + 0.4 * normal(), 1),
);
const before = (i: number, width: number) =>
  i < width - 1 ? NONE : degrees.slice(i - width + 1, i + 1).reduce((sum, one) => sum + one, 0) / width;
let slow = 0;
const smooth = Array.from({ length: 1000 }, () => {
  slow += 0.05 * normal();
  return round(20 + slow, 1);
});

test.each<[string, readonly number[], (row: number) => number]>([
  ["the mean of the last three rows", degrees, (i) => round(before(i, 3), 1)],
  ["the mean of the last 24 rows", degrees, (i) => round(before(i, 24), 1)],
  ["the row before, in other units", degrees, (i) => round(1.8 * degrees[i - 1] + 32, 1)],
  ["the change from the row before", degrees, (i) => round(degrees[i] - degrees[i - 1], 1)],
  ["another sensor beside it", degrees, (i) => round(degrees[i] + 0.3 * normal(), 1)],
  ["the day before", degrees, (i) => degrees[i - 24]],
  [
    "a value that changes by little more than its rounding, smoothed",
    smooth,
    (i) => round((smooth[i] + smooth[i - 1]) / 2, 1),
  ],
  ["whole numbers beside others", degrees.map((value) => Math.round(value)), (i) => Math.round(degrees[i - 1])],
])("nothing is found in rounded columns: %s", (_, target, make) => {
  expect(found(target, make)).toEqual([]);
});

test("of columns that have nothing to do with one another none is found, whatever kind they are of", () => {
  const kinds = Object.entries(CLEAN).map(([name, make], at) => [name, make(rows, draws(at))] as const);
  expect(findAllLeaks(Series.fromColumns(Object.fromEntries(kinds)))).toEqual([]);
  for (const decimals of [0, 1, 2]) {
    const rounded = kinds.map(([name, values]) => [name, values.map((value) => round(value, decimals))]);
    expect(findAllLeaks(Series.fromColumns(Object.fromEntries(rounded)))).toEqual([]);
  }
});

test("among all columns of a file each pair is looked at, and a copy is named once", () => {
  const series = Series.fromColumns({ y, y_next: [...y.slice(1), NONE], again: y, other: price });
  expect(findAllLeaks(series).map(({ kind, column, message }) => [kind, column, message.split(" in ")[0]])).toEqual([
    ["follows-target", "y_next", '"y_next" is "y" one row later'],
    ["copy", "again", '"again" is "y"'],
  ]);
});

test("rows out of order have no next row", () => {
  const times = y.map((_, i) => `20${10 + ((i * 7) % 90)}`);
  const series = Series.fromColumns({ y, y_next: [...y.slice(1), NONE] }, { times });
  expect(findLeaks(series, "y", ["y_next"])).toEqual([]);
});

test("a lagged column is said to be one, whichever stands first, and what follows from it is not said again", () => {
  const message = '"lag" is "y" one row earlier in all 299 rows: to forecast "lag", leave "y" out';
  const lags = [NONE, y[0]].map((first) => [first, ...y.slice(0, -1)]);
  const next = [...y.slice(1), NONE];
  for (const lag of lags) {
    for (const columns of [
      { y, lag, other: price },
      { lag, y, other: price },
    ]) {
      expect(findAllLeaks(Series.fromColumns(columns)).map((finding) => finding.message)).toEqual([message]);
    }
  }
  expect(findAllLeaks(Series.fromColumns({ y, next, lag: lags[1] })).map((finding) => finding.message)).toEqual([
    '"next" is "y" one row later in all 299 rows: a forecast cannot know it',
    message,
  ]);
  // With a target it is known which one may stay.
  const series = Series.fromColumns({ y, lag: lags[0] });
  expect(findLeaks(series, "y", ["lag"])).toEqual([]);
  expect(findLeaks(series, "lag", ["y"])[0].message).toContain("a forecast cannot know it");
});
