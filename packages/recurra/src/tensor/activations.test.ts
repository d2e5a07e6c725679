import { expect, test } from "vitest";
import { exp, log, relu, sigmoid, tanh } from "./activations.ts";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { concat } from "./joining.ts";
import { softmax } from "./softmax.ts";
import type { Tensor } from "./tensor.ts";

const functions: [string, (x: Tensor) => Tensor, (x: number) => number, number, number][] = [
  ["tanh", tanh, Math.tanh, -3, 3],
  ["sigmoid", sigmoid, (x) => 1 / (1 + Math.exp(-x)), -5, 5],
  ["relu", relu, (x) => Math.max(x, 0), -2, 2],
  ["exp", exp, Math.exp, -4, 4],
  ["log", log, Math.log, 0.1, 9],
];

for (const [name, run, formula, low, high] of functions) {
  test(`${name} and its gradient equal float64 within 1e-5 at every tail`, () => {
    for (const n of tails) {
      expectOperation({ shapes: [[n]], run, formula: (x) => x.map(formula), low, high });
    }
  });

  test(`${name} adds to a gradient that is already there`, () => {
    expectOperation({
      shapes: [[6]],
      run: (x) => run(x).add(run(x)),
      formula: (x) => x.map((v) => 2 * formula(v)),
      low,
      high,
    });
  });
}

test("tanh and sigmoid saturate without NaN", () => {
  expect([...tanh(tensor([-Infinity, -100, 100, Infinity])).toArray()]).toEqual([-1, -1, 1, 1]);
  const [low, , , high] = sigmoid(tensor([-Infinity, -100, 100, Infinity])).toArray();
  expect(low).toBeLessThan(1e-37);
  expect(high).toBe(1);
});

test("an operation on something other than a tensor says so", () => {
  const list = [1, 2] as never;
  const x = tensor([[1, 2]]);
  expect(() => tanh(list)).toThrow("tanh: x must be a tensor, but it is a list of 2. Pass tensor(...)");
  expect(() => softmax(undefined as never)).toThrow("softmax: x must be a tensor, but it is undefined.");
  expect(() => x.matmul(list)).toThrow("matmul: b must be a tensor, but it is a list of 2.");
  expect(() => concat([x, list], 0)).toThrow("concat: each in the list must be a tensor, but it is a list of 2.");
});
