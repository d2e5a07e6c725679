import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { changeCorrelations } from "./change-correlations.ts";

const random = new Generator(5).stream("walk");
let price = 100;
const walk = Float64Array.from({ length: 300 }, (_, i) => {
  price += random.normal(i);
  return price;
});
const first = 200;
const forecasts = (of: (row: number) => number) => Float64Array.from({ length: 100 }, (_, i) => of(first + i));

test("the truth has correlation 1 with the same row's changes, the last value with those of one row before", () => {
  expect(changeCorrelations(walk, first, walk.slice(first), 2)[0]).toBeCloseTo(1, 12);
  const last = changeCorrelations(
    walk,
    first,
    forecasts((row) => walk[row - 1]),
    5,
  );
  expect(last).toHaveLength(6);
  expect(last[1]).toBeCloseTo(1, 12);
  for (const shift of [0, 2, 3, 4, 5]) expect(Math.abs(last[shift]!)).toBeLessThan(0.3);
});

test("a forecast that is too low and too flat still shows whose changes it follows", () => {
  const late = forecasts((row) => 0.2 * walk[row - 2] - 50);
  expect(changeCorrelations(walk, first, late, 3)[2]).toBeCloseTo(1, 12);
});

test("by hand: changes 1, -1, 2 of the forecast against 1, 2, 0 of the values", () => {
  // Means 2/3 and 1; products of deviations 0, -5/3, -4/3; squares 14/3 and 2.
  const [r] = changeCorrelations(Float64Array.of(0, 1, 3, 3), 0, Float64Array.of(5, 6, 5, 7), 0);
  expect(r).toBeCloseTo(-3 / Math.sqrt((14 / 3) * 2), 12);
});

test("a forecast that never changes has no correlation", () => {
  expect(
    changeCorrelations(
      walk,
      first,
      forecasts(() => 100),
      1,
    ),
  ).toEqual([null, null]);
});

test("too few forecasts, or rows before them, are refused", () => {
  expect(() => changeCorrelations(walk, 0, walk.slice(0, 9), 1)).toThrow(
    "changeCorrelations: needs 3 forecasts and 1 rows before them, got 9 and 0.",
  );
  expect(() => changeCorrelations(walk, 9, walk.slice(9, 11), 1)).toThrow("needs 3 forecasts");
});

test("forecasts of rows that have no value, and shifts that are no counts, are refused", () => {
  expect(() => changeCorrelations(walk, 295, walk.slice(0, 9), 1)).toThrow(
    "changeCorrelations: the forecasts end with row 303, but the last value is that of row 299.",
  );
  for (const shifts of [-1, 0.5, Number.NaN]) {
    expect(() => changeCorrelations(walk, 9, walk.slice(9, 20), shifts)).toThrow(
      `changeCorrelations: shifts must be a whole number from 0, but it is ${shifts}.`,
    );
  }
});
