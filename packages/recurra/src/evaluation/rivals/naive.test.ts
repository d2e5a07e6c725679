import { expect, test } from "vitest";
import { drift, lastValue, naiveForecasts, seasonalNaive } from "./naive.ts";

const known = Float64Array.of(1, 5, 3, 7);

test("the last value is repeated over the horizon", () => {
  expect(Array.from(lastValue(known, 3))).toEqual([7, 7, 7]);
});

test("drift continues the line through the first and the last known value", () => {
  expect(Array.from(drift(known, 3))).toEqual([9, 11, 13]);
});

test("drift from one known value is that value", () => {
  expect(Array.from(drift(Float64Array.of(4), 2))).toEqual([4, 4]);
});

test("seasonal naive repeats the last known season, again for horizons beyond it", () => {
  expect(Array.from(seasonalNaive(3)(known, 7))).toEqual([5, 3, 7, 5, 3, 7, 5]);
});

test("each window's forecast stays the same when the rows from its origin on change", () => {
  const values = Float64Array.from({ length: 20 }, (_, i) => (i * 7) % 11);
  for (const method of [lastValue, drift, seasonalNaive(4)]) {
    for (let origin = 5; origin < 18; origin++) {
      const changed = values.map((value, row) => (row < origin ? value : -1000));
      const origins = Uint32Array.of(origin);
      expect(naiveForecasts(method, changed, origins, 3)).toEqual(naiveForecasts(method, values, origins, 3));
    }
  }
});

test("forecasts of all windows stand one after another", () => {
  const forecasts = naiveForecasts(lastValue, known, Uint32Array.of(1, 3), 2);
  expect(Array.from(forecasts)).toEqual([1, 1, 3, 3]);
});
