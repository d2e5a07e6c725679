import { expect, test } from "vitest";
import { factorCholesky, solveLower, solveUpper } from "./cholesky.ts";

test("L L' x = b is solved for several right sides within 1e-12", () => {
  const a = [4, 2, 1, 2, 5, 3, 1, 3, 6];
  const x = [1, -2, 3, 0.5, -1, 4];
  const b = new Float64Array(6);
  for (let i = 0; i < 3; i++)
    for (let k = 0; k < 3; k++) for (let c = 0; c < 2; c++) b[i * 2 + c] += a[i * 3 + k] * x[k * 2 + c];
  const factor = Float64Array.from(a);
  const kept = factorCholesky(factor, 3);
  solveLower(factor, kept, 3, b, 2);
  solveUpper(factor, kept, 3, b, 2);
  x.forEach((value, i) => {
    expect(b[i]).toBeCloseTo(value, 12);
  });
});

test("a column that others explain is left out, and has the solution 0", () => {
  // The third column is the sum of the others.
  const factor = Float64Array.of(2, 0, 2, 0, 3, 3, 2, 3, 5);
  const kept = factorCholesky(factor, 3);
  expect(Array.from(kept)).toEqual([1, 1, 0]);
  const b = Float64Array.of(2, 6, 8);
  solveLower(factor, kept, 3, b, 1);
  solveUpper(factor, kept, 3, b, 1);
  expect(Array.from(b, (value) => Math.round(value * 1e12) / 1e12)).toEqual([1, 2, 0]);
});
