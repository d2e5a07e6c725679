import { expect, test } from "vitest";
import { type Chart, moved, sayNumber, sayPlace, tablePlaces } from "./chart-line.ts";

const chart: Chart = {
  title: "Loss",
  x: { label: "step" },
  y: { label: "loss" },
  at: [1, 2, 1000],
  lines: [
    { label: "training", color: "model", y: [0.5, 0.25, 0.000123] },
    { label: "validation", color: "naive", y: [null, 0.3, Number.NaN] },
  ],
};

test("a place is said with the numbers of the lines that have one there", () => {
  expect(sayPlace(chart, 0)).toBe("step 1: training 0.5");
  expect(sayPlace(chart, 1)).toBe("step 2: training 0.25, validation 0.3");
  expect(sayPlace(chart, 2)).toBe("step 1,000: training 1.23e-4");
});

test("an axis may have its own words", () => {
  const dated = { ...chart, x: { label: "day", say: () => "2024-05-31" } };
  expect(sayPlace(dated, 0)).toBe("day 2024-05-31: training 0.5");
});

test("numbers are said with four digits, and with a power of ten where they are far from 1", () => {
  expect([0, 3, 1234567, 12.3456, -0.00001, 2.5e9 + 0.5].map(sayNumber)).toEqual([
    "0",
    "3",
    "1,234,567",
    "12.35",
    "-1.00e-5",
    "2.50e+9",
  ]);
});

test("a table has all places, or some the same distance apart and the last", () => {
  expect(tablePlaces(3, 5)).toEqual([0, 1, 2]);
  expect(tablePlaces(11, 5)).toEqual([0, 3, 6, 9, 10]);
  expect(tablePlaces(0, 5)).toEqual([]);
  for (const count of [99, 100, 101, 1000]) expect(tablePlaces(count, 100).length).toBeLessThanOrEqual(101);
});

test("keys move by one, by a tenth, and to the ends, and never beyond", () => {
  expect(["ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End"].map((key) => moved(key, 50, 100))).toEqual([
    51, 49, 60, 40, 0, 99,
  ]);
  expect([moved("ArrowLeft", 0, 5), moved("End", 4, 5)]).toEqual([0, 4]);
  expect([moved("Tab", 3, 5), moved("ArrowLeft", 0, 0)]).toEqual([undefined, undefined]);
});
