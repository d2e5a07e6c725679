import { expect, test } from "vitest";
import { lastValueRival } from "./last-value.ts";

test("the last known value is repeated, over missing ones too", () => {
  const values = Float64Array.of(1, 5, 3, Number.NaN, 8);
  const fitted = lastValueRival.fit({ values, fitted: 3, seasons: [], horizon: 2 });
  expect(Array.from(fitted?.forecast(values, Uint32Array.of(3, 4, 5)) ?? [])).toEqual([3, 3, 3, 3, 8, 8]);
});

test("where nothing is known there is no last value", () => {
  const values = Float64Array.of(Number.NaN, Number.NaN, 1);
  expect(lastValueRival.fit({ values, fitted: 2, seasons: [], horizon: 1 })).toBeUndefined();
});
