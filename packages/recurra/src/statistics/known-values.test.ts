import { expect, test } from "vitest";
import { knownValues } from "./known-values.ts";

test("missing values are left out, in order; of a list without any nothing is copied", () => {
  expect([...knownValues(Float64Array.of(Number.NaN, 3, Number.NaN, 1))]).toEqual([3, 1]);
  const whole = Float64Array.of(2, 1);
  expect(knownValues(whole)).toBe(whole);
});
