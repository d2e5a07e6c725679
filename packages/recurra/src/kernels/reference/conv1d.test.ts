import { expect, test } from "vitest";
import { conv1d, conv1dBackward } from "./conv1d.ts";
import { differences, scaledError } from "./differences.ts";
import { dot, sample } from "./sample.ts";

const plain = {
  batch: 1,
  time: 3,
  steps: 2,
  inputs: 1,
  outputs: 1,
  kernel: 2,
  stride: 1,
  dilation: 1,
  left: 0,
  groups: 1,
};

test("conv1d slides its taps along time, oldest first", () => {
  const y = conv1d(Float64Array.of(1, 2, 5), Float64Array.of(10, 1), Float64Array.of(100), plain);
  expect([...y]).toEqual([112, 125]);
});

test.each([
  plain,
  { batch: 2, time: 6, steps: 3, inputs: 3, outputs: 2, kernel: 3, stride: 2, dilation: 1, left: 1, groups: 1 },
  { batch: 2, time: 7, steps: 7, inputs: 4, outputs: 6, kernel: 3, stride: 1, dilation: 2, left: 4, groups: 2 },
])("conv1d's gradients pass central differences at 1e-8: %o", (sizes) => {
  const x = sample("x", sizes.batch * sizes.time * sizes.inputs);
  const weight = sample("weight", (sizes.outputs * sizes.inputs * sizes.kernel) / sizes.groups);
  const bias = sample("bias", sizes.outputs);
  const factors = sample("factors", sizes.batch * sizes.steps * sizes.outputs);
  const loss = () => dot(conv1d(x, weight, bias, sizes), factors);
  const { dX, dWeight, dBias } = conv1dBackward(x, weight, factors, sizes);
  expect(scaledError(dX, differences(loss, x))).toBeLessThan(1e-8);
  expect(scaledError(dWeight, differences(loss, weight))).toBeLessThan(1e-8);
  expect(scaledError(dBias, differences(loss, bias))).toBeLessThan(1e-8);
});
