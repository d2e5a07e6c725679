import { describe, expect, test } from "vitest";
import { withMode } from "../kernels/wasm/engine.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { expectOperation, numbers, tails } from "../tensor/gradients.conformance.ts";
import { add, mul, Parameter, type Shape, sum, type Tensor, tensor } from "../tensor/index.ts";
import { Plan } from "../tensor/plan.ts";
import * as o from "./index.ts";

const elementwise: readonly [string, (x: Tensor) => Tensor, (x: number) => number, number, number][] = [
  ["abs", o.abs, Math.abs, -2, 2],
  ["sqrt", o.sqrt, Math.sqrt, 0.1, 9],
  ["clamp on both sides", (x) => o.clamp(x, -0.7, 0.9), (x) => Math.min(Math.max(x, -0.7), 0.9), -2, 2],
  ["clamp from below", (x) => o.clamp(x, 0.25), (x) => Math.max(x, 0.25), -2, 2],
  ["clamp from above", (x) => o.clamp(x, undefined, 0.25), (x) => Math.min(x, 0.25), -2, 2],
  ["sin", o.sin, Math.sin, -9, 9],
  ["cos", o.cos, Math.cos, -9, 9],
  ["pow 2", (x) => o.pow(x, 2), (x) => x ** 2, -2, 2],
  ["pow 3", (x) => o.pow(x, 3), (x) => x ** 3, -2, 2],
  ["pow 1", (x) => o.pow(x, 1), (x) => x, -2, 2],
  ["pow 0", (x) => o.pow(x, 0), () => 1, 0.5, 2],
  ["pow -1", (x) => o.pow(x, -1), (x) => 1 / x, 0.5, 2],
  ["pow -3", (x) => o.pow(x, -3), (x) => x ** -3, 0.5, 2],
  ["pow 0.5", (x) => o.pow(x, 0.5), Math.sqrt, 0.1, 4],
  ["pow -1.7", (x) => o.pow(x, -1.7), (x) => x ** -1.7, 0.5, 4],
  ["2 to the power", (x) => o.pow(2, x), (x) => 2 ** x, -3, 3],
];

describe.each(elementwise)("%s", (_, run, formula, low, high) => {
  test.each(modes)("and its gradient equal float64 within 1e-5 at every tail, in %s mode", (mode) => {
    withMode(mode, () => {
      for (const n of tails) {
        expectOperation({ shapes: [[n]], run, formula: (x) => x.map(formula), low, high });
      }
    });
  });

  test("adds to a gradient that is already there", () => {
    expectOperation({
      shapes: [[6]],
      run: (x) => add(run(x), run(x)),
      formula: (x) => x.map((v) => 2 * formula(v)),
      low,
      high,
    });
  });
});

/** Numbers of a shape read as another by broadcasting: [3, 1] and [1, 4] to [3, 4]. */
const column = (v: ArrayLike<number>): number[] => Array.from({ length: 12 }, (_, i) => v[Math.floor(i / 4)]);
const row = (v: ArrayLike<number>): number[] => Array.from({ length: 12 }, (_, i) => v[i % 4]);

test("pow of tensors broadcasts, and gives gradients to both", () => {
  expectOperation({
    shapes: [
      [3, 1],
      [1, 4],
    ],
    run: (x, p) => o.pow(x, p),
    formula: (x, p) => column(x).map((v, i) => v ** row(p)[i]),
    low: 0.4,
    high: 2,
  });
});

test("pow of 0 to a tensor has no NaN in the exponent's gradient", () => {
  const p = tensor([2, 3], [2], { requiresGrad: true });
  sum(o.pow(tensor([0, 2]), p)).backward();
  expect(p.grad![0]).toBe(0);
  expect(p.grad![1]).toBeCloseTo(8 * Math.log(2), 5);
});

test("sin and cos have an absolute error < 1e-7 up to 1.6 million, and NaN for what is no angle", () => {
  const values = Float32Array.from({ length: 20_001 }, (_, i) => (i - 10_000) * 160.00123);
  for (const [run, exact] of [
    [o.sin, Math.sin],
    [o.cos, Math.cos],
  ] as const) {
    const found = run(tensor(values)).toArray();
    expect(Math.max(...found.map((y, i) => Math.abs(y - exact(values[i]))))).toBeLessThan(1e-7);
    expect([...run(tensor([Infinity, -Infinity, NaN])).toArray()]).toEqual([NaN, NaN, NaN]);
  }
});

const comparisons: readonly [string, (a: o.Operand, b: o.Operand) => Tensor, (a: number, b: number) => boolean][] = [
  ["eq", o.eq, (a, b) => a === b],
  ["ne", o.ne, (a, b) => a !== b],
  ["lt", o.lt, (a, b) => a < b],
  ["le", o.le, (a, b) => a <= b],
  ["gt", o.gt, (a, b) => a > b],
  ["ge", o.ge, (a, b) => a >= b],
];

