import { expect, test } from "vitest";
import { add, div, mul, neg, sub } from "./arithmetic.ts";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { broadcastStrides, type Shape, sizeOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

type Operand = Tensor | number;
const operations: [string, (a: Operand, b: Operand) => Tensor, (a: number, b: number) => number][] = [
  ["add", add, (a, b) => a + b],
  ["sub", sub, (a, b) => a - b],
  ["mul", mul, (a, b) => a * b],
  ["div", div, (a, b) => a / b],
];

/** Element i of `shape` read from an operand of shape `own`. */
function element(values: Float64Array, own: Shape, shape: Shape, i: number): number {
  const strides = broadcastStrides(own, shape);
  let at = 0;
  let rest = i;
  for (let d = shape.length - 1; d >= 0; d--) {
    at += (rest % shape[d]) * strides[d];
    rest = Math.floor(rest / shape[d]);
  }
  return values[at];
}

const broadcasts: [Shape, Shape, Shape][] = [
  [[2, 3], [3], [2, 3]],
  [[3], [2, 3], [2, 3]],
  [
    [2, 3],
    [2, 1],
    [2, 3],
  ],
  [
    [2, 1, 4],
    [3, 1],
    [2, 3, 4],
  ],
  [[5, 2, 3], [], [5, 2, 3]],
  [[1], [7], [7]],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 5],
    [2, 4, 3, 5],
  ],
  [
    [1, 1],
    [3, 5],
    [3, 5],
  ],
  [[4, 1, 1], [2], [4, 1, 2]],
];

for (const [name, run, formula] of operations) {
  test(`${name} and its gradients equal float64 within 1e-5 at every tail`, () => {
    for (const n of tails) {
      expectOperation({
        shapes: [[n], [n]],
        run,
        formula: (a, b) => a.map((v, i) => formula(v, b[i])),
        low: 0.5,
        high: 2,
      });
    }
  });

  test(`${name} broadcasts either operand, and sums the gradient over what was repeated`, () => {
    for (const [a, b, shape] of broadcasts) {
      expectOperation({
        shapes: [a, b],
        run,
        formula: (x, y) =>
          Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
            formula(element(x, a, shape, i), element(y, b, shape, i)),
          ),
        low: 0.5,
        high: 2,
      });
      expect(run(tensor(new Float32Array(sizeOf(a)), a), tensor(new Float32Array(sizeOf(b)), b)).shape).toEqual(shape);
    }
  });

  test(`${name} takes a plain number on either side`, () => {
    expectOperation({
      shapes: [[5]],
      run: (a) => run(a, 1.5),
      formula: (a) => a.map((v) => formula(v, 1.5)),
      low: 0.5,
    });
    expectOperation({
      shapes: [[5]],
      run: (a) => run(1.5, a),
      formula: (a) => a.map((v) => formula(1.5, v)),
      low: 0.5,
    });
  });

  test(`${name} of a tensor with itself gets both gradients`, () => {
    expectOperation({
      shapes: [[5]],
      run: (a) => run(a, a),
      formula: (a) => a.map((v) => formula(v, v)),
      low: 0.5,
    });
  });

  test(`${name} passes NaN`, () => {
    const bad = tensor([1, Number.NaN, 1, 1, Number.NaN]);
    const found = [...run(bad, tensor([1, 1, 1, 1, 1])).toArray()].map(Number.isNaN);
    expect(found).toEqual([false, true, false, false, true]);
  });
}

test("neg and its gradient", () => {
  expectOperation({ shapes: [[7]], run: neg, formula: (a) => a.map((v) => -v) });
});

test("a gradient that arrives by several ways is added up", () => {
  expectOperation({
    shapes: [[5], [5]],
    run: (a, b) => a.mul(b).add(a).sub(b.mul(3)).add(a.div(b)),
    formula: (a, b) => a.map((v, i) => v * b[i] + v - 3 * b[i] + v / b[i]),
    low: 0.5,
  });
});

test("shapes that do not fit are named, with the dimension", () => {
  expect(() => add(tensor([1, 2, 3]), tensor([1, 2]))).toThrow(
    "add: the shapes [3] and [2] do not fit: counted from the right, dimension 1 is 3 and 2. They must be equal, or one of " +
      "them 1; use reshape or transpose to line them up.",
  );
});

test("operands of which none is a tensor are refused, with what was found", () => {
  expect(() => add(1, 2)).toThrow("add: x must be a tensor, but it is 2. Pass tensor(...)");
  const x = tensor([1, 2]);
  const list = [1, 2] as never;
  for (const [name, operation] of operations) {
    expect(() => operation(x, list)).toThrow(`${name}: b must be a tensor, but it is a list of 2. Pass tensor(...)`);
    expect(() => operation(list, x)).toThrow(`${name}: a must be a tensor, but it is a list of 2.`);
    expect(() => operation(list, 2)).toThrow(`${name}: x must be a tensor, but it is a list of 2.`);
    expect(() => operation(2, list)).toThrow(`${name}: x must be a tensor, but it is a list of 2.`);
  }
});
