import { expect, test } from "vitest";
import { harmonicRegressionRival } from "./harmonic-regression.ts";

const TWO_PI = 2 * Math.PI;
const year = { rows: 365.25, name: "a year", found: true };
const week = { rows: 7, name: "a week", found: true };

test("waves of a year and a week on a straight line go on, within 1e-6", () => {
  const values = Float64Array.from(
    { length: 1200 },
    (_, t) => 10 + 0.01 * t + 8 * Math.sin((TWO_PI * t) / 365.25) + 2 * Math.cos((TWO_PI * 2 * t) / 7),
  );
  const fitted = harmonicRegressionRival.fit({ values, fitted: 1000, seasons: [week, year], horizon: 200 });
  const found = fitted?.forecast(values, Uint32Array.of(1000)) ?? [];
  for (let h = 0; h < 200; h++) expect(Math.abs(found[h] - values[1000 + h])).toBeLessThan(1e-6);
});

test("an error fades as the autoregression of the fitted errors does, over missing values too", () => {
  const values = new Float64Array(900);
  let state = 7;
  for (let t = 1; t < values.length; t++) {
    state = (state * 48271) % 2147483647;
    values[t] = 0.8 * values[t - 1] + state / 2147483647 - 0.5;
  }
  values[900 - 1] = 5;
  const history = { values, fitted: 890, seasons: [week], horizon: 3 };
  const ahead = harmonicRegressionRival.fit(history)?.forecast(values, Uint32Array.of(900)) ?? [];
  const later =
    harmonicRegressionRival.fit(history)?.forecast(Float64Array.of(...values, Number.NaN), Uint32Array.of(901)) ?? [];
  expect(ahead[0]).toBeGreaterThan(3);
  expect(ahead[0]).toBeLessThan(4.5);
  expect(later[0]).toBeCloseTo(ahead[1], 9);
});

test("without seasons it is not defined", () => {
  const values = Float64Array.from({ length: 50 }, (_, t) => t);
  expect(harmonicRegressionRival.fit({ values, fitted: 50, seasons: [], horizon: 1 })).toBeUndefined();
});
