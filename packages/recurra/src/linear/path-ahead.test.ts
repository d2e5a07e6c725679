import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { fitLinear } from "../evaluation/linear/fit-linear.ts";
import { LinearPath } from "./linear-path.ts";
import { pathFault, storePath } from "./stored-path.ts";

const random = new Generator(5).stream("effects");
const rows = 400;
const horizon = 7;
const promo = Float64Array.from({ length: rows }, (_, i) => (random.uniform(i) < 0.2 ? 1 : 0));
const plain = Float64Array.from({ length: rows }, (_, i) => 100 + 3 * (i % 7) + 20 * promo[i] + random.normal(i));
const runsOf = (lookback: number) => [{ from: lookback - 1, to: 300 - horizon }];
const origins = Uint32Array.from({ length: 80 }, (_, i) => 305 + i);

function fit(values: Float64Array, ahead: readonly Float64Array[]): LinearPath {
  const models = fitLinear({ values, horizon, lookbacks: [7, 14], seasons: [7], runsOf, mostWork: 1e12, ahead });
  return LinearPath.meanOf(models ?? [], horizon);
}

function error(values: Float64Array, ahead: readonly Float64Array[], path = fit(values, ahead)): number {
  const forecasts = path.forecast(values, origins, ahead);
  return forecasts.reduce((sum, forecast, i) => {
    const row = origins[Math.floor(i / horizon)] + (i % horizon);
    return sum + Math.abs(forecast - values[row]) / forecasts.length;
  }, 0);
}

test("a path with effects forecasts what one without cannot know, of values and of their logarithms", () => {
  for (const values of [plain, plain.map((value) => (value - 60) ** 3)]) {
    const path = fit(values, [promo]);
    expect(path.looksAhead).toBe(true);
    expect(error(values, [promo], path)).toBeLessThan(0.4 * error(values, []));
  }
});

test("a path with effects reads the rows of the forecast in the columns known ahead, and nothing else of them", () => {
  const path = fit(plain, [promo]);
  const [origin] = origins;
  const at = (values: Float64Array, ahead: Float64Array) => [...path.forecast(values, [origin], [ahead])];
  const before = at(plain, promo);
  expect(
    at(
      plain.map((value, row) => (row < origin ? value : -1e6)),
      promo,
    ),
  ).toEqual(before);
  const other = promo.map((value, row) => (row === origin + 2 ? 1 - value : value));
  expect(at(plain, other).map((value, h) => value !== before[h])).toEqual([0, 0, 1, 0, 0, 0, 0].map(Boolean));
});

test("a stored path whose effects are not as many as the columns is refused", () => {
  const stored = storePath(fit(plain, [promo]), 0.5);
  expect(pathFault(stored, 1)).toBeUndefined();
  expect(pathFault(stored, 2)).toBe("a part has not 2 effects of columns that are known ahead");
  expect(pathFault(stored)).toBe("a part has not 0 effects of columns that are known ahead");
});
