import { expect, test } from "vitest";
import { intervalCells, intervalHeads } from "./interval-cells.ts";

test("each level has a pair of columns, named by its percent; the first is lower and upper", () => {
  expect(intervalHeads([])).toEqual(["lower", "upper"]);
  expect(intervalHeads([0.95, 0.999, 0.57])).toEqual([
    "lower",
    "upper",
    "lower_95",
    "upper_95",
    "lower_99.9",
    "upper_99.9",
    "lower_57",
    "upper_57",
  ]);
  const row = { lower: 1, upper: 2, further: [{ level: 0.95, lower: 0, upper: 3 }] };
  expect(intervalCells(row, [0.95, 0.99])).toEqual([1, 2, 0, 3, null, null]);
  expect(intervalCells({ lower: null, upper: null }, [])).toEqual([null, null]);
});
