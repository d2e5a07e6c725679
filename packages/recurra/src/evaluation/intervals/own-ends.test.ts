import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { conformalIntervals } from "./conformal.ts";
import { conformalCoverage } from "./coverage.ts";
import { CRPS_LEVELS } from "./crps.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { intervalAround } from "./intervals.ts";
import { correctedEnds, ownScores } from "./own-ends.ts";
import { endsByLevel, ownIntervals } from "./own-intervals.ts";

/** Half the width of an interval of a level of a normal distribution. */
const HALVES = new Map(
  [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((level, i) => [
    level,
    [0.126, 0.253, 0.385, 0.524, 0.674, 0.842, 1.036, 1.282, 1.645][i],
  ]),
);

/** Windows of two rows around 0 whose spread a model knows but for a factor: small in one window, five times as large in the next. */
function errorsOf(factor: number, count = 600): ForecastErrors {
  const random = new Generator(9).stream("own");
  const spreads = Float64Array.from({ length: 2 * count }, (_, at) => (Math.floor(at / 2) % 2 === 0 ? 1 : 5));
  const levels = [0.9, ...CRPS_LEVELS.filter((level) => level !== 0.9)];
  const spread = levels.map((level) => {
    const half = HALVES.get(level) as number;
    return { lower: spreads.map((one) => -factor * half * one), upper: spreads.map((one) => factor * half * one) };
  });
  const predicted = new Float64Array(2 * count);
  return {
    horizon: 2,
    origins: Uint32Array.from({ length: count }, (_, i) => 50 + 2 * i),
    last: new Float64Array(count).fill(100),
    actual: spreads.map((one, at) => one * random.normal(at)),
    predicted,
    own: endsByLevel(predicted, levels, spread),
  };
}

test("how far a truth lies outside an interval is above 0 outside, below 0 inside, in units", () => {
  const ends = { lower: Float64Array.of(1, 1, 1), upper: Float64Array.of(3, 3, 3) };
  const scores = ownScores(Float64Array.of(0, 2.5, 5), ends, Float64Array.of(2, 2, 2));
  expect([...scores]).toEqual([0.5, -0.25, 1]);
});

test("a correction widens or narrows, never beyond the forecast, and bounds cut it off", () => {
  expect(correctedEnds(2, { lower: 1, upper: 3 }, 0.5, {})).toEqual({ lower: 0.5, upper: 3.5 });
  expect(correctedEnds(2, { lower: 1, upper: 3 }, -0.5, {})).toEqual({ lower: 1.5, upper: 2.5 });
  expect(correctedEnds(2, { lower: 1, upper: 3 }, -4, {})).toEqual({ lower: 2, upper: 2 });
  expect(correctedEnds(2, { lower: 1, upper: 3 }, 2, { min: 0 })).toEqual({ lower: 0, upper: 5 });
});

test.each([0.6, 1, 1.5])("intervals %s times as wide as they should be hold their level once corrected", (factor) => {
  const coverage = conformalCoverage(errorsOf(factor), 0.9, "absolute", 1);
  expect(Math.abs((coverage.measured ?? 0) - 0.9)).toBeLessThan(0.035);
});

test("a model that knows how sure it is has narrower intervals, a lower MSIS and CRPS than errors alone give, which are said beside", () => {
  const { own: _, ...plain } = errorsOf(1);
  const known = conformalCoverage(errorsOf(1), 0.9, "absolute", 1);
  const alone = conformalCoverage(plain, 0.9, "absolute", 1);
  expect(known.msis).toBeLessThan(0.8 * (alone.msis as number));
  expect(known.crps?.score).toBeLessThan(0.97 * (alone.crps?.score as number));
  expect(known.conformal).toEqual({ measured: alone.measured, width: alone.width, msis: alone.msis });
  expect(alone.conformal).toBeUndefined();
});

test("the interval to come is the model's own with the correction of its step, and by errors alone where it says nothing", () => {
  const intervals = conformalIntervals(errorsOf(1), [0.9, 0.5], "absolute");
  expect(intervals.own?.radius).toHaveLength(2);
  const ends = Array.from({ length: 2 }, (_, i) => ({
    lower: Float64Array.of(-3 - i, -4),
    upper: Float64Array.of(1 + i, 9),
  }));
  const own = ownIntervals(intervals, () => ends)?.(0);
  const found = intervalAround(10, 0, 100, intervals, {}, { own: own?.(0, 10) });
  const [first, second] = [intervals.own?.radius[0] as number, intervals.further?.[0].own?.[0] as number];
  expect(found).toMatchObject({ lower: 7 - first, upper: 11 + first });
  expect(found?.further).toEqual([{ level: 0.5, lower: Math.min(10, 6 - second), upper: Math.max(10, 12 + second) }]);
  const alone = intervalAround(10, 0, 100, intervals);
  expect(alone?.upper).toBeCloseTo(10 + (intervals.radius?.[0] as number), 12);
  expect(ownIntervals({ level: 0.9, scale: "absolute", radius: [1, 1] }, () => ends)).toBeUndefined();
});
