import { expect, test } from "vitest";
import { f32 } from "../kernels/wasm/engine.ts";
import { poisonStepMemory } from "./gradients.conformance.ts";
import { copyStrided } from "./layout.ts";
import { scope } from "./scope.ts";
import { scratch } from "./step.ts";

function copied(
  x: readonly number[],
  count: number,
  shape: readonly number[],
  out: readonly number[],
  strides: readonly number[],
  before?: readonly number[],
): number[] {
  poisonStepMemory();
  return scope(() => {
    const from = scratch(x.length * 4);
    const to = scratch(count * 4);
    f32().set(x, from >>> 2);
    if (before !== undefined) f32().set(before, to >>> 2);
    copyStrided(to, from, shape, out, strides, before !== undefined);
    return [...f32().slice(to >>> 2, (to >>> 2) + count)];
  });
}

test("a stride of 0 repeats on reading, at every length of a row", () => {
  for (let n = 1; n <= 9; n++) {
    expect(copied([7], n, [n], [1], [0])).toEqual(new Array(n).fill(7));
    expect(copied([1, 2], 2 * n, [2, n], [n, 1], [1, 0])).toEqual([...new Array(n).fill(1), ...new Array(n).fill(2)]);
  }
});

test("a stride of 0 adds up on writing, on top of what is there", () => {
  expect(copied([1, 2, 3, 4, 5, 6], 3, [2, 3], [0, 1], [3, 1], [10, 20, 30])).toEqual([15, 27, 39]);
});

test("a single number and dimensions of size 1 are copied", () => {
  expect(copied([5], 1, [], [], [])).toEqual([5]);
  expect(copied([5, 6], 2, [1, 2, 1], [9, 1, 9], [4, 1, 7])).toEqual([5, 6]);
});

test("a walk over more than six dimensions that do not join is refused", () => {
  const shape = new Array(7).fill(2);
  const out = shape.map((_, i) => 2 ** (6 - i));
  const turned = [...out].reverse();
  expect(() => copied(new Array(128).fill(1), 128, shape, out, turned)).toThrow(
    "a copy of the shape [2, 2, 2, 2, 2, 2, 2] walks more than 6 dimensions. Join dimensions with reshape first.",
  );
  expect(copied(new Array(128).fill(1), 128, shape, out, out)).toEqual(new Array(128).fill(1));
});
