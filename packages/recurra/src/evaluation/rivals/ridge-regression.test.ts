import { expect, test } from "vitest";
import { lookbacksFor } from "../linear/fit-linear.ts";
import { ridgeRegressionRival } from "./ridge-regression.ts";

test("lookbacks are two of each season and one of the longest, and shorter ones where these are few", () => {
  const of = (...rows: number[]) => lookbacksFor(rows.map((length) => ({ rows: length })));
  expect(of(24, 168)).toEqual([48, 168, 336]);
  expect(of(24, 168, 8766)).toEqual([48, 168, 336]);
  expect(of(12)).toEqual([12, 24, 48]);
  expect(of(7, 365.25)).toEqual([14, 28, 365]);
  expect(of()).toEqual([16, 32, 64]);
});

test("an autoregression is forecast nearly as well as by its equation", () => {
  // y_t = 1.5 y_(t-1) - 0.9 y_(t-2) + noise
  const values = new Float64Array(600);
  let state = 1;
  for (let t = 2; t < values.length; t++) {
    state = (state * 48271) % 2147483647;
    values[t] = 1.5 * values[t - 1] - 0.9 * values[t - 2] + state / 2147483647 - 0.5;
  }
  const fitted = ridgeRegressionRival.fit({ values, fitted: 400, seasons: [], horizon: 1 });
  const origins = Uint32Array.from({ length: 200 }, (_, i) => 400 + i);
  const found = fitted?.forecast(values, origins) ?? new Float64Array();
  let own = 0;
  let best = 0;
  origins.forEach((t, i) => {
    own += Math.abs(found[i] - values[t]);
    best += Math.abs(1.5 * values[t - 1] - 0.9 * values[t - 2] - values[t]);
  });
  expect(own).toBeLessThan(1.1 * best);
});

test("a season that grows in proportion is forecast by logarithms", () => {
  const values = Float64Array.from({ length: 132 }, (_, t) => 100 * 1.01 ** t * [1, 1.2, 0.9, 0.7, 1, 1.4][t % 6]);
  const season = { rows: 6, name: "6 rows", found: true };
  const fitted = ridgeRegressionRival.fit({ values, fitted: 120, seasons: [season], horizon: 12 });
  const found = fitted?.forecast(values, Uint32Array.of(120)) ?? [];
  for (let h = 0; h < 12; h++) expect(Math.abs(found[h] / values[120 + h] - 1)).toBeLessThan(0.02);
});

test("holidays are filled for windows that are fitted; a longer gap leaves its windows out", () => {
  const shape = [5, 8, 9, 4, 1];
  const values = Float64Array.from({ length: 300 }, (_, t) => (t % 23 === 0 ? Number.NaN : shape[t % 5]));
  values.fill(Number.NaN, 100, 130);
  const season = { rows: 5, name: "a week", found: true };
  const fitted = ridgeRegressionRival.fit({ values, fitted: 280, seasons: [season], horizon: 5 });
  const found = fitted?.forecast(values, Uint32Array.of(280)) ?? [];
  shape.forEach((value, h) => {
    expect(found[h]).toBeCloseTo(value, 1);
  });
});

test("where no lookback leaves windows enough there is no regression", () => {
  const values = Float64Array.from({ length: 40 }, (_, t) => t % 7);
  expect(ridgeRegressionRival.fit({ values, fitted: 40, seasons: [], horizon: 20 })).toBeUndefined();
});
