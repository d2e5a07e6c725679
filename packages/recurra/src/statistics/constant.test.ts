import { expect, test } from "vitest";
import { isConstant } from "./constant.ts";

test("numbers that differ by ten roundings are constant, by eleven not; nor are tiny ones that differ", () => {
  expect([isConstant(0.3, 0.1 + 0.2), isConstant(0, 0), isConstant(-5, -5)]).toEqual([true, true, true]);
  expect(isConstant(1, 1 + 10 * Number.EPSILON)).toBe(true);
  expect(isConstant(1, 1 + 11 * Number.EPSILON)).toBe(false);
  expect([isConstant(0, 5e-324), isConstant(-1, 1), isConstant(1e-9, 1.001e-9)]).toEqual([false, false, false]);
});
