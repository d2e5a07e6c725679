import { expect, test } from "vitest";
import { shareClock } from "./shared-clock.ts";

const of = (...series: readonly (readonly number[])[]) => {
  const starts = new Uint32Array(series.length + 1);
  for (const [at, { length }] of series.entries()) starts[at + 1] = starts[at] + length;
  return shareClock(Float64Array.from(series.flat()), starts);
};

test("series that have pieces of the longest one's times share its clock", () => {
  expect(of([3, 4], [1, 2, 3, 4, 5], [5], [1, 2, 3])).toEqual({
    values: Float64Array.of(1, 2, 3, 4, 5),
    offsets: Uint32Array.of(2, 0, 4, 0),
  });
});

test("times of their own, gaps and repeated times are kept for each", () => {
  expect(of([1, 2, 3], [2, 3, 4])).toBeUndefined();
  expect(of([1, 2, 3, 4], [1, 3])).toBeUndefined();
  expect(of([1, 2, 3, 4], [1, 1])).toBeUndefined();
  expect(of([1, 2, 3])).toBeUndefined();
});
