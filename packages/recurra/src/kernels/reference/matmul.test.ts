import { expect, test } from "vitest";
import { differences, scaledError } from "./differences.ts";
import { addOuterProduct, addProduct, addTransposedProduct, matmul, matmulBackward, transpose } from "./matmul.ts";
import { dot, sample } from "./sample.ts";

test("matmul multiplies rows by columns", () => {
  expect([...matmul(Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(7, 8, 9, 10, 11, 12), 2, 3, 2)]).toEqual([
    58, 64, 139, 154,
  ]);
});

test.each([
  [1, 1, 1],
  [1, 5, 3],
  [4, 1, 7],
  [3, 8, 1],
])("matmul's gradients pass central differences at 1e-8 for [%i, %i] x [.., %i]", (m, k, n) => {
  const a = sample("a", m * k);
  const b = sample("b", k * n);
  const factors = sample("factors", m * n);
  const loss = () => dot(matmul(a, b, m, k, n), factors);
  const { dA, dB } = matmulBackward(a, b, factors, m, k, n);
  expect(scaledError(dA, differences(loss, a))).toBeLessThan(1e-8);
  expect(scaledError(dB, differences(loss, b))).toBeLessThan(1e-8);
});

test("the accumulating forms add W x, W^T y and y x^T to what is there", () => {
  const w = sample("w", 15);
  const x = sample("x", 3);
  const y = sample("y", 5);
  const product = new Float64Array(5).fill(1);
  addProduct(product, w, x);
  expect(
    scaledError(
      product,
      matmul(w, x, 5, 3, 1).map((v) => v + 1),
    ),
  ).toBeLessThan(1e-15);
  const transposed = new Float64Array(3).fill(1);
  addTransposedProduct(transposed, w, y);
  expect(
    scaledError(
      transposed,
      matmul(transpose(w, 5, 3), y, 3, 5, 1).map((v) => v + 1),
    ),
  ).toBeLessThan(1e-15);
  const outer = new Float64Array(15).fill(1);
  addOuterProduct(outer, y, x);
  expect(
    scaledError(
      outer,
      matmul(y, x, 5, 1, 3).map((v) => v + 1),
    ),
  ).toBeLessThan(1e-15);
});
