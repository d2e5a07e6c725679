import { expect, test } from "vitest";
import { tensor } from "./creation.ts";
import { expectOperation, tails } from "./gradients.conformance.ts";
import { concat, stack } from "./joining.ts";

test("concat joins along the last dimension, with its gradients, at every tail", () => {
  for (const n of tails) {
    expectOperation({
      shapes: [
        [2, n],
        [2, 3],
      ],
      run: (a, b) => concat([a, b], -1),
      formula: (a, b) => [...a.slice(0, n), ...b.slice(0, 3), ...a.slice(n), ...b.slice(3)],
    });
  }
});

test("concat joins along the first dimension", () => {
  expectOperation({
    shapes: [
      [2, 3],
      [1, 3],
    ],
    run: (a, b) => concat([a, b, a], 0),
    formula: (a, b) => [...a, ...b, ...a],
  });
});

test("stack makes a new dimension, with its gradients", () => {
  expectOperation({
    shapes: [
      [2, 3],
      [2, 3],
    ],
    run: (a, b) => stack([a, b], 1),
    formula: (a, b) => [...a.slice(0, 3), ...b.slice(0, 3), ...a.slice(3), ...b.slice(3)],
  });
  expect(stack([tensor([1, 2]), tensor([3, 4])]).shape).toEqual([2, 2]);
  expect([...stack([tensor([1, 2]), tensor([3, 4])], -1).toArray()]).toEqual([1, 3, 2, 4]);
});

test("shapes that do not join are named", () => {
  const a = tensor(new Float32Array(6), [2, 3]);
  const b = tensor(new Float32Array(8), [2, 4]);
  expect(() => concat([a, b], 0)).toThrow("concat: the shapes [2, 3] and [2, 4] must agree except in dimension 0.");
  expect(() => stack([a, b])).toThrow("stack: all shapes must be equal, but found [2, 3] and [2, 4].");
  expect(() => concat([], 0)).toThrow("concat: the list is empty; give at least one tensor.");
});
