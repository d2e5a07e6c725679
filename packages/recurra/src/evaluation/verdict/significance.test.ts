import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import { studentTwoSided } from "../distributions/student-t.ts";
import { dieboldMariano } from "./significance.ts";

const options = { horizon: 1, stride: 1, against: "last value" };

/** The statistic by its definition, with this many cosines. */
function byDefinition(differences: readonly number[], cosines: number): number {
  const n = differences.length;
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  let variance = 0;
  for (let j = 1; j <= cosines; j++) {
    const terms = differences.map((d, t) => (d - mean) * Math.cos((Math.PI * j * (t + 0.5)) / n));
    variance += ((2 / n) * terms.reduce((sum, term) => sum + term, 0) ** 2) / cosines;
  }
  return (Math.sqrt(n) * mean) / Math.sqrt(variance);
}

/** Differences of absolute errors as forecasts of zeros. */
const asErrors = (differences: readonly number[]) => ({
  actual: differences.map(() => 0),
  model: differences.map((d) => 10 + d),
  naive: differences.map(() => 10),
});
const random = new Generator(11).stream("differences");
const draws = (n: number): number[] => Array.from({ length: n }, (_, i) => 0.3 + random.normal(i));

test("it is Student's t of the mean difference, with 0.4 n^(2/3) cosines for its long-run variance", () => {
  const differences = draws(100); // 0.4 * 100^(2/3) = 8.6
  const { actual, model, naive } = asErrors(differences);
  const result = dieboldMariano(actual, model, naive, options);
  expect(result.meanDifference).toBeCloseTo(differences.reduce((sum, d) => sum + d, 0) / 100, 12);
  expect(result.statistic).toBeCloseTo(byDefinition(differences, 8), 10);
  expect(result.p).toBeCloseTo(studentTwoSided(byDefinition(differences, 8), 8), 10);
  expect(result.lag).toBe(0);
});

test("with squared errors it is that of their differences", () => {
  const squared = { ...options, errors: "squared" } as const;
  const errors = draws(30);
  const result = dieboldMariano(new Float64Array(30), errors, new Float64Array(30).fill(0.5), squared);
  const differences = errors.map((error) => error * error - 0.25);
  expect(result.statistic).toBeCloseTo(byDefinition(differences, 3), 10);
});

test("errors are averaged over the horizon of each window, and windows that overlap allow only slow cosines", () => {
  const steps = draws(120);
  const { actual, model, naive } = asErrors(steps);
  const result = dieboldMariano(actual, model, naive, { ...options, horizon: 5 });
  const differences = Array.from({ length: 24 }, (_, i) => {
    return steps.slice(5 * i, 5 * i + 5).reduce((sum, d) => sum + d / 5, 0);
  });
  expect(result.lag).toBe(4);
  expect(result.statistic).toBeCloseTo(byDefinition(differences, 2), 10); // 24 / (2 * 5)
});

test("what was not measured counts nowhere", () => {
  const { actual, model, naive } = asErrors(draws(40));
  const compare = (cells: readonly number[]) => {
    const holed = actual.map((value, i) => (cells.includes(i) ? Number.NaN : value));
    return dieboldMariano(holed, model, naive, { ...options, horizon: 2 });
  };
  const without = (cells: readonly number[]) => {
    const keep = (values: readonly number[]) => values.filter((_, i) => !cells.includes(i));
    return dieboldMariano(keep(actual), keep(model), keep(naive), { ...options, horizon: 2 });
  };
  expect(compare([6, 7])).toEqual(without([6, 7]));
  const half = compare([6]);
  expect(half.meanDifference).toBeCloseTo(compare([]).meanDifference - (model[6] - naive[6]) / 2 / 20, 12);
});

test("p is never below that of the sign test on the windows that share no rows", () => {
  const wins = (windows: number, horizon: number) => {
    const naive = Float64Array.from({ length: windows * horizon }, (_, i) => 100 + (i % 3));
    return dieboldMariano(new Float64Array(naive.length), new Float64Array(naive.length), naive, {
      ...options,
      horizon,
    }).p;
  };
  expect(wins(8, 1)).toBeCloseTo(2 / 2 ** 8, 12);
  expect(wins(25, 5)).toBeCloseTo(2 / 2 ** 5, 12);
  expect(wins(200, 1)).toBeLessThan(1e-9);
});

test("windows that share no rows need no lag: ceil(horizon / stride) - 1", () => {
  const zeros = new Float64Array(50);
  const lagAt = (horizon: number, stride: number): number =>
    dieboldMariano(zeros, zeros, zeros, { ...options, horizon, stride }).lag;
  expect([lagAt(5, 1), lagAt(5, 2), lagAt(5, 5), lagAt(5, 9)]).toEqual([4, 2, 0, 0]);
});

test("windows with rows between them overlap as their first rows tell", () => {
  const naive = Float64Array.from({ length: 40 }, (_, i) => 100 + (i % 3));
  const truth = new Float64Array(40);
  const test = (origins: readonly number[]) => dieboldMariano(truth, truth, naive, { ...options, horizon: 2, origins });
  const pairs = Array.from({ length: 20 }, (_, i) => 30 * (i >> 1) + (i % 2)); // ten pairs, each of two that share a row
  expect(test(pairs).lag).toBe(1);
  expect(test(pairs).p).toBeCloseTo(2 / 2 ** 10, 12);
  expect(test(Array.from({ length: 20 }, (_, i) => 5 * i)).lag).toBe(0);
});

test("two equal forecasts have p = 1 and no statistic", () => {
  const result = dieboldMariano([1, 2, 3], [2, 2, 2], [2, 2, 2], options);
  expect(result).toMatchObject({ statistic: null, p: 1, meanDifference: 0 });
});

test("equal errors are no difference, whatever rounding leaves of them and however they vary", () => {
  const symmetric = asErrors([-1, 0, 1, 1, 0, -1]);
  expect(dieboldMariano(symmetric.actual, symmetric.model, symmetric.naive, options)).toMatchObject({
    statistic: 0,
    p: 1,
  });
  const rounded = asErrors([-1, 0, 1, 1e-14, 1, 0, -1]);
  expect(dieboldMariano(rounded.actual, rounded.model, rounded.naive, options).p).toBe(1);
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

test.each([
  { n: 240, horizon: 24, memory: 0 },
  { n: 60, horizon: 5, memory: 0.8 },
  { n: 120, horizon: 3, memory: 0 },
  { n: 200, horizon: 1, memory: 0.8 },
])(
  "under equal accuracy it says better or worse in about 5 of 100 backtests: $n windows of $horizon, memory $memory",
  ({ n, horizon, memory }) => {
    const random = new Generator(3).stream("test");
    let rejected = 0;
    let draw = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const noise = (): Float64Array => {
        let value = 0;
        return Float64Array.from({ length: n + horizon }, () => {
          value = memory * value + random.normal(draw++);
          return value;
        });
      };
      const [f, g] = [noise(), noise()];
      const unfold = (errors: Float64Array): Float64Array =>
        Float64Array.from({ length: n * horizon }, (_, at) => errors[Math.floor(at / horizon) + (at % horizon)]);
      const truth = new Float64Array(n * horizon);
      if (dieboldMariano(truth, unfold(f), unfold(g), { ...options, horizon }).p < 0.05) rejected++;
    }
    expect(rejected / runs).toBeGreaterThan(0.01);
    expect(rejected / runs).toBeLessThan(0.09);
  },
);

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
