import { expect, test } from "vitest";
import { spectralRadius } from "./spectral-radius.ts";

test("the spectral radius is the largest modulus of the eigenvalues, real or complex", () => {
  expect(spectralRadius([2, 0, 0, -3], 2)).toBeCloseTo(3, 8);
  // A rotation by 90 degrees, twice as long: eigenvalues 2i and -2i.
  expect(spectralRadius([0, -2, 2, 0], 2)).toBeCloseTo(2, 8);
  // Not normal: the norm is 100 at first, but the powers shrink by one half.
  expect(spectralRadius([0.5, 100, 0, 0.5], 2)).toBeCloseTo(0.5, 6);
  expect(spectralRadius([0.25], 1)).toBe(0.25);
});

test("a matrix whose powers end at zero has the radius 0", () => {
  expect(spectralRadius([0, 1, 0, 0], 2)).toBe(0);
});

test("scaling a matrix scales its radius", () => {
  const matrix = Float32Array.from({ length: 64 }, (_, i) => ((i * 37) % 23) / 23 - 0.5);
  const radius = spectralRadius(matrix, 8);
  expect(
    spectralRadius(
      matrix.map((value) => 3 * value),
      8,
    ) / radius,
  ).toBeCloseTo(3, 5);
});
