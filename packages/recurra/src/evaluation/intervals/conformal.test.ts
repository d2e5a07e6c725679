import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { conformalIntervals, intervalScale } from "./conformal.ts";
import { conformalCoverage } from "./coverage.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { intervalAround } from "./intervals.ts";
import { conformalQuantile, windowsNeeded } from "./quantile.ts";

/** Windows at stride 1 whose forecasts of 0 are missed by `errors[i * horizon + step]`. */
function missedBy(errors: ArrayLike<number>, horizon: number, last = 100): ForecastErrors {
  const n = errors.length / horizon;
  return {
    horizon,
    origins: Uint32Array.from({ length: n }, (_, i) => 50 + i),
    last: new Float64Array(n).fill(last),
    actual: Float64Array.from(errors),
    predicted: new Float64Array(errors.length),
  };
}

test("the quantile is the ceil((n + 1) level)-th smallest score", () => {
  const nineteen = Array.from({ length: 19 }, (_, i) => i + 1);
  expect(conformalQuantile(nineteen, 0.9)).toBe(18);
  expect(conformalQuantile(nineteen, 0.5)).toBe(10);
  expect(conformalQuantile([1, 2, 3], 0.75)).toBe(3);
});

test("rounding noise in (n + 1) level does not raise the rank: 100 * 0.55 is 55", () => {
  const scores = Array.from({ length: 99 }, (_, i) => i + 1);
  expect(conformalQuantile(scores, 0.55)).toBe(55);
});

test("too few scores for the level give no quantile: 90% needs 9, 95% needs 19, 99% needs 99", () => {
  expect([0.5, 0.9, 0.95, 0.99].map(windowsNeeded)).toEqual([1, 9, 19, 99]);
  expect(conformalQuantile(new Float64Array(8), 0.9)).toBeNull();
  expect(conformalQuantile(new Float64Array(9), 0.9)).toBe(0);
});

test("radii are found for each step by itself, in units of the target or of the last known value", () => {
  const errors = missedBy(
    Array.from({ length: 18 }, (_, at) => (at % 2 === 0 ? 1 : -1) * (Math.floor(at / 2) + 1) * ((at % 2) + 1)),
    2,
  );
  expect(conformalIntervals(errors, 0.9, "absolute")).toEqual({ level: 0.9, scale: "absolute", radius: [9, 18] });
  expect(conformalIntervals(errors, 0.9, "relative").radius).toEqual([0.09, 0.18]);
});

test("relative intervals only where every known value is positive", () => {
  expect(intervalScale(Float64Array.of(3, 1, 2))).toBe("relative");
  expect(intervalScale(Float64Array.of(3, 0, 2))).toBe("absolute");
  expect(intervalScale(Float64Array.of(3, -1, 2))).toBe("absolute");
});

test("coverage is measured after the last calibration target: horizon - 1 windows lie between the halves", () => {
  const coverage = conformalCoverage(missedBy(new Float64Array(40 * 3).fill(1), 3), 0.9, "absolute");
  expect(coverage).toMatchObject({ calibrationWindows: 20, measuredWindows: 18, measured: 1, perStep: [1, 1, 1] });
});

test("coverage counts the later truths inside radii that only the earlier windows sized", () => {
  const errors = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : i % 4 === 0 ? 5 : 0.5));
  const coverage = conformalCoverage(missedBy(errors, 1), 0.9, "absolute");
  expect(coverage.measured).toBe(0.75);
});

test("changing later windows does not change the radii that coverage is measured with", () => {
  const base = Float64Array.from({ length: 40 }, (_, i) => 1 + (i % 5));
  const wild = base.map((error, i) => (i < 20 ? error : 1000));
  expect(conformalCoverage(missedBy(wild, 1), 0.9, "absolute").measured).toBe(0);
});

test("90% intervals hold about 90% of independent errors at every step", () => {
  const random = new Generator(11).stream("test");
  const errors = Float64Array.from({ length: 4000 * 2 }, (_, at) => random.normal(at) * (1 + (at % 2)));
  const coverage = conformalCoverage(missedBy(errors, 2), 0.9, "absolute");
  for (const held of coverage.perStep) expect(Math.abs(held - 0.9)).toBeLessThan(0.025);
});

test("with too few windows nothing is measured, and the note says how many are needed", () => {
  const coverage = conformalCoverage(missedBy(new Float64Array(17), 1), 0.9, "absolute");
  expect(coverage.measured).toBeNull();
  expect(coverage.note).toBe("It takes 9 windows in the earlier half of the test to size them, there are 8.");
  const intervals = conformalIntervals(missedBy(new Float64Array(8), 1), 0.9, "absolute");
  expect(intervals.radius).toBeNull();
  expect(intervals.note).toBe(
    "Too few windows for intervals of 90%: it takes 9 to size them, the backtest has 8. Test on more rows, or lower the level.",
  );
});

test("when no window is left after the calibration targets the note says that, not that the level is too high", () => {
  const coverage = conformalCoverage(missedBy(new Float64Array(18 * 12), 12), 0.9, "absolute");
  expect(coverage).toMatchObject({ measured: null, calibrationWindows: 9, measuredWindows: 0 });
  expect(coverage.note).toBe("No window of the test starts after the rows that sized them.");
});

test("an interval lies evenly around the forecast, scaled by the last known value when relative", () => {
  const relative = { level: 0.9, scale: "relative", radius: [0.02, 0.05] } as const;
  expect(intervalAround(210, 1, 200, { ...relative, radius: [...relative.radius] })).toEqual({
    lower: 200,
    upper: 220,
  });
  expect(intervalAround(5, 0, 200, { level: 0.9, scale: "absolute", radius: [1] })).toEqual({ lower: 4, upper: 6 });
  expect(intervalAround(5, 0, 200, { level: 0.9, scale: "absolute", radius: null })).toBeNull();
});
