import { expect, test } from "vitest";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { mean, sum } from "./reductions.ts";
import { aroundDimension, type Shape } from "./shape.ts";

function reduced(x: Float64Array, shape: Shape, dim: number, divisor: number): Float64Array {
  const { outer, n, inner } = aroundDimension(shape, dim);
  const out = new Float64Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < inner; i++) out[o * inner + i] += x[(o * n + j) * inner + i] / divisor;
    }
  }
  return out;
}

test("sum and mean over everything, and their gradients, at every tail", () => {
  for (const n of tails) {
    expectOperation({ shapes: [[n]], run: (x) => sum(x), formula: (x) => [x.reduce((a, b) => a + b)] });
    expectOperation({ shapes: [[n]], run: (x) => mean(x), formula: (x) => [x.reduce((a, b) => a + b) / n] });
  }
});

test("sum and mean over each dimension, and their gradients, at every tail", () => {
  for (const n of tails) {
    for (const shape of [
      [2, n, 3],
      [n, 2, 5],
      [3, 2, n],
    ]) {
      for (const dim of [0, 1, 2]) {
        expectOperation({ shapes: [shape], run: (x) => sum(x, dim), formula: (x) => reduced(x, shape, dim, 1) });
        expectOperation({
          shapes: [shape],
          run: (x) => mean(x, dim - 3).mul(mean(x, dim)),
          formula: (x) => reduced(x, shape, dim, shape[dim]).map((v) => v * v),
        });
      }
    }
  }
});

test("a dimension goes away unless it is kept", () => {
  const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
  expect(sum(x, 0).shape).toEqual([3]);
  expect(sum(x, 0, true).shape).toEqual([1, 3]);
  expect(sum(x, -1, true).shape).toEqual([2, 1]);
  expect(sum(x).shape).toEqual([]);
  expect(mean(x, undefined, true).shape).toEqual([1, 1]);
  expect([...sum(x, 1).toArray()]).toEqual([6, 15]);
});

test("a mean over a hundred thousand numbers keeps float32's precision", () => {
  const x = tensor(new Float32Array(100_001).fill(0.1));
  expect(mean(x).item()).toBe(Math.fround(0.1));
});

test("NaN passes through a sum", () => {
  expect(sum(tensor([1, 2, 3, 4, Number.NaN])).item()).toBeNaN();
});

test("a dimension that is not there is refused", () => {
  expect(() => sum(tensor([1, 2], [1, 2]), 2)).toThrow(
    "sum: there is no dimension 2 in the shape [1, 2]; use -2 to 1.",
  );
});
