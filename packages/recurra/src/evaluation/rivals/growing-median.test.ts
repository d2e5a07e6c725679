import fc from "fast-check";
import { expect, test } from "vitest";
import { median } from "../../statistics/median.ts";
import { GrowingMedian } from "./growing-median.ts";

test("it is the median of all values so far, however many came at once and however often a value comes", () => {
  const values = fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 12 }), ([first, ...more]) => {
      const growing = new GrowingMedian(Float64Array.from(first));
      const all = [...first];
      for (const some of more) {
        growing.add(Float64Array.from(some));
        all.push(...some);
        if (all.length > 0) expect(growing.median + 0).toBe(median(all) + 0);
      }
    }),
  );
});
