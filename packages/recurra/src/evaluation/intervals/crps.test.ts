import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { conformalCoverage } from "./coverage.ts";
import { CRPS_LEVELS, crpsOf } from "./crps.ts";
import { IntervalSums } from "./interval-scores.ts";

/** Windows of one row, missed by draws of a normal distribution; `bias`: of the later half. */
function missed(bias: number, count = 4000) {
  const random = new Generator(3).stream("crps");
  return {
    horizon: 1,
    origins: Uint32Array.from({ length: count }, (_, i) => 50 + i),
    last: new Float64Array(count).fill(100),
    actual: Float64Array.from({ length: count }, (_, i) => random.normal(i) + (2 * i < count ? 0 : bias)),
    predicted: new Float64Array(count),
  };
}

test("without any width the CRPS is the mean absolute error", () => {
  const sums = CRPS_LEVELS.map((level) => new IntervalSums(level, 1, null));
  for (const truth of [1, 4, -2]) for (const one of sums) one.add(0, truth, { lower: 0, upper: 0 });
  expect(crpsOf(sums, 7 / 3, 3)?.score).toBeCloseTo(7 / 3, 12);
  expect(crpsOf(sums, 7 / 3, 4)).toBeUndefined();
});

test("of errors that are normal it is that of their distribution, 1 / sqrt(pi)", () => {
  const { crps } = conformalCoverage(missed(0), 0.9, "absolute");
  expect(Math.abs((crps?.score ?? 0) / (1 / Math.sqrt(Math.PI)) - 1)).toBeLessThan(0.05);
  expect(crps?.meanError).toBeCloseTo(Math.sqrt(2 / Math.PI), 1);
});

test("it is larger where forecasts are wrong by more than was known", () => {
  const score = (bias: number) => conformalCoverage(missed(bias), 0.9, "absolute").crps?.score ?? 0;
  expect(score(1.5)).toBeGreaterThan(1.4 * score(0));
});

test("there is none where a level of its own has too few windows", () => {
  const coverage = conformalCoverage(missed(0, 10), 0.5, "absolute");
  expect(coverage.measured).not.toBeNull();
  expect(coverage.crps).toBeUndefined();
});
