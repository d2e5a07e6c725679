import { expect, test } from "vitest";
import { binomialInterval } from "./binomial.ts";

test("Wilson's interval agrees with SciPy 1.17.1, binomtest(k, n).proportion_ci(level, method='wilson')", () => {
  const values: [successes: number, trials: number, level: number, low: number, high: number][] = [
    [0, 10, 0.95, 0, 0.27753279986288926],
    [7, 10, 0.95, 0.39677814746114526, 0.892208732593699],
    [10, 10, 0.95, 0.7224672001371109, 1],
    [130, 252, 0.95, 0.4543972506735337, 0.5768721144906432],
    [1, 3, 0.9, 0.07826572633372841, 0.7464661317187758],
    [55, 100, 0.99, 0.4227547690984392, 0.6710231621299788],
  ];
  for (const [successes, trials, level, low, high] of values) {
    const interval = binomialInterval(successes, trials, { level })!;
    expect(interval.low).toBeCloseTo(low, 14);
    expect(interval.high).toBeCloseTo(high, 14);
    expect([interval.share, interval.level]).toEqual([successes / trials, level]);
  }
});

test("the level is 95% unless given, and none and all end exactly at 0 and 1", () => {
  expect(binomialInterval(7, 10)).toEqual(binomialInterval(7, 10, { level: 0.95 }));
  for (let trials = 1; trials < 200; trials++) {
    expect(binomialInterval(0, trials)?.low).toBe(0);
    expect(binomialInterval(trials, trials)?.high).toBe(1);
  }
});

test("without trials there is no interval", () => {
  expect(binomialInterval(0, 0)).toBeNull();
});

test("counts and levels that are none are refused", () => {
  expect(() => binomialInterval(4, 3)).toThrow(
    "binomialInterval: 4 of 3 is no count of successes. Give whole numbers, the successes from 0 to the trials.",
  );
  expect(() => binomialInterval(-1, 3)).toThrow("-1 of 3");
  expect(() => binomialInterval(0.5, 3)).toThrow("0.5 of 3");
  expect(() => binomialInterval(1, 3, { level: 1 })).toThrow(
    "binomialInterval: level must be a share above 0 and below 1, such as 0.9 for 90 %, but it is 1.",
  );
  expect(() => binomialInterval(1, 3, { level: Number.NaN })).toThrow("but it is NaN.");
});

test("the interval of a level just below 1 is nearly everything", () => {
  // SciPy 1.17.1: norm.isf(2**-54). Half of the trials: 1/2 +- z / (2 sqrt(n + z^2)).
  const z = 8.292361075813597;
  const { low, high } = binomialInterval(5, 10, { level: 1 - 2 ** -53 })!;
  expect(low).toBeCloseTo(0.5 - z / (2 * Math.sqrt(10 + z * z)), 13);
  expect(high).toBeCloseTo(0.5 + z / (2 * Math.sqrt(10 + z * z)), 13);
});
