import { expect, test } from "vitest";
import { sameWeekdayRival, seasonalNaiveRival } from "./seasonal-naive.ts";

const season = (rows: number) => ({ rows, name: "a week", found: true });
const forecast = (rows: number, values: Float64Array, origin: number, horizon: number) =>
  Array.from(
    seasonalNaiveRival(season(rows))
      .fit({ values, fitted: origin, seasons: [], horizon })
      ?.forecast(values, Uint32Array.of(origin)) ?? [],
  );

test("the last season is repeated, again for horizons beyond it", () => {
  expect(forecast(3, Float64Array.of(1, 5, 3, 7), 4, 7)).toEqual([5, 3, 7, 5, 3, 7, 5]);
});

test("a missing place is that of the season before, at last the last known value", () => {
  const values = Float64Array.of(1, Number.NaN, 3, 4, Number.NaN, 6, Number.NaN, Number.NaN, 9);
  expect(forecast(3, values, 9, 3)).toEqual([4, 9, 9]);
});

test("a fractional season is rounded at each multiple, so that it does not wander", () => {
  const values = Float64Array.from({ length: 20 }, (_, slot) => slot);
  // 20 - 3, 21 - 3 and 22 - 3, then 23 - 5 and 24 - 5.
  expect(forecast(2.5, values, 20, 5)).toEqual([17, 18, 19, 18, 19]);
});

test("a season longer than the history has no forecast", () => {
  expect(forecast(5, Float64Array.of(1, 2, 3, 4), 4, 1)).toEqual([]);
});

test("the same weekday last year is 364 days ago", () => {
  const values = Float64Array.from({ length: 400 }, (_, slot) => slot);
  const history = { values, fitted: 400, seasons: [], horizon: 2 };
  expect(Array.from(sameWeekdayRival(season(7)).fit(history)?.forecast(values, Uint32Array.of(400)) ?? [])).toEqual([
    36, 37,
  ]);
  expect(sameWeekdayRival(season(7)).fit({ ...history, fitted: 363 })).toBeUndefined();
});