test.each(comparisons)(
  "%s compares as JavaScript does, NaN included, with broadcasting and numbers",
  (_, run, exact) => {
    const a = [1, 2, 2, -0, NaN, Infinity, -3, 5, 0.1];
    const b = [2, 1, 2, 0, NaN, Infinity, NaN, 5, 0.2];
    const as = (found: boolean[]): number[] => found.map(Number);
    expect([...run(tensor(a), tensor(b)).toArray()]).toEqual(as(a.map((v, i) => exact(v, b[i]))));
    expect([...run(tensor(a), 2).toArray()]).toEqual(as(a.map((v) => exact(v, 2))));
    expect([...run(2, tensor(a)).toArray()]).toEqual(as(a.map((v) => exact(2, v))));
    const table = run(tensor([1, 2, 3], [3, 1]), tensor([1, 2, 3, 4], [1, 4]));
    expect(table.shape).toEqual([3, 4]);
    expect([...table.toArray()]).toEqual(as(column([1, 2, 3]).map((v, i) => exact(v, row([1, 2, 3, 4])[i]))));
    expect(table.requiresGrad).toBe(false);
  },
);

test("where chooses and sends the gradient to what it chose, with broadcasting", () => {
  const mask = tensor([1, 0, 0, 2], [1, 4]);
  expectOperation({
    shapes: [
      [3, 1],
      [3, 4],
    ],
    run: (a, b) => o.where(mask, a, b),
    formula: (a, b) => column(a).map((v, i) => (row([1, 0, 0, 2])[i] ? v : b[i])),
  });
  for (const n of tails) {
    const yes = Array.from({ length: n }, (_, i) => i % 2);
    expectOperation({
      shapes: [[n], [n]],
      run: (a, b) => add(o.where(tensor(yes), a, b), o.where(tensor(yes), b, a)),
      formula: (a, b) => a.map((v, i) => v + b[i]),
    });
  }
});

test("where and maskedFill take a number for either side", () => {
  const mask = tensor([1, 0, 1, 0, 0]);
  const x = tensor([1, 2, 3, 4, 5], [5], { requiresGrad: true });
  expect([...o.where(mask, 9, x).toArray()]).toEqual([9, 2, 9, 4, 5]);
  expect([...o.where(mask, x, -1).toArray()]).toEqual([1, -1, 3, -1, -1]);
  const filled = o.maskedFill(x, mask, Number.NEGATIVE_INFINITY);
  expect([...filled.toArray()]).toEqual([-Infinity, 2, -Infinity, 4, 5]);
  filled.backward({ gradient: tensor([1, 1, 1, 1, 1]) });
  expect([...x.grad!]).toEqual([0, 1, 0, 1, 1]);
});

const shape: Shape = [3, 4, 5];
/** The largest of each line of a [3, 4, 5] along `dim`, in float64. */
function largest(x: ArrayLike<number>, dim: number, sign: number): number[] {
  const steps = [20, 5, 1];
  const others = [0, 1, 2].filter((d) => d !== dim);
  const found: number[] = [];
  for (let i = 0; i < shape[others[0]]; i++) {
    for (let j = 0; j < shape[others[1]]; j++) {
      const line = Array.from(
        { length: shape[dim] },
        (_, k) => x[i * steps[others[0]] + j * steps[others[1]] + k * steps[dim]],
      );
      found.push(sign * Math.max(...line.map((v) => sign * v)));
    }
  }
  return found;
}

test.each([0, 1, 2, -1])("max and min along dimension %i and their gradients equal float64", (dim) => {
  const at = dim < 0 ? dim + 3 : dim;
  for (const [run, sign] of [
    [o.max, 1],
    [o.min, -1],
  ] as const) {
    expectOperation({ shapes: [shape], run: (x) => run(x, dim), formula: (x) => largest(x, at, sign) });
    expectOperation({
      shapes: [shape],
      run: (x) => run(x),
      formula: (x) => [sign * Math.max(...x.map((v) => sign * v))],
    });
  }
});

test("argmax and argmin are places of the first of equals, of everything in row-major order; NaN is found", () => {
  const x = tensor([3, 1, 3, 0, NaN, 7, -1, -1, 5], [3, 3]);
  expect([...o.argmax(x, 1).toArray()]).toEqual([0, 1, 2]);
  expect([...o.argmin(x, 1).toArray()]).toEqual([1, 1, 0]);
  expect([...o.argmax(x, 0).toArray()]).toEqual([0, 1, 1]);
  expect([...o.max(x, 1).toArray()]).toEqual([3, NaN, 5]);
  expect(o.argmax(x).item()).toBe(4);
  expect(o.max(x, 1, true).shape).toEqual([3, 1]);
  expect(o.argmin(x, 0, true).shape).toEqual([1, 3]);
  const tied = tensor([2, 2, 1], [3], { requiresGrad: true });
  o.max(tied).backward();
  expect([...tied.grad!]).toEqual([1, 0, 0]);
});

test.each([0, 1, 2])("cumsum along dimension %i and its gradient equal float64", (dim) => {
  const step = [20, 5, 1][dim];
  const formula = (x: Float64Array): number[] => {
    const y = [...x];
    for (let i = 0; i < y.length; i++) if (Math.floor(i / step) % shape[dim] > 0) y[i] += y[i - step];
    return y;
  };
  expectOperation({ shapes: [shape], run: (x) => o.cumsum(x, dim), formula });
  expectOperation({
    shapes: [shape],
    run: (x) => add(o.cumsum(x, dim), o.cumsum(x, dim)),
    formula: (x) => formula(x).map((v) => 2 * v),
  });
});

