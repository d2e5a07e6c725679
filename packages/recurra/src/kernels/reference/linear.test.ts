import { expect, test } from "vitest";
import { differences, scaledError } from "./differences.ts";
import { linear, linearBackward } from "./linear.ts";
import { dot, sample } from "./sample.ts";

test("linear is x W^T + b, one row of W per output", () => {
  const y = linear(Float64Array.of(1, 2), Float64Array.of(3, 4, 5, 6, 7, 8), Float64Array.of(0, 10, 20), 1, 2);
  expect([...y]).toEqual([11, 27, 43]);
});

test.each([
  [1, 1, 1],
  [5, 3, 1],
  [4, 1, 3],
  [3, 7, 5],
])(
  "linear's gradients pass central differences at 1e-8 for %i rows, %i inputs, %i outputs",
  (rows, inputs, outputs) => {
    const x = sample("x", rows * inputs);
    const weight = sample("weight", outputs * inputs);
    const bias = sample("bias", outputs);
    const factors = sample("factors", rows * outputs);
    const loss = () => dot(linear(x, weight, bias, rows, inputs), factors);
    const { dX, dWeight, dBias } = linearBackward(x, weight, factors, rows, inputs, outputs);
    expect(scaledError(dX, differences(loss, x))).toBeLessThan(1e-8);
    expect(scaledError(dWeight, differences(loss, weight))).toBeLessThan(1e-8);
    expect(scaledError(dBias, differences(loss, bias))).toBeLessThan(1e-8);
  },
);
