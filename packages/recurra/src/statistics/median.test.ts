import fc from "fast-check";
import { expect, test } from "vitest";
import { median, upperMedian } from "./median.ts";

test("the median is the middle value, or the mean of the middle two", () => {
  expect(median([0.3, 1, 0.2])).toBe(0.3);
  expect(median([1, 0.5, 0.25, 0])).toBe(0.375);
});

test("the upper median is one of the values", () => {
  expect([upperMedian([10, 9, 2]), upperMedian([10, 9, 2, 1])]).toEqual([9, 9]);
});

test("a median orders by number and leaves the list as it was", () => {
  const values = [10, 9, 100];
  expect(median(values)).toBe(10);
  expect(values).toEqual([10, 9, 100]);
});

test("of long lists, too, it is the middle of the sorted list, whatever their order and however often values come", () => {
  const list = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(
      fc.array(list, { minLength: 1025, maxLength: 1500 }),
      fc.boolean(),
      fc.boolean(),
      (given, few, sorted) => {
        const values = few
          ? given.map((value) => Math.round(value) % 4)
          : given.filter((value) => !Number.isNaN(value));
        if (sorted) values.sort((a, b) => a - b);
        const ascending = Float64Array.from(values).sort();
        const middle = ascending.length >> 1;
        const expected =
          ascending.length % 2 === 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
        expect(median(values) + 0).toBe(expected + 0);
      },
    ),
    { numRuns: 200 },
  );
});
