import { expect, test } from "vitest";
import { differences, scaledError } from "./differences.ts";
import {
  bceWithLogitsLoss,
  crossEntropyLoss,
  huberLoss,
  type LossAndGradient,
  l1Loss,
  mseLoss,
  quantileLoss,
  studentTNllLoss,
} from "./losses.ts";
import { sample } from "./sample.ts";

const y = sample("y", 12);
const cases: [string, (x: Float64Array) => LossAndGradient][] = [
  ["L1", (x) => l1Loss(x, y)],
  ["MSE", (x) => mseLoss(x, y)],
  ["Huber, delta 1", (x) => huberLoss(x, y, 1)],
  ["Huber, delta 0.3", (x) => huberLoss(x, y, 0.3)],
  [
    "BCE with logits",
    (x) =>
      bceWithLogitsLoss(
        x,
        y.map((v) => 1 / (1 + v * v)),
      ),
  ],
  ["cross-entropy, 4 classes", (x) => crossEntropyLoss(x, [3, 0, 1], 4)],
  ["three quantiles", (x) => quantileLoss(x, y.subarray(0, 4), [0.1, 0.5, 0.9])],
  ["Student's t", (x) => studentTNllLoss(x, y.subarray(0, 4))],
  ["cross-entropy, 1 class", (x) => crossEntropyLoss(x, new Array<number>(12).fill(0), 1)],
];

test.each(cases)("the gradient of %s passes central differences at 1e-8", (name, loss) => {
  // Degrees of freedom and scales of Student's t are above 0.
  const x = sample("x", 12, 2).map((v, i) => (name === "Student's t" && i % 3 !== 1 ? 0.5 + Math.abs(v) : v));
  expect(
    scaledError(
      loss(x).gradient,
      differences(() => loss(x).loss, x, 1e-4),
    ),
  ).toBeLessThan(1e-8);
});

test("losses have the values of their definitions", () => {
  const x = Float64Array.of(1, -3);
  const zero = new Float64Array(2);
  expect(l1Loss(x, zero).loss).toBe(2);
  expect(mseLoss(x, zero).loss).toBe(5);
  expect(huberLoss(x, zero, 2).loss).toBe((0.5 + 2 * (3 - 1)) / 2);
  expect(bceWithLogitsLoss(zero, zero).loss).toBeCloseTo(Math.LN2, 15);
  expect(quantileLoss(x, zero, [0.5]).loss).toBe(1);
  expect(quantileLoss(Float64Array.of(1, -3), Float64Array.of(0), [0.25, 0.75]).loss).toBe((0.75 + 3 * 0.75) / 2);
  // One degree of freedom is Cauchy's distribution: 1 / (pi (1 + z^2)).
  expect(studentTNllLoss(Float64Array.of(1, 1, 2), Float64Array.of(3)).loss).toBeCloseTo(Math.log(4 * Math.PI), 13);
  expect(crossEntropyLoss(Float64Array.of(0, 0, 0, 0), [2], 4).loss).toBeCloseTo(Math.log(4), 15);
});

test("BCE with logits of +-1000 is finite: the exponential never overflows", () => {
  const { loss, gradient } = bceWithLogitsLoss(Float64Array.of(1000, -1000), Float64Array.of(0, 1));
  expect(loss).toBe(1000);
  expect([...gradient]).toEqual([0.5, -0.5]);
});
