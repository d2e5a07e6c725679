import { expect, test } from "vitest";
import { adamStep, clipGradients, sgdStep } from "./optimizers.ts";

test("SGD's velocity is the gradient in step 1 and decays by the momentum after", () => {
  const p = Float64Array.of(1);
  const velocity = new Float64Array(1);
  const options = { learningRate: 0.1, momentum: 0.9, weightDecay: 0 };
  sgdStep(p, Float64Array.of(2), velocity, 1, options);
  expect(p[0]).toBeCloseTo(0.8, 15);
  sgdStep(p, Float64Array.of(1), velocity, 2, options);
  expect(p[0]).toBeCloseTo(0.8 - 0.1 * (0.9 * 2 + 1), 15);
});

test("Adam's first step moves by the learning rate against the gradient's sign, whatever its size", () => {
  const options = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 0, weightDecay: 0 };
  for (const size of [1e-6, 1, 1e6]) {
    const p = Float64Array.of(1, 1);
    adamStep(p, Float64Array.of(size, -size), new Float64Array(2), new Float64Array(2), 1, options, false);
    expect(p[0]).toBeCloseTo(0.99, 12);
    expect(p[1]).toBeCloseTo(1.01, 12);
  }
});

test("AdamW shrinks the parameter apart from the gradient; Adam adds the decay to the gradient", () => {
  const options = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 };
  const zero = () => new Float64Array(1);
  const decoupled = Float64Array.of(2);
  adamStep(decoupled, zero(), zero(), zero(), 1, options, true);
  expect(decoupled[0]).toBeCloseTo(2 * (1 - 0.001), 15);
  const coupled = Float64Array.of(2);
  adamStep(coupled, zero(), zero(), zero(), 1, options, false);
  expect(coupled[0]).toBeCloseTo(2 - 0.01, 8);
});

test("clipping returns the norm before and leaves small gradients alone", () => {
  const g = [Float64Array.of(3), Float64Array.of(4)];
  expect(clipGradients(g, 10)).toBe(5);
  expect(g.map((value) => value[0])).toEqual([3, 4]);
  expect(clipGradients(g, 1)).toBe(5);
  expect(Math.hypot(g[0]![0]!, g[1]![0]!)).toBeCloseTo(1, 6);
});
