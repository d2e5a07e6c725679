import { Generator } from "recurra/core";
import { expect, test } from "vitest";
import { compareErrors, compareForecasts, judgeAll, judgeDifference } from "./advantage.ts";

const random = new Generator(5).stream("errors");
const noisy = (count: number, mean: number, from: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.abs(mean + random.normal(from + i)));

test("a difference counts from p below 0.05, shared among the trials", () => {
  expect([judgeDifference(-1, 0.049), judgeDifference(1, 0.049), judgeDifference(-1, 0.05)]).toEqual([
    "better",
    "worse",
    "even",
  ]);
  expect([judgeDifference(-1, 0.02, 2), judgeDifference(-1, 0.03, 2), judgeDifference(0, 0)]).toEqual([
    "better",
    "even",
    "even",
  ]);
});

test("errors that are a little smaller on fifty samples are within chance, on two thousand they are better", () => {
  const compare = (count: number) => compareErrors(noisy(count, 1, 0), noisy(count, 1.1, 10_000));
  expect(compare(50).outcome).toBe("even");
  expect(compare(2000)).toMatchObject({ outcome: "better" });
  expect(compareErrors(noisy(2000, 1.2, 10_000), noisy(2000, 1, 0)).outcome).toBe("worse");
});

test("answers that are equally good on each sample are even; better on each by as much is better", () => {
  const same = Float64Array.of(1, 0, 1, 1, 0, 0, 1, 0);
  expect(compareErrors(same, same)).toEqual({ outcome: "even", p: 1 });
  expect(compareErrors(new Float64Array(8), new Float64Array(8).fill(0.5)).outcome).toBe("better");
});

test("forecasts are compared by whole windows; without one, nothing is shown", () => {
  const actual = noisy(400, 0, 0);
  const [near, far] = [0.5, 1].map((size) => actual.map((value, i) => value + size * random.normal(30_000 + i)));
  expect(compareForecasts(actual, near, far, { steps: 3 }).outcome).toBe("better");
  expect(compareForecasts(actual, far, near, { steps: 3 }).outcome).toBe("worse");
  expect(compareForecasts(actual, near, far, { steps: 401 })).toEqual({ outcome: "even", p: 1 });
});

test("better than all is better than each; worse than the best is worse", () => {
  const [good, close, bad] = [
    { outcome: "better", p: 0.01 },
    { outcome: "even", p: 0.6 },
    { outcome: "worse", p: 0.02 },
  ] as const;
  expect(judgeAll([good, { outcome: "better", p: 0.03 }])).toEqual({ outcome: "better", p: 0.03 });
  expect(judgeAll([close, good])).toEqual({ outcome: "even", p: 0.6 });
  expect(judgeAll([good, close])).toEqual({ outcome: "even", p: 0.6 });
  expect(judgeAll([bad, good])).toBe(bad);
});
