import { expect, test } from "vitest";
import { TimeIndex } from "../../data/time/time-index.ts";
import { seasonPlaces } from "./season-places.ts";

const HOUR = 3_600_000;

function hours(from: number, count: number): TimeIndex {
  return new TimeIndex({
    kind: "datetime",
    name: "time",
    values: Float64Array.from({ length: count }, (_, i) => (from + i) * HOUR),
  });
}

test("an hour has the same place in every part of a series", () => {
  const day = [{ rows: 24 }, { rows: 168 }];
  const whole = seasonPlaces(day, hours(1000, 100), 0, 100);
  expect(whole?.rows).toBe(24);
  expect(whole?.places.subarray(30, 34)).toEqual(Int32Array.of(1030 % 24, 1031 % 24, 1032 % 24, 1033 % 24));
  expect(seasonPlaces(day, hours(1030, 70), 0, 70)?.places).toEqual(whole?.places.subarray(30));
});

test("there are none of row numbers, without a season, or in a long one", () => {
  expect(seasonPlaces([{ rows: 24 }], TimeIndex.rows(100), 0, 100)).toBeUndefined();
  expect(seasonPlaces([], hours(0, 100), 0, 100)).toBeUndefined();
  expect(seasonPlaces([{ rows: 8766 }], hours(0, 100), 0, 100)).toBeUndefined();
});
