import { expect, test } from "vitest";
import type { FileChart } from "../engine/file-answers.ts";
import { closer, placeOf, sayPlace } from "./say-place.ts";

const chart: FileChart = {
  ...{ start: 0, end: 5, rows: 5, axis: "day", ticks: [] },
  first: Uint32Array.of(0, 1, 4),
  last: Uint32Array.of(0, 3, 4),
  from: Float64Array.of(10, 20, 50),
  to: Float64Array.of(10, 40, 50),
  words: [
    ["1 May", "1 May"],
    ["2 May", "4 May"],
    ["5 May", "5 May"],
  ],
  columns: [
    {
      ...{ name: "load", unit: "kW", missing: Uint32Array.of(0, 1, 1) },
      least: Float64Array.of(3, 4, Number.NaN),
      greatest: Float64Array.of(3, 9, Number.NaN),
    },
  ],
};
const finding = { kind: "missing", message: "", cures: [], places: [], spans: [[30, 30]], count: 1 } as const;

test("a row is said by its time, number and value with its unit; a stretch by its ends", () => {
  expect(sayPlace(chart, 0, [])).toBe("1 May, row 1: load 3 kW");
  expect(sayPlace(chart, 1, [{ number: 2, finding }])).toBe(
    "2 May to 4 May, 3 rows: load 4 kW to 9 kW, 1 missing; finding 2",
  );
  expect(sayPlace(chart, 2, [])).toBe("5 May, row 5: load missing");
});

test("a row is found in its stretch", () => {
  expect([0, 1, 2, 3, 4, 5].map((row) => placeOf(chart, row))).toEqual([0, 1, 1, 1, 2, undefined]);
});

test("a closer look stays within the rows, and is of eight rows at least where there are so many", () => {
  expect(closer({ start: 0, end: 100, rows: 100 }, 50)).toEqual([25, 75]);
  expect(closer({ start: 0, end: 100, rows: 100 }, 3)).toEqual([0, 50]);
  expect(closer({ start: 90, end: 100, rows: 100 }, 99)).toEqual([92, 100]);
  expect(closer({ start: 0, end: 5, rows: 5 }, 2)).toEqual([0, 5]);
});
