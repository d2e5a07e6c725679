import { expect, test } from "vitest";
import { chooseClasses, encodeOneHot, softmaxRows } from "./classes.ts";

const scores = Float32Array.of(1, 3, 2, 5, 5, 0);

test("the choice is the highest score of a row, of equals the first", () => {
  expect(chooseClasses(scores, 3)).toEqual([1, 0]);
});

test("the chances of a row are its softmax, also of large scores", () => {
  const [first, second] = softmaxRows(Float32Array.of(0, Math.log(3), 1000, 1000), 2);
  expect(first[0]).toBeCloseTo(0.25, 6);
  expect(first[1]).toBeCloseTo(0.75, 6);
  expect(second).toEqual([0.5, 0.5]);
});

test("one-hot rows have a 1 at their class", () => {
  expect(Array.from(encodeOneHot([2, 0], 3))).toEqual([0, 0, 1, 1, 0, 0]);
});
