import { expect, test } from "vitest";
import { withMode } from "../kernels/wasm/engine.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { asinh, exp, log, relu, sigmoid, softplus, tanh } from "./activations.ts";
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
  ["softplus", softplus, (x) => Math.log1p(Math.exp(x)), -6, 6],
  ["asinh", asinh, Math.asinh, -20, 20],
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

test.each(modes)("softplus and asinh have a relative error < 1e-6, also where they are small, in %s mode", (mode) => {
  withMode(mode, () => {
    for (const [run, exact, low, high] of [
      [softplus, (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), -80, 80],
      [asinh, Math.asinh, -3, 3],
      [asinh, Math.asinh, -1e-4, 1e-4],
      [asinh, Math.asinh, -1e6, 1e6],
      [asinh, Math.asinh, 1e18, 9e18],
    ] as const) {
      const values = Float32Array.from({ length: 20_000 }, (_, i) => low + ((high - low) * i) / 19_999);
      const found = run(tensor(values)).toArray();
      const errors = found.map((y, i) => (y === exact(values[i]) ? 0 : Math.abs(y / exact(values[i]) - 1)));
      expect(Math.max(...errors)).toBeLessThan(1e-6);
    }
  });
});

test("softplus and asinh have their slopes at 0, and far from it; NaN passes alone", () => {
  const slopes = (run: (x: Tensor) => Tensor, values: number[]): number[] => {
    const x = tensor(values, [values.length], { requiresGrad: true });
    run(x).sum().backward();
    return [...x.grad!];
  };
  expect(slopes(softplus, [0, 100])).toEqual([0.5, 1]);
  const [zero, far] = slopes(asinh, [0, -1e6]);
  expect(zero).toBe(1);
  expect(far * 1e6).toBeCloseTo(1, 5);
  expect([...softplus(tensor([0, Number.NaN, 1000, -1000])).toArray()]).toEqual([
    Math.fround(Math.LN2),
    Number.NaN,
    1000,
    0,
  ]);
  expect([...asinh(tensor([0, Number.NaN, -0])).toArray()]).toEqual([0, Number.NaN, -0]);
});

test("an operation on something other than a tensor says so", () => {
  const list = [1, 2] as never;
  const x = tensor([[1, 2]]);
  expect(() => tanh(list)).toThrow("tanh: x must be a tensor, but it is a list of 2. Pass tensor(...)");
  expect(() => softmax(undefined as never)).toThrow("softmax: x must be a tensor, but it is undefined.");
  expect(() => x.matmul(list)).toThrow("matmul: b must be a tensor, but it is a list of 2.");
  expect(() => concat([x, list], 0)).toThrow("concat: each in the list must be a tensor, but it is a list of 2.");
});
