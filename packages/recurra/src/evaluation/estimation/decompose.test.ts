import { expect, test } from "vitest";
import { decompose } from "./decompose.ts";

const round = (values: Float64Array | undefined) => Array.from(values ?? [], (value) => Math.round(value * 1e9) / 1e9);

test("a season on a straight line is found, around 0", () => {
  const season = [3, -1, -4, 2];
  const values = Float64Array.from({ length: 24 }, (_, t) => 10 + 0.5 * t + season[t % 4]);
  expect(round(decompose(values, 4, "additive"))).toEqual(season);
});

test("a season of odd length that multiplies is found, around 1", () => {
  const season = [0.5, 1, 1.5];
  const values = Float64Array.from({ length: 21 }, (_, t) => 8 * season[t % 3]);
  expect(round(decompose(values, 3, "multiplicative"))).toEqual(season);
});

test("windows with missing values are left out; a place that was never seen leaves no season", () => {
  const season = [3, -1, -2];
  const values = Float64Array.from({ length: 21 }, (_, t) => (t === 7 ? Number.NaN : season[t % 3]));
  expect(round(decompose(values, 3, "additive"))).toEqual(season);
  expect(
    decompose(
      values.map((value, t) => (t % 3 === 1 ? Number.NaN : value)),
      3,
      "additive",
    ),
  ).toBeUndefined();
});
