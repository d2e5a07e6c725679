import fc from "fast-check";
import { expect, test } from "vitest";
import { roundSpan, roundSteps } from "./round-span.ts";

test("steps are multiples of 1, 2 or 5 times a power of ten, written without rounding", () => {
  expect(roundSteps(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(roundSteps(0.1, 0.35, 5)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
  expect(roundSteps(-3, 3, 3)).toEqual([-2, 0, 2]);
  expect(roundSteps(0, 12_345, 4)).toEqual([0, 2000, 4000, 6000, 8000, 10000, 12000]);
});

test("a span grows to round ends that hold it, and to 0 where that is near", () => {
  expect(roundSpan(0.3, 9.7, "linear")).toEqual([0, 10]);
  expect(roundSpan(96, 101, "linear")).toEqual([96, 101]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      (low, more) => {
        // Numbers that differ in their last bits alone have no round ones between them.
        fc.pre(more > 1e-9 * Math.abs(low));
        const [from, to] = roundSpan(low, low + more, "linear");
        expect(from).toBeLessThanOrEqual(low + 1e-9 * more);
        expect(to).toBeGreaterThanOrEqual(low + more - 1e-9 * more);
        const count = roundSteps(from, to, 5).length;
        expect(count).toBeGreaterThan(1);
        expect(count).toBeLessThan(15);
      },
    ),
  );
});
