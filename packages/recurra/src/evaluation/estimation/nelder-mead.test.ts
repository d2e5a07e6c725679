import { expect, test } from "vitest";
import { minimise } from "./nelder-mead.ts";

test("the lowest point of a bent valley is found within 1e-3", () => {
  const { x } = minimise(([a, b]) => (a - 0.3) * (a - 0.3) + 20 * (b - a * a) * (b - a * a), [0.9, 0.1]);
  expect(Math.abs(x[0] - 0.3)).toBeLessThan(1e-3);
  expect(Math.abs(x[1] - 0.09)).toBeLessThan(1e-3);
});

test("a lowest point at the edge of the cube is found there", () => {
  const { x } = minimise(([a, b]) => a - b, [0.4, 0.5]);
  expect(Array.from(x)).toEqual([0, 1]);
});

test("it ends after the values that it may take, within one step", () => {
  let spent = 0;
  minimise(
    ([a, b, c]) => {
      spent++;
      return a * a + b * b * c;
    },
    [0.5, 0.5, 0.5],
    30,
  );
  expect(spent).toBeLessThanOrEqual(45);
});