test("permute, flip, squeeze, unsqueeze and expand move numbers and gradients", () => {
  const index = (i: number, j: number, k: number): number => 20 * i + 5 * j + k;
  expectOperation({
    shapes: [shape],
    run: (x) => o.permute(x, [2, 0, -2]),
    formula: (x) => Array.from({ length: 60 }, (_, n) => x[index(Math.floor(n / 4) % 3, n % 4, Math.floor(n / 12))]),
  });
  expectOperation({
    shapes: [shape],
    run: (x) => o.flip(x, [0, -1]),
    formula: (x) =>
      Array.from({ length: 60 }, (_, n) => x[index(2 - Math.floor(n / 20), Math.floor(n / 5) % 4, 4 - (n % 5))]),
  });
  expectOperation({
    shapes: [shape],
    run: (x) => mul(o.flip(x, 1), x),
    formula: (x) =>
      Array.from({ length: 60 }, (_, n) => x[n] * x[index(Math.floor(n / 20), 3 - (Math.floor(n / 5) % 4), n % 5)]),
  });
  expectOperation({
    shapes: [[3, 1]],
    run: (x) => o.expand(x, [2, -1, 4]),
    formula: (x) => [...column(x), ...column(x)],
  });
  const x = tensor([1, 2, 3], [1, 3, 1]);
  expect(o.squeeze(x).shape).toEqual([3]);
  expect(o.squeeze(x, 0).shape).toEqual([3, 1]);
  expect(o.squeeze(x, 1).shape).toEqual([1, 3, 1]);
  expect(o.unsqueeze(x, -1).shape).toEqual([1, 3, 1, 1]);
  expect(o.unsqueeze(x, 0).shape).toEqual([1, 1, 3, 1]);
});

test("oneHot has a 1 at each number's place, in a plan as well", () => {
  const made = o.oneHot(tensor([2, 0, 1, 1], [2, 2]), 3);
  expect(made.shape).toEqual([2, 2, 3]);
  expect([...made.toArray()]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0]);
  const weight = new Parameter([1, 2, 3], [3]);
  const plan = new Plan({ inputs: [tensor([0, 2])], seed: 0, body: ([x]) => mul(o.oneHot(x, 3), weight) });
  plan.run([[1, 1]]);
  expect([...plan.output()]).toEqual([0, 2, 0, 0, 2, 0]);
  plan.dispose();
});

test("every operation is the same in a plan as on the tape, with other numbers than it was captured with", () => {
  const body = ([x]: readonly Tensor[]): Tensor => {
    const chosen = o.where(o.gt(x, 0.5), o.pow(o.abs(x), 1.5), o.sin(o.flip(x, 1)));
    const run = o.cumsum(o.clamp(o.permute(chosen, [1, 0]), -1, 1), 0);
    return sum(mul(o.max(o.expand(o.unsqueeze(run, 0), [2, -1, -1]), 1), o.min(run, 0, true)));
  };
  const plan = new Plan({ inputs: [tensor(numbers(12, 1), [3, 4])], seed: 0, body });
  for (const seed of [2, 3]) {
    const values = numbers(12, seed);
    plan.run([values]);
    expect([...plan.output()]).toEqual([body([tensor(values, [3, 4])]).item()]);
  }
  plan.dispose();
});

test("what cannot be is refused in words", () => {
  const x = tensor([1, 2, 3, 4], [2, 2]);
  const refused: [() => unknown, string][] = [
    [() => o.permute(x, [0, 0]), "permute: the dimensions [0, 0] are not each of the 2 of the shape [2, 2] once"],
    [() => o.permute(x, [0]), "permute: the dimensions [0] are not each"],
    [() => o.flip(x, [1, -1]), "flip: the dimensions [1, -1] have one twice"],
    [() => o.flip(x, 2), "there is no dimension 2 in the shape [2, 2]"],
    [() => o.expand(x, [3, 2]), "expand: [2, 2] cannot become [3, 2]"],
    [() => o.expand(x, [-1, 2, 2]), "the dimension -1"],
    [() => o.clamp(x), "clamp: there is no bound"],
    [() => o.clamp(x, 2, 1), "clamp: the bounds are 2 and 1"],
    [() => o.oneHot(tensor([3]), 3), "oneHot: number 0 of the index [1] is 3; it must be a whole number from 0 to 2"],
    [() => o.arange(3, 1), "arange: from 3 to 1 in steps of 1 there are no numbers"],
    [() => o.eq(1, 2), "eq: a must be a tensor, but it is 1"],
    [() => o.where(x, tensor([1, 2, 3]), 0), "where: the shapes"],
    [() => o.max(x, 5), "there is no dimension 5"],
    [() => o.rand([0]), "rand: the shape [0] has the dimension 0"],
  ];
  for (const [run, message] of refused) expect(run).toThrow(message);
});
