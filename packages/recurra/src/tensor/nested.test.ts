import { expect, test } from "vitest";
import { tensor, zeros } from "./index.ts";

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

test("what is neither a number nor a list is refused with its place, and never becomes NaN or 0", () => {
  const read = (data: unknown) => () => tensor(data as number[], [2]);
  expect(read(["1", "x"])).toThrow('tensor: [0] is "1", but must be a number. Use NaN for a missing value.');
  expect(read([1, null])).toThrow("tensor: [1] is null, but must be a number.");
  expect(read([[1, 2], null])).toThrow("tensor: [1] is null, but must be a list of 2.");
  expect(read(undefined)).toThrow("tensor: the data is undefined, but must be a number.");
  expect(read(new Array(2))).toThrow("tensor: [0] is undefined, but must be a number.");
});

test("a shape that is no list is refused", () => {
  const two = 2 as never;
  expect(() => tensor([1, 2], two)).toThrow("tensor: shape must be a list, such as [2, 3], but it is 2.");
  expect(() => zeros(two)).toThrow("zeros: shape must be a list, such as [2, 3], but it is 2.");
  expect(() => zeros([4]).reshape(two)).toThrow("reshape: shape must be a list, such as [2, 3], but it is 2.");
});
