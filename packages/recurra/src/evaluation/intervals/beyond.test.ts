import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { Series } from "../../data/index.ts";
import { beyondWindows, measureBeyond } from "./beyond.ts";
import { factorAt } from "./beyond-factor.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { intervalAround } from "./intervals.ts";

/** Windows of a walk, forecast by its last value for `rows` rows; or of noise around 100, forecast by 100. */
function errorsOf(kind: "walk" | "noise", rows: number, seed = 1): ForecastErrors {
  const random = new Generator(seed).stream(kind);
  const values = new Float64Array(2000);
  for (let row = 0; row < values.length; row++) {
    values[row] = (kind === "walk" && row > 0 ? values[row - 1] : 100) + random.normal(row);
  }
  const origins = Uint32Array.from({ length: 1500 }, (_, i) => 400 + i);
  const last = Float64Array.from(origins, (origin) => values[origin - 1]);
  const actual = new Float64Array(origins.length * rows);
  origins.forEach((origin, i) => {
    actual.set(values.subarray(origin, origin + rows), i * rows);
  });
  const predicted = actual.map((_, at) => (kind === "walk" ? last[Math.floor(at / rows)] : 100));
  return { horizon: rows, origins, last, actual, predicted };
}

test("intervals of a walk widen with the root of the rows, those of noise do not", () => {
  const walk = measureBeyond(errorsOf("walk", 24), 6, { level: 0.9, scale: "absolute" });
  expect(walk?.factor).toHaveLength(18);
  expect(walk?.exponent).toBeGreaterThan(0.35);
  expect(walk?.exponent).toBeLessThan(0.65);
  // Row 24 beside row 6, and, never measured, row 96.
  expect(walk && factorAt(walk, 23, 6)).toBeGreaterThan(1.6);
  expect(walk && factorAt(walk, 95, 6)).toBeGreaterThan(3);
  const noise = measureBeyond(errorsOf("noise", 24), 6, { level: 0.9, scale: "absolute" });
  for (let step = 0; step < 200; step++) expect(noise && factorAt(noise, step, 6)).toBeLessThan(1.15);
});

test("intervals that were measured beyond the horizon hold their level there on other rows", () => {
  const level = 0.9;
  const beyond = measureBeyond(errorsOf("walk", 24, 2), 6, { level, scale: "absolute" });
  const radius = [1.64, 2.33, 2.85, 3.29, 3.68, 4.03];
  const later = errorsOf("walk", 24, 3);
  let held = 0;
  for (let at = 0; at < later.actual.length; at++) {
    const ends = intervalAround(later.predicted[at], at % 24, 0, {
      ...{ level, scale: "absolute", radius },
      ...(beyond && { beyond }),
    });
    if (ends !== null && ends.lower <= later.actual[at] && later.actual[at] <= ends.upper) held++;
  }
  expect(Math.abs(held / later.actual.length - level)).toBeLessThan(0.05);
});

test("within the horizon nothing is wider, and without a measure there is no interval past it", () => {
  const beyond = { factor: [2, 3], exponent: 0.5 };
  const intervals = { level: 0.9, scale: "absolute" as const, radius: [1, 2] };
  const width = (step: number) => (intervalAround(0, step, 0, { ...intervals, beyond })?.upper ?? 0) * 2;
  expect([0, 1, 2, 3].map(width)).toEqual([2, 4, 4, 12]);
  expect(width(5)).toBeCloseTo(12 * Math.sqrt(6 / 4), 12);
  expect(intervalAround(0, 1, 0, intervals)).not.toBeNull();
  expect(intervalAround(0, 2, 0, intervals)).toBeNull();
});

test("windows are those whose rows all lie in the series, two blocks at least, at most 200", () => {
  const series = Series.fromColumns({ y: Float64Array.from({ length: 500 }, (_, i) => i) });
  const origins = Uint32Array.from({ length: 460 }, (_, i) => 35 + i);
  const found = beyondWindows(series, origins, { target: "y", horizon: 5, level: 0.9 });
  expect(found?.rows).toBe(25);
  expect(found?.origins.length).toBeLessThanOrEqual(200);
  expect(found?.origins.at(-1)).toBe(475);
  // Of the last 25 windows 20 reach over ten rows, of which the level needs 18.
  expect(beyondWindows(series, origins.slice(-25), { target: "y", horizon: 5, level: 0.9 })?.rows).toBe(10);
  expect(beyondWindows(series, origins.slice(-21), { target: "y", horizon: 5, level: 0.9 })).toBeUndefined();
});
