import { expect, test } from "vitest";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { Parameter } from "./parameter.ts";
import { reshape, select, slice, transpose } from "./shaping.ts";

/** Flat positions 0, 1, 2.. picked by an operation: where each output element comes from. */
function pick(x: Float64Array, from: ArrayLike<number>): Float64Array {
  return Float64Array.from(from, (i) => x[i]);
}

test("transpose exchanges two dimensions, with its gradient, at every tail", () => {
  for (const n of tails) {
    const shape = [2, n, 3];
    const from: number[] = [];
    for (let k = 0; k < 3; k++) for (let j = 0; j < n; j++) for (let i = 0; i < 2; i++) from.push((i * n + j) * 3 + k);
    expectOperation({ shapes: [shape], run: (x) => transpose(x, 0, 2), formula: (x) => pick(x, from) });
  }
  expect(transpose(tensor([1, 2, 3, 4, 5, 6], [2, 3]), 0, -1).shape).toEqual([3, 2]);
});

test("a transpose of six dimensions is walked, and its gradient comes back", () => {
  const shape = [2, 3, 2, 2, 3, 2];
  const x = tensor(
    Float32Array.from({ length: 144 }, (_, i) => i),
    shape,
    { requiresGrad: true },
  );
  const y = x.transpose(0, 5).transpose(1, 4).transpose(2, 3);
  const back = y.transpose(2, 3).transpose(1, 4).transpose(0, 5);
  expect([...back.toArray()]).toEqual([...x.toArray()]);
  back.mul(x.detach()).sum().backward();
  expect([...x.grad!]).toEqual([...x.toArray()]);
});

test("slice takes a part of a dimension, with its gradient", () => {
  for (const n of tails) {
    const from: number[] = [];
    for (let i = 0; i < 2; i++)
      for (let j = 1; j <= n; j++) for (let k = 0; k < 3; k++) from.push((i * (n + 2) + j) * 3 + k);
    expectOperation({ shapes: [[2, n + 2, 3]], run: (x) => slice(x, 1, 1, n + 1), formula: (x) => pick(x, from) });
  }
  const x = tensor([1, 2, 3, 4, 5]);
  expect([...slice(x, 0, -2).toArray()]).toEqual([4, 5]);
  expect([...slice(x, 0, 1, -1).toArray()]).toEqual([2, 3, 4]);
});

test("slices that overlap add their gradients", () => {
  expectOperation({
    shapes: [[5]],
    run: (x) => slice(x, 0, 0, 4).mul(slice(x, 0, 1, 5)),
    formula: (x) => x.slice(0, 4).map((v, i) => v * x[i + 1]),
  });
});

test("step(t) takes one time step of [B, T, I]; step(-1) is the last", () => {
  expectOperation({
    shapes: [[2, 3, 2]],
    run: (x) => x.step(-1).mul(x.step(0)),
    formula: (x) => [x[4] * x[0], x[5] * x[1], x[10] * x[6], x[11] * x[7]],
  });
  const x = tensor([1, 2, 3, 4, 5, 6], [1, 3, 2]);
  expect(x.step(1).shape).toEqual([1, 2]);
  expect([...x.step(-1).toArray()]).toEqual([5, 6]);
  expect([...select(x, 2, 0).toArray()]).toEqual([1, 3, 5]);
});

test("reshape keeps the numbers and works out one open dimension", () => {
  expectOperation({ shapes: [[2, 3]], run: (x) => reshape(x, [3, -1]).mul(2), formula: (x) => x.map((v) => 2 * v) });
  expect(reshape(tensor(new Float32Array(24)), [2, -1, 4]).shape).toEqual([2, 3, 4]);
});

test("a reshaped parameter keeps the values it was made from when the parameter changes", () => {
  const p = new Parameter([1, 2, 3, 4], [4]);
  const view = reshape(p, [2, 2]);
  p.value = [9, 9, 9, 9];
  expect([...view.toArray()]).toEqual([1, 2, 3, 4]);
  p.dispose();
});

test("shapes and ranges that do not exist are refused by name", () => {
  const x = tensor(new Float32Array(6), [2, 3]);
  expect(() => reshape(x, [4, 2])).toThrow("reshape: [2, 3] has 6 elements and cannot become [4, 2].");
  expect(() => reshape(x, [4, -1])).toThrow("reshape: [2, 3] has 6 elements and cannot become [4, -1].");
  expect(() => x.step(3)).toThrow("select: dimension 1 of [2, 3] has no index 3; use -3 to 2.");
  expect(() => slice(x, 1, 2, 2)).toThrow(
    "slice: 2 to 2 takes nothing, or more than there is, from dimension 1 of [2, 3].",
  );
  expect(() => slice(x, 1, 0, 4)).toThrow("Use 0 <= start < end <= 3, or negative numbers counted from the end.");
});
