import { expect, test } from "vitest";
import { findRuns, longestRun, type Reach } from "./window-runs.ts";

const holed = (count: number, ...holes: number[]) =>
  Float64Array.from({ length: count }, (_, row) => (holes.includes(row) ? Number.NaN : row));
const reach = (column: Float64Array, begin: number, end: number, every = 1): Reach => {
  return { columns: [column], begin, end, every };
};

test("without missing values all places are one run", () => {
  const at = { from: 2, to: 20, stride: 3, rowsNeeded: 4 };
  expect(findRuns([reach(holed(20), 0, 4)], at)).toEqual({ runs: [{ index: 0, first: 0 }], length: 5 });
});

test("a missing value parts the places whose windows would read it", () => {
  const at = { from: 0, to: 12, stride: 1, rowsNeeded: 3 };
  // Starts 3, 4 and 5 would read row 5.
  expect(findRuns([reach(holed(12, 5), 0, 3)], at)).toEqual({
    runs: [
      { index: 0, first: 0 },
      { index: 3, first: 6 },
    ],
    length: 7,
  });
});

test("rows that a window passes over may be missing", () => {
  const at = { from: 0, to: 12, stride: 1, rowsNeeded: 4 };
  // Windows read s and s + 2: starts 3 and 5 would read row 5, start 4 would not.
  expect(findRuns([reach(holed(12, 5), 0, 3, 2)], at)).toEqual({
    runs: [
      { index: 0, first: 0 },
      { index: 3, first: 4 },
      { index: 4, first: 6 },
    ],
    length: 7,
  });
});

test("each reach has rows of its own", () => {
  const at = { from: 0, to: 6, stride: 1, rowsNeeded: 3 };
  const inputs = reach(holed(6, 0), 0, 2);
  const targets = reach(holed(6, 0, 1, 5), 2, 3);
  expect(findRuns([inputs, targets], at)).toEqual({ runs: [{ index: 0, first: 1 }], length: 2 });
});

test("no place fits into fewer rows than a window needs", () => {
  expect(findRuns([reach(holed(3), 0, 4)], { from: 0, to: 3, stride: 1, rowsNeeded: 4 })).toEqual({
    runs: [],
    length: 0,
  });
});

test("a long gap costs no more than its rows, however long the windows are", () => {
  const rows = 200_000;
  const column = new Float64Array(rows).fill(Number.NaN, 10, rows - 100_000);
  const at = { from: 0, to: rows, stride: 1, rowsNeeded: 90_000 };
  expect(findRuns([reach(column, 0, 90_000)], at)).toEqual({ runs: [{ index: 0, first: 100_000 }], length: 10_001 });
});

test("the longest run lies between gaps of any column", () => {
  expect(longestRun([holed(10, 2), holed(10, 7)], 0, 10)).toEqual([3, 7]);
  expect(longestRun([holed(10, 2)], 0, 3)).toEqual([0, 2]);
});
