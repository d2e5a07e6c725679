import { expect, test } from "vitest";
import { anchorWeights, RidgeSums, solveRidge } from "./closed-form.mjs";
import { ridgeMethod } from "./ridge-method.mjs";

/** Two columns around 0. */
const channels = [1, 2].map((k) =>
  Float64Array.from({ length: 60 }, (_, t) => Math.sin(k * t) + ((t * 37 * k) % 11) / 11 - 0.5),
);
const seasons = [{ rows: 6, name: "6 rows", found: true }];

test("sums over windows are those of the windows written out, over all columns", () => {
  const [lookback, horizon, end] = [5, 3, 50];
  const sums = new RidgeSums(channels, lookback, horizon, end);
  const inputs = new Float64Array(16);
  const targets = new Float64Array(12);
  let windows = 0;
  for (const y of channels) {
    for (let t = lookback - 1; t + horizon < end; t++, windows++) {
      for (let a = 1; a < lookback; a++) {
        const x = y[t - a] - y[t];
        for (let b = 1; b < lookback; b++) inputs[(a - 1) * 4 + b - 1] += x * (y[t - b] - y[t]);
        for (let h = 1; h <= horizon; h++) targets[(a - 1) * 3 + h - 1] += x * (y[t + h] - y[t]);
      }
    }
  }
  expect(sums.windows).toBe(windows);
  for (const [at, value] of inputs.entries()) expect(sums.inputs[at]).toBeCloseTo(value, 10);
  for (const [at, value] of targets.entries()) expect(sums.targets[at]).toBeCloseTo(value, 10);
});

test("the weights solve (X'X + lambda s^2 I) W = X'Y + lambda s^2 E", () => {
  const sums = new RidgeSums(channels, 8, 3, 50);
  const anchor = anchorWeights(8, 3, 6);
  const weights = solveRidge(sums, 10, anchor);
  let trace = 0;
  for (let a = 0; a < 7; a++) trace += sums.inputs[a * 8];
  const penalty = (10 * trace) / (sums.windows * 7);
  for (let a = 0; a < 7; a++) {
    for (let h = 0; h < 3; h++) {
      let left = penalty * weights[a * 3 + h];
      for (let b = 0; b < 7; b++) left += sums.inputs[a * 7 + b] * weights[b * 3 + h];
      expect(left).toBeCloseTo(sums.targets[a * 3 + h] + penalty * anchor[a * 3 + h], 9);
    }
  }
});

test("the anchor of a season is the value a season before each target", () => {
  // Targets 1 and 2 ahead have theirs 3 and 2 rows before the last value; 4 ahead that of 1 ahead, two seasons before.
  const weights = anchorWeights(8, 5, 4);
  const ones = [...weights].flatMap((value, at) => (value === 1 ? [[Math.floor(at / 5) + 1, (at % 5) + 1]] : []));
  expect(ones).toEqual([
    [1, 3],
    [2, 2],
    [3, 1],
    [3, 5],
  ]); // [rows before the last value, steps ahead]
});

test("an equation that columns share is found from all of them, and one of each by its own", () => {
  // y_t = y_(t - 1) - y_(t - 2), which repeats after 6; and one that repeats after 4.
  const six = Float64Array.from({ length: 80 }, (_, t) => [1, 2, 1, -1, -2, -1][t % 6]);
  const four = Float64Array.from({ length: 80 }, (_, t) => [0, 1, 0, -1][t % 4]);
  const asked = { choosing: 60, horizon: 2, lookback: 8, seasons };
  const error = (name) => {
    const fitted = ridgeMethod(name, name).fitChannels({ channels: [six.slice(0, 70), four.slice(0, 70)], ...asked });
    const found = fitted.forecast([six.slice(0, 70), four.slice(0, 70)], Uint32Array.of(70));
    return Math.max(...[six, four].flatMap((y, c) => [0, 1].map((h) => Math.abs(found[c][h] - y[70 + h]))));
  };
  expect(error("own")).toBeLessThan(0.1);
  expect(error("shared")).toBeLessThan(0.2);
});
