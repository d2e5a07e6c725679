import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { studentTwoSided } from "../distributions/student-t.ts";
import { dieboldMariano } from "./significance.ts";

const options = { horizon: 1, stride: 1, against: "last value" };

test("at horizon 1 it is the t-test of the differences of absolute errors", () => {
  // Differences of absolute errors: 1, -2, 3, 0, 3; mean 1, n = 5. The factor (n - 1) / n turns the variance of the
  // population into that of the sample.
  const result = dieboldMariano([0, 0, 0, 0, 0], [2, 1, 4, 1, -3], [1, 3, 1, -1, 0], options);
  const sampleVariance = (0 + 9 + 4 + 1 + 4) / 4;
  const t = 1 / Math.sqrt(sampleVariance / 5);
  expect(result.meanDifference).toBeCloseTo(1, 14);
  expect(result.statistic).toBeCloseTo(t, 12);
  expect(result.p).toBeCloseTo(studentTwoSided(t, 4), 12);
  expect(result.lag).toBe(0);
});

test("with squared errors it is the t-test of their differences", () => {
  // Squares 4, 1, 16, 1, 9 against 1, 9, 1, 1, 0: differences 3, -8, 15, 0, 9; mean 3.8.
  const squared = { ...options, errors: "squared" } as const;
  const result = dieboldMariano([0, 0, 0, 0, 0], [2, 1, 4, 1, -3], [1, 3, 1, -1, 0], squared);
  const deviations = [3, -8, 15, 0, 9].map((value) => value - 3.8);
  const t = 3.8 / Math.sqrt(deviations.reduce((sum, value) => sum + value * value, 0) / 4 / 5);
  expect(result.meanDifference).toBeCloseTo(3.8, 14);
  expect(result.statistic).toBeCloseTo(t, 12);
  expect(result.p).toBeCloseTo(studentTwoSided(t, 4), 12);
});

test("errors are averaged over the horizon of each window, and neighbours within the horizon are correlated", () => {
  const actual = new Float64Array(12);
  const naive = new Float64Array(12);
  const model = [3, 1, 2, 0, 1, 1, 5, 1, 0, 0, 2, 4];
  const result = dieboldMariano(actual, model, naive, { ...options, horizon: 2 });
  // Differences 2, 1, 1, 3, 0, 3; mean 5/3. Newey-West with one lag of weight 1/2; h = 2.
  const d = [2, 1, 1, 3, 0, 3].map((value) => value - 5 / 3);
  const gamma0 = d.reduce((sum, value) => sum + value * value, 0) / 6;
  const gamma1 = d.slice(1).reduce((sum, value, i) => sum + value * d[i], 0) / 6;
  const factor = Math.sqrt((6 + 1 - 4 + 2 / 6) / 6);
  expect(result.lag).toBe(1);
  expect(result.statistic).toBeCloseTo((5 / 3 / Math.sqrt((gamma0 + gamma1) / 6)) * factor, 12);
});

test("windows that share no rows need no lag: ceil(horizon / stride) - 1", () => {
  const zeros = new Float64Array(50);
  const lagAt = (horizon: number, stride: number): number =>
    dieboldMariano(zeros, zeros, zeros, { ...options, horizon, stride }).lag;
  expect([lagAt(5, 1), lagAt(5, 2), lagAt(5, 5), lagAt(5, 9)]).toEqual([4, 2, 0, 0]);
});

test("two equal forecasts have p = 1 and no statistic", () => {
  const result = dieboldMariano([1, 2, 3], [2, 2, 2], [2, 2, 2], options);
  expect(result).toMatchObject({ statistic: null, p: 1, meanDifference: 0 });
});

test("a difference that never varies gets the sign test on windows that share no rows", () => {
  const truth = new Float64Array(20);
  const result = dieboldMariano(
    truth,
    truth,
    truth.map(() => 1),
    { ...options, horizon: 2 },
  );
  expect(result.statistic).toBeNull();
  expect(result.meanDifference).toBe(-1);
  expect(result.p).toBeCloseTo(2 / 2 ** 5, 14);
});

test("with no more windows than overlap it cannot tell: p = 1", () => {
  const model = new Float64Array(15);
  const naive = model.map((_, i) => i + 1);
  expect(dieboldMariano(model, model, naive, { ...options, horizon: 5 }).p).toBe(1);
});

test("under equal accuracy with overlapping windows it says better or worse in about 5% of the backtests", () => {
  const random = new Generator(3).stream("test");
  let rejected = 0;
  let draw = 0;
  const [runs, n, horizon] = [400, 120, 3];
  for (let run = 0; run < runs; run++) {
    const noise = (): Float64Array => Float64Array.from({ length: n + horizon }, () => random.normal(draw++));
    const [f, g] = [noise(), noise()];
    const unfold = (errors: Float64Array): Float64Array =>
      Float64Array.from({ length: n * horizon }, (_, at) => errors[Math.floor(at / horizon) + (at % horizon)]);
    const truth = new Float64Array(n * horizon);
    if (dieboldMariano(truth, unfold(f), unfold(g), { ...options, horizon }).p < 0.05) rejected++;
  }
  expect(rejected / runs).toBeGreaterThan(0.02);
  expect(rejected / runs).toBeLessThan(0.1);
});

test("forecasts that do not match the values, windows that are not whole, and wrong options are refused", () => {
  const compare = (changes: object, naive = [1, 2, 4]) =>
    dieboldMariano([1, 2, 3], [1, 2, 3], naive, { ...options, ...changes });
  const lengths = (count: number, horizon: number) =>
    `dieboldMariano: 3 actual values, 3 forecasts of the model and ${count} naive ones. Give as many of each: whole windows of horizon ${horizon}, at least one.`;
  expect(() => compare({}, [1, 2])).toThrow(lengths(2, 1));
  expect(() => compare({ horizon: 2 })).toThrow(lengths(3, 2));
  expect(() => dieboldMariano([], [], [], options)).toThrow("dieboldMariano: 0 actual values");
  expect(() => compare({ horizon: 0 })).toThrow("dieboldMariano: horizon must be a whole number from 1, but it is 0.");
  expect(() => compare({ stride: 0 })).toThrow("dieboldMariano: stride must be a whole number from 1, but it is 0.");
  expect(() => compare({ errors: "square" })).toThrow(
    'dieboldMariano: errors must be one of "absolute", "squared", but it is "square".',
  );
});
