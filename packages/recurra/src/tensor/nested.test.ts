import { expect, test } from "vitest";
import { tensor } from "./index.ts";

test("nested lists are read row by row, and their shape with them", () => {
  const square = tensor([
    [1, 2],
    [3, 4],
  ]);
  expect(square.shape).toEqual([2, 2]);
  expect([...square.toArray()]).toEqual([1, 2, 3, 4]);
  expect(tensor([[[1], [2]]]).shape).toEqual([1, 2, 1]);
  expect(tensor([Float32Array.of(1, 2, 3), [4, 5, 6]]).shape).toEqual([2, 3]);
});

test("lists of unequal lengths or depths are refused with the place", () => {
  expect(() => tensor([[1, 2], [3]])).toThrow(
    "tensor: [1] is a list of 1, but the first there is a list of 2. Give lists of equal lengths.",
  );
  expect(() =>
    tensor([
      [1, 2],
      [[3], 4],
    ]),
  ).toThrow("tensor: [1][0] is a list of 1, but the first there is a number.");
  expect(() => tensor([[1, 2], 3])).toThrow("tensor: [1] is a number, but the first there is a list of 2.");
  expect(() => tensor([1, [2]])).toThrow("tensor: [1] is a list of 1, but the first there is a number.");
});

test("a shape beside nested lists counts, where the numbers fill it", () => {
  const nested = [
    [1, 2],
    [3, 4],
  ];
  expect(tensor(nested, [4]).shape).toEqual([4]);
  expect(() => tensor(nested, [3, 2])).toThrow("tensor: 4 numbers do not fill the shape [3, 2], which holds 6.");
});
