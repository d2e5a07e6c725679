import { expect, test } from "vitest";
import { Series } from "../data/series/series.ts";
import { auditLeakage } from "./audit.ts";
import type { WindowForecaster } from "./forecastable.ts";

const series = Series.fromColumns({
  value: Array.from({ length: 40 }, (_, i) => i + (i % 3)),
  other: Array.from({ length: 40 }, (_, i) => 2 * i),
});

function model(predict: (values: Float64Array, other: Float64Array, origin: number) => number): WindowForecaster {
  return {
    name: "Model",
    target: "value",
    lookback: 5,
    horizon: 1,
    predictAt: (given, origins) =>
      Float64Array.from(origins, (origin) => predict(given.column("value"), given.column("other"), origin)),
  };
}

test("a model that reads only rows before the origin passes, and the audit says what it compared", () => {
  const honest = model((values, other, origin) => values[origin - 1] + other[origin - 2]);
  expect(auditLeakage(honest, series, [5, 20, 39])).toEqual({ model: "Model", origins: [5, 20, 39], compared: 3 });
});

test("a model that reads the row it forecasts is caught", () => {
  const peeking = model((values, _, origin) => values[origin]);
  expect(() => auditLeakage(peeking, series, [20])).toThrow(
    /^auditLeakage: the Model's forecast from .*, step 1, is 22, but .* when the rows from .* on are overwritten: it looks ahead\./,
  );
});

test("a model that scales by the mean of the whole series is caught, even through another column", () => {
  const scaled = model((values, other, origin) => {
    const mean = other.reduce((sum, value) => sum + value, 0) / other.length;
    return values[origin - 1] / mean;
  });
  expect(() => auditLeakage(scaled, series, [10])).toThrow("it looks ahead");
});
