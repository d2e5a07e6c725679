import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { draws } from "./clean-series.fixture.ts";
import { findMarks, withoutMarks } from "./sentinel.ts";

const { normal } = draws(1);
/** Temperatures from 11.0 to 31.0, with one decimal. */
const degrees = Array.from({ length: 300 }, (_, i) =>
  i === 5 ? 11 : i === 6 ? 31 : Math.round(10 * clip(21 + 2 * normal())) / 10,
);
const counts = Array.from({ length: 300 }, (_, i) => i % 40);

function clip(value: number): number {
  return Math.min(31, Math.max(11, value));
}

/** Values with a number in some rows. */
function marked(values: readonly number[], mark: number, rows: readonly number[]): Float64Array {
  return Float64Array.from(values, (value, row) => (rows.includes(row) ? mark : value));
}

const marksOf = (values: Float64Array) => findMarks(values).marks.map(({ value, count }) => [value, count]);

test("a number that stands for missing is a finding, with the range of the others and the option that cures", () => {
  const rows = [7, 47, 87, 127, 167, 207, 247, 287];
  const series = Series.fromColumns({ TMAX: marked(degrees, -9999, rows) });
  expect(series.check()).toEqual([
    {
      kind: "sentinel",
      column: "TMAX",
      rows: [7, 47, 87],
      count: 8,
      message:
        '"TMAX": -9999 stands 8 times, far from every other value (11 to 31): a mark for missing? missing: -9999, repair: "forward-fill"',
      problem: '"TMAX": -9999 stands 8 times, far from every other value (11 to 31): a mark for missing?',
      remedies: [
        [
          { option: "missing", value: -9999 },
          { option: "repair", value: "forward-fill" },
        ],
      ],
    },
  ]);
});

test.each([
  [-9999, 2],
  [-999, 2],
  [-99, 2],
  [-200, 3],
  [-99.9, 2],
  [999.9, 2],
  [9999, 2],
  [99999, 2],
  [-888, 2],
  [1e20, 1],
  [9.969209968386869e36, 1],
  [-999.25, 1],
  [-9999, 1],
  [999.9, 1],
  [-32768, 1],
  [0, 2],
])("%d, %d times among temperatures, is a mark", (mark, times) => {
  const rows = Array.from({ length: times }, (_, i) => 20 + 30 * i);
  expect(marksOf(marked(degrees, mark, rows))).toEqual([[mark, times]]);
});

test("two marks of one column are both found, on one side or on both", () => {
  const one = marked([...marked(degrees, -9999, [3, 4])], -999, [50, 60]);
  expect(marksOf(one)).toEqual([
    [-9999, 2],
    [-999, 2],
  ]);
  const both = marked([...marked(degrees, -9999, [3, 4])], 9999, [50, 60]);
  expect(marksOf(both).sort()).toEqual([
    [-9999, 2],
    [9999, 2],
  ]);
});

test.each<[string, Float64Array]>([
  ["temperatures as they are", Float64Array.from(degrees)],
  ["a -1 beside counts, which may be a return", marked(counts, -1, [3, 4, 5])],
  ["zeros of a shop that is closed on Sundays", Float64Array.from(degrees, (value, i) => (i % 7 === 0 ? 0 : value))],
  ["zeros among counts", Float64Array.from(counts)],
  ["a code of few values", Float64Array.from({ length: 300 }, (_, i) => [1, 2, 3, 999][i % 4])],
  ["a bulk order of 100 pieces", marked(counts, 100, [30, 60])],
  ["99 among numbers up to 98", Float64Array.from({ length: 300 }, (_, i) => i % 100)],
  ["a single number that is no known mark", marked(degrees, -200, [9])],
  ["too few values to tell", Float64Array.of(1, 2, 3, 4, 5, -9999, -9999)],
])("no mark: %s", (_, values) => {
  expect(marksOf(values)).toEqual([]);
});

test("values without marks are missing where the marks were, and the same array where there are none", () => {
  const values = marked(degrees, -9999, [3, 4]);
  expect([...withoutMarks(values).subarray(2, 6)]).toEqual([degrees[2], Number.NaN, Number.NaN, degrees[5]]);
  const clean = Float64Array.from(degrees);
  expect(withoutMarks(clean)).toBe(clean);
});

test("with the mark, what fills its cells is offered: by time where times are regular, by dropping where the first row has none before it", () => {
  const offered = (rows: readonly number[], at?: (row: number) => number) => {
    const TMAX = marked(degrees, -9999, rows);
    const times = at && TMAX.map((_, row) => at(row));
    return Series.fromColumns({ TMAX }, times && { times })
      .check()
      .find(({ kind }) => kind === "sentinel")?.remedies?.[0][1];
  };
  const day = (row: number) => Date.UTC(2020, 0, 1) + row * 86_400_000;
  expect(offered([7, 47])).toEqual({ option: "repair", value: "forward-fill" });
  expect(offered([7, 47], day)).toEqual({ option: "fillGaps", value: "seasonal" });
  expect(offered([7, 47], (row) => day(row) + ((row * row * 7919) % 80_000_000))).toEqual({
    option: "repair",
    value: "forward-fill",
  });
  expect(offered([0, 47], day)).toEqual({ option: "repair", value: "drop" });
});
