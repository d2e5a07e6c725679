import { expect, test } from "vitest";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { matmul } from "./matmul.ts";
import { broadcastShapes, broadcastStrides, type Shape, sizeOf } from "./shape.ts";

function product(a: Float64Array, b: Float64Array, shapeA: Shape, shapeB: Shape): Float64Array {
  const m = shapeA[shapeA.length - 2];
  const k = shapeA[shapeA.length - 1];
  const n = shapeB[shapeB.length - 1];
  const batch = broadcastShapes("matmul", shapeA.slice(0, -2), shapeB.slice(0, -2));
  const at = (own: Shape, i: number): number => {
    const strides = broadcastStrides(own, batch);
    let rest = i;
    let offset = 0;
    for (let d = batch.length - 1; d >= 0; d--) {
      offset += (rest % batch[d]) * strides[d];
      rest = Math.floor(rest / batch[d]);
    }
    return offset;
  };
  const out = new Float64Array(sizeOf(batch) * m * n);
  for (let i = 0; i < sizeOf(batch); i++) {
    const fromA = at(shapeA.slice(0, -2), i) * m * k;
    const fromB = at(shapeB.slice(0, -2), i) * k * n;
    for (let r = 0; r < m; r++) {
      for (let c = 0; c < n; c++) {
        for (let j = 0; j < k; j++) out[(i * m + r) * n + c] += a[fromA + r * k + j] * b[fromB + j * n + c];
      }
    }
  }
  return out;
}

function check(shapeA: Shape, shapeB: Shape): void {
  expectOperation({
    shapes: [shapeA, shapeB],
    run: matmul,
    formula: (a, b) => product(a, b, shapeA, shapeB),
  });
}

test("matmul and its gradients equal float64 within 1e-5 at every tail of rows, columns and depth", () => {
  for (const n of tails) {
    check([n, 3], [3, 2]);
    check([2, n], [n, 3]);
    check([3, 2], [2, n]);
    check([n, n], [n, n]);
  }
});

test("batches multiply one by one, and broadcast either operand", () => {
  check([3, 2, 4], [3, 4, 5]);
  check([3, 2, 4], [4, 5]);
  check([2, 4], [3, 4, 5]);
  check([2, 1, 2, 3], [1, 3, 3, 2]);
  check([2, 3, 2, 3], [3, 3, 2]);
  check([1, 2, 3], [1, 3, 2]);
});

test("shapes that do not multiply are named", () => {
  expect(() => matmul(tensor(new Float32Array(6), [2, 3]), tensor(new Float32Array(8), [4, 2]))).toThrow(
    "matmul: [2, 3] times [4, 2] needs [.., M, K] times [.., K, N]: two dimensions or more each, and the first's last equal " +
      "to the second's last but one.",
  );
  expect(() => matmul(tensor([1, 2]), tensor([1, 2]))).toThrow("matmul: [2] times [2] needs");
});
