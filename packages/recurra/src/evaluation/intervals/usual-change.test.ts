import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { conformalIntervals } from "./conformal.ts";
import { conformalCoverage } from "./coverage.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { intervalAround } from "./intervals.ts";
import { changeIn, usualChange } from "./usual-change.ts";

/** A walk of 1,200 rows whose steps are four times as large for 60 rows as for the 60 before; with `calm`, always as large. */
function walk(calm: boolean, seed = 1): Float64Array {
  const random = new Generator(seed).stream("walk");
  const values = new Float64Array(1200);
  for (let row = 0; row < values.length; row++) {
    const size = calm || Math.floor(row / 60) % 2 === 0 ? 1 : 4;
    values[row] = (row === 0 ? 1000 : values[row - 1]) + size * random.normal(row);
  }
  return values;
}

/** The last 400 windows of one row, forecast by the last value, or nearer to the truth than that by a share. */
function errorsOf(values: Float64Array, nearer = 0): ForecastErrors {
  const origins = Uint32Array.from({ length: 400 }, (_, i) => 800 + i);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const actual = Float64Array.from(origins, (origin) => values[origin]);
  const predicted = last.map((value, i) => value + nearer * (actual[i] - value));
  return { horizon: 1, origins, last, actual, predicted, values };
}

test("the usual change is the mean of the last 20 changes, or of their shares of the values before", () => {
  const values = Float64Array.from({ length: 40 }, (_, row) => (row < 30 ? 100 : 100 + 10 * ((row + 1) % 2)));
  expect(usualChange(values, 30, "absolute")).toBe(0);
  expect(usualChange(values, 35, "absolute")).toBe(2.5);
  expect(usualChange([...new Array<number>(20).fill(50), 60], 21, "relative")).toBeCloseTo(0.01, 12);
  expect(usualChange(values, 20, "absolute")).toBeUndefined();
  expect(
    usualChange(
      values.map((value, row) => (row === 12 ? Number.NaN : value)),
      30,
      "absolute",
    ),
  ).toBeUndefined();
});

test("intervals follow the changes of a target that is calm and wild by turns", () => {
  const intervals = conformalIntervals(errorsOf(walk(false)), 0.9, "relative");
  expect(intervals.shape?.unit).toBe("change");
  const width = (change: number | undefined): number => {
    const { lower, upper } = intervalAround(1000, 0, 1000, intervals, {}, { change }) ?? { lower: 0, upper: 0 };
    return upper - lower;
  };
  expect(width(0.004)).toBeGreaterThan(2 * width(0.001));
  // Where the changes before it are not known, an interval is the plain one.
  expect(width(undefined)).toBeCloseTo(2 * 1000 * (intervals.radius?.[0] ?? 0), 9);
  const values = walk(false);
  expect(changeIn(intervals, values, 1200)).toBe(usualChange(values, 1200, "relative"));
});

test("they stay plain on a walk whose steps are alike, and where a forecast is nearer than the last value", () => {
  for (const seed of [1, 2, 3]) {
    expect(conformalIntervals(errorsOf(walk(true, seed)), 0.9, "relative").shape?.unit).not.toBe("change");
    expect(conformalIntervals(errorsOf(walk(false, seed), 0.2), 0.9, "relative").shape?.unit).not.toBe("change");
  }
});

test("such intervals have a smaller interval score on later windows", () => {
  for (const seed of [1, 2, 3]) {
    const { values, ...plain } = errorsOf(walk(false, seed));
    const follow = conformalCoverage({ ...plain, ...(values && { values }) }, 0.9, "relative", 1);
    expect(follow.msis ?? 1e9).toBeLessThan(conformalCoverage(plain, 0.9, "relative", 1).msis ?? 0);
    expect(Math.abs((follow.measured ?? 0) - 0.9)).toBeLessThan(0.05);
  }
});

test("a row changes nothing in the intervals of origins before it", () => {
  const values = walk(false);
  const changed = values.map((value, row) => (row < 1000 ? value : value + 500));
  expect(usualChange(changed, 1000, "relative")).toBe(usualChange(values, 1000, "relative"));
});
