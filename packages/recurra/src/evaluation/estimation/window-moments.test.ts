import { expect, test } from "vitest";
import { windowMoments } from "./window-moments.ts";

test("moments over several runs are those of the windows written out, within 1e-9, and a level costs no digits", () => {
  const lookback = 5;
  const horizon = 3;
  const rises = Float64Array.from({ length: 60 }, (_, t) => ((t * 37) % 11) - 5 + 0.25 * t);
  const runs = [
    { from: 4, to: 20 },
    { from: 30, to: 29 },
    { from: 36, to: 56 },
  ];
  const found = windowMoments(
    rises.map((value) => value + 2 ** 30),
    runs,
    lookback,
    horizon,
  );
  const inputs = new Float64Array(16);
  const targets = new Float64Array(12);
  let windows = 0;
  for (const { from, to } of runs) {
    for (let t = from; t <= to; t++, windows++) {
      for (let a = 1; a < lookback; a++) {
        const x = rises[t - a] - rises[t];
        for (let b = 1; b < lookback; b++) inputs[(a - 1) * 4 + b - 1] += x * (rises[t - b] - rises[t]);
        for (let h = 1; h <= horizon; h++) targets[(a - 1) * 3 + h - 1] += x * (rises[t + h] - rises[t]);
      }
    }
  }
  expect(found.windows).toBe(windows);
  inputs.forEach((value, i) => {
    expect(found.inputs[i]).toBeCloseTo(value, 9);
  });
  targets.forEach((value, i) => {
    expect(found.targets[i]).toBeCloseTo(value, 9);
  });
});
