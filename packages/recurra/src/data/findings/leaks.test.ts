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

test("rounded, or with little noise on it, it is found by how it changes", () => {
  const near = [
    ["follows-target", '"x" changes as "y" does one row later (correlation above 0.9999): a forecast cannot know it'],
  ];
  expect(found(y, (i) => y[i + 1] + 0.01 * normal())).toEqual(near);
  expect(found(y, (i) => Math.round(10 * (1.8 * y[i + 1] + 32)) / 10)).toEqual(near);
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

test("of columns that have nothing to do with one another none is found, whatever kind they are of", () => {
  const kinds = Object.entries(CLEAN).map(([name, make], at) => [name, make(rows, draws(at))] as const);
  expect(findAllLeaks(Series.fromColumns(Object.fromEntries(kinds)))).toEqual([]);
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
