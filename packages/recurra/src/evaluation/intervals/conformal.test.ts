import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { adaptiveRadii } from "./adaptive-radii.ts";
import { conformalIntervals, intervalScale } from "./conformal.ts";
import { conformalCoverage } from "./coverage.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import { intervalAround } from "./intervals.ts";
import { conformalQuantile, windowsNeeded } from "./quantile.ts";
import { radiiOf } from "./radii.ts";

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

test("coverage counts the later truths inside radii of the windows that were known at each one's origin", () => {
  const errors = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : i % 4 === 0 ? 5 : 0.5));
  // Of the five errors of 5 the first two are missed: then they are a tenth of what is known.
  const coverage = conformalCoverage(missedBy(errors, 1), 0.9, "absolute");
  expect(coverage.measured).toBe(0.9);
});

test("a window changes nothing in the radii of those that begin before its last row", () => {
  const base = Float64Array.from({ length: 120 }, (_, i) => 1 + (i % 5));
  const radiiOf = (errors: Float64Array): string[] => {
    const seen: string[] = [];
    const given = missedBy(errors, 3);
    adaptiveRadii(given, new Float64Array(errors.length).fill(1), [0.9], (_, radii) =>
      seen.push(JSON.stringify(radii)),
    );
    return seen;
  };
  const wild = base.map((error, at) => (at < 20 * 3 ? error : 1000));
  // Window 20 is known to window 23.
  expect(radiiOf(wild).slice(0, 23)).toEqual(radiiOf(base).slice(0, 23));
  expect(radiiOf(wild)[26]).not.toBe(radiiOf(base)[26]);
});

test("where errors become larger, intervals that follow them hold nearly their level, and those of the windows before do not", () => {
  const random = new Generator(5).stream("test");
  const errors = Float64Array.from({ length: 800 }, (_, at) => random.normal(at) * (at < 400 ? 1 : 2));
  const { measured } = conformalCoverage(missedBy(errors, 1), 0.9, "absolute");
  const [[radius] = []] = radiiOf(missedBy(errors.subarray(0, 400), 1), new Float64Array(400).fill(1), [0.9]).map(
    (one) => one ?? [],
  );
  const fixed = errors.subarray(400).filter((error) => Math.abs(error) <= radius).length / 400;
  expect(fixed).toBeLessThan(0.7);
  expect(measured).toBeGreaterThan(0.84);
});

test("where errors become smaller, intervals get narrower within the windows that tell", () => {
  const random = new Generator(6).stream("test");
  const errors = Float64Array.from({ length: 800 }, (_, at) => random.normal(at) * (at < 400 ? 3 : 1));
  const intervals = conformalIntervals(missedBy(errors, 1), 0.9, "absolute");
  // All windows together say about 3.5, the last ones alone 1.64.
  expect(intervals.radius?.[0]).toBeLessThan(2.4);
});

test("windows that overlap move the level as parts of one: the radii of exchangeable errors stay near their quantile", () => {
  const random = new Generator(7).stream("test");
  // Windows of ten rows that all err alike: one error in ten windows.
  const errors = Float64Array.from({ length: 600 * 10 }, (_, at) =>
    random.normal(Math.floor(Math.floor(at / 10) / 10)),
  );
  const { radius } = conformalIntervals(missedBy(errors, 10), 0.9, "absolute");
  for (const one of radius ?? []) expect(Math.abs(one - 1.64)).toBeLessThan(0.5);
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
