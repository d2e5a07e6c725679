import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { PlaceFactors } from "./place-factors.ts";

/** Windows of two steps whose forecasts of 0 are missed by what `miss` says of a row and a step. */
function missed(count: number, miss: (row: number, step: number) => number): ForecastErrors {
  const origins = Uint32Array.from({ length: count }, (_, i) => 10 + i);
  return {
    horizon: 2,
    origins,
    last: new Float64Array(count),
    actual: Float64Array.from({ length: 2 * count }, (_, at) => miss(origins[at >> 1] + (at & 1), at & 1)),
    predicted: new Float64Array(2 * count),
    season: { rows: 2, places: Int32Array.from({ length: count + 1 }, (_, i) => i % 2) },
  };
}

const ones = (errors: ForecastErrors): Float64Array => new Float64Array(errors.actual.length).fill(1);

test("a factor is the mean of a place's rows beside that of all, drawn to 1 by one row at least", () => {
  // Rows 10, 12, ... err by 1 and the others by 3: 21 and 20 of them.
  const errors = missed(40, (row) => (row % 2 === 0 ? 1 : 3));
  const [even, odd] = new PlaceFactors(errors, ones(errors)).ofAll();
  const mean = (21 * 1 + 20 * 3) / 41;
  expect(even).toBeCloseTo((1 + 21 / mean) / 22, 12);
  expect(odd).toBeCloseTo((1 + (20 * 3) / mean) / 21, 12);
});

test("places that differ by no more than their rows do have no factors", () => {
  const random = new Generator(3).stream("rows");
  const errors = missed(40, (row) => Math.abs(random.normal(row)));
  expect(new PlaceFactors(errors, ones(errors)).ofAll()).toEqual([1, 1]);
});

test("that later steps err more is no matter of places", () => {
  const errors = missed(40, (_, step) => 1 + 9 * step);
  for (const factor of new PlaceFactors(errors, ones(errors)).ofAll()) expect(factor).toBeCloseTo(1, 12);
});

test("what is not measured says nothing", () => {
  const errors = missed(40, (row) => (row % 2 === 0 ? Number.NaN : 3));
  expect(new PlaceFactors(errors, ones(errors)).ofAll()).toEqual([1, 1]);
});

test("the factors of a window come from rows that no window of its stretch forecasts", () => {
  const base = missed(40, (row) => 1 + (row % 2));
  // Windows 0 to 9 forecast the rows 10 to 20.
  const other = missed(40, (row) => (row <= 20 ? 77 + row : 1 + (row % 2)));
  const [before, after] = [base, other].map((errors) => {
    const factors = new PlaceFactors(errors, ones(errors));
    return [factors.without(3), factors.without(12)] as const;
  });
  expect(before[0][1] / before[0][0]).toBeGreaterThan(1.5);
  // But for the scale of all, of which factors know nothing, its own stretch changes nothing.
  after[0].forEach((factor, place) => {
    expect(factor).toBeCloseTo(before[0][place], 2);
  });
  expect(after[1]).not.toEqual(before[1]);
});
