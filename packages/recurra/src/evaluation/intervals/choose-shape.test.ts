import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { conformalIntervals } from "./conformal.ts";
import { type Coverage, conformalCoverage } from "./coverage.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { intervalAround } from "./intervals.ts";

const SEASON = 8;

/** Windows at stride 1 of a series whose row t has the level and the noise that are asked for, forecast by its level. */
function errorsOf(
  count: number,
  {
    level = () => 100,
    noise,
    horizon = 3,
    seed = 1,
  }: {
    level?: (row: number) => number;
    noise: (row: number) => number;
    horizon?: number;
    seed?: number;
  },
): ForecastErrors {
  const random = new Generator(seed).stream("rows");
  const value = (row: number): number => level(row) + noise(row) * random.normal(row);
  const origins = Uint32Array.from({ length: count }, (_, i) => 50 + i);
  const rowOf = (at: number): number => origins[Math.floor(at / horizon)] + (at % horizon);
  const all = { length: count * horizon };
  return {
    horizon,
    origins,
    last: Float64Array.from(origins, (origin) => value(origin - 1)),
    actual: Float64Array.from(all, (_, at) => value(rowOf(at))),
    predicted: Float64Array.from(all, (_, at) => level(rowOf(at))),
    season: { rows: SEASON, places: Int32Array.from({ length: count + horizon - 1 }, (_, i) => (50 + i) % SEASON) },
  };
}

const busy = (row: number): number => (row % SEASON < 4 ? 1 : 10);

test("where errors are as large everywhere, intervals stay plain", () => {
  for (const seed of [1, 2, 3, 4, 5])
    expect(conformalIntervals(errorsOf(400, { noise: () => 5, seed }), 0.9, "absolute").shape).toBeUndefined();
});

test("where some places of the season err more, intervals are wide there and narrow elsewhere", () => {
  const { shape, radius } = conformalIntervals(errorsOf(400, { noise: busy }), 0.9, "absolute");
  expect(shape?.unit).toBe("absolute");
  const factors = shape?.season?.factors ?? [];
  expect(factors).toHaveLength(SEASON);
  expect(Math.min(...factors.slice(4)) / Math.max(...factors.slice(0, 4))).toBeGreaterThan(4);
  // The plain radius has to suit the busy places.
  expect((shape?.radius[0] ?? 0) * factors[0]).toBeLessThan((radius?.[0] ?? 0) / 3);
});

test("such intervals hold as many truths on later windows and are narrower", () => {
  const [plain, made] = [0, 1].map((shaped) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const { season, ...errors } = errorsOf(1000, { noise: busy, seed });
      return conformalCoverage({ ...errors, ...(shaped && { season }) }, 0.9, "absolute");
    }),
  );
  const mean = (of: readonly Coverage[], name: "measured" | "width"): number =>
    of.reduce((sum, one) => sum + (one[name] ?? 0) / of.length, 0);
  expect(Math.abs(mean(made, "measured") - 0.9)).toBeLessThan(0.015);
  expect(mean(made, "width")).toBeLessThan(0.85 * mean(plain, "width"));
});

test("where errors grow with the value, the forecast itself is the unit", () => {
  const level = (row: number): number => (row % SEASON < 4 ? 10 : 200);
  const { shape } = conformalIntervals(errorsOf(400, { level, noise: (row) => 0.1 * level(row) }), 0.9, "relative");
  expect(shape).toMatchObject({ unit: "value" });
  expect(shape?.floor).toBeCloseTo(0.1 * 105, 0);
});

test("where the level grows, what does not grow with it is not used, narrower or not", () => {
  // The few large values known last make the plain intervals wide.
  const level = (row: number): number => (1 + row / 200) * (row % SEASON === 0 ? 20 : 100);
  const { shape } = conformalIntervals(errorsOf(800, { level, noise: (row) => 0.1 * level(row) }), 0.9, "relative");
  expect(shape?.unit).toBe("value");
});

test("values below 0 are no unit", () => {
  const level = (row: number): number => (row % SEASON < 4 ? -10 : 200);
  const { shape } = conformalIntervals(errorsOf(400, { level, noise: busy }), 0.9, "absolute");
  expect(shape?.unit).toBe("absolute");
});

test("with under three times the windows that the level needs nothing is chosen", () => {
  expect(conformalIntervals(errorsOf(26, { noise: busy }), 0.9, "absolute").shape).toBeUndefined();
  expect(conformalIntervals(errorsOf(60, { noise: busy }), 0.9, "absolute").shape).toBeDefined();
  expect(conformalIntervals(errorsOf(60, { noise: busy }), 0.98, "absolute").shape).toBeUndefined();
});

test("the later windows change nothing in the shape that coverage is measured with", () => {
  const errors = errorsOf(400, { noise: busy });
  const wild = { ...errors, actual: errors.actual.map((value, at) => (at < 3 * 397 ? value : value + 1e6)) };
  const [usual, changed] = [errors, wild].map((one) => conformalCoverage(one, 0.9, "absolute"));
  expect(changed.measured).not.toBe(usual.measured);
  expect(changed.width).toBe(usual.width);
});

test("without a place an interval of a season is the plain one", () => {
  const intervals = conformalIntervals(errorsOf(400, { noise: busy }), 0.9, "absolute");
  const [radius] = intervals.radius ?? [];
  expect(intervalAround(100, 0, 100, intervals)).toEqual({ lower: 100 - radius, upper: 100 + radius });
  const reach = (intervals.shape?.radius[0] ?? 0) * (intervals.shape?.season?.factors[2] ?? 0);
  expect(intervalAround(100, 0, 100, intervals, {}, { place: 2 })).toEqual({ lower: 100 - reach, upper: 100 + reach });
});

test("several levels share a shape, and each has its own radii", () => {
  const errors = errorsOf(400, { noise: busy });
  const intervals = conformalIntervals(errors, [0.8, 0.95, 0.9], "absolute");
  expect(intervals.level).toBe(0.8);
  expect(intervals.further?.map(({ level }) => level)).toEqual([0.95, 0.9]);
  const ends = intervalAround(100, 1, 100, intervals, {}, { place: 5 });
  const [wide, middle] = ends?.further ?? [];
  expect(wide.upper).toBeGreaterThan(middle.upper);
  expect(middle.upper).toBeGreaterThan(ends?.upper ?? 1e9);
  expect(conformalIntervals(errors, 0.8, "absolute")).toEqual({ ...intervals, further: undefined });
  const { further } = conformalCoverage(errors, [0.8, 0.95], "absolute", 2);
  expect(further).toHaveLength(1);
  expect(further?.[0]).toMatchObject({ level: 0.95 });
  expect(Math.abs((further?.[0].measured ?? 0) - 0.95)).toBeLessThan(0.05);
});

test("a further level for which there are too few windows has no ends", () => {
  const intervals = conformalIntervals(errorsOf(20, { noise: () => 1 }), [0.8, 0.99], "absolute");
  expect(intervals.further).toEqual([{ level: 0.99, radius: null }]);
  expect(intervalAround(5, 0, 1, intervals)).not.toHaveProperty("further");
  expect(conformalCoverage(errorsOf(60, { noise: () => 1 }), [0.8, 0.99], "absolute").further).toEqual([]);
});
