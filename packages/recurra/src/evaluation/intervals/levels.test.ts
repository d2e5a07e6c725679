import { expect, test } from "vitest";
import { LEVELS } from "./levels.ts";

test("one level, or several that differ, as texts and as values", () => {
  expect(LEVELS.read("0.9")).toBe(0.9);
  expect(LEVELS.read("0.8, 0.95")).toEqual([0.8, 0.95]);
  for (const text of ["", "0.9,", "0.9,0.9", "1", "0.8,1.2", "90", "0.1,0.2,0.3,0.4,0.5,0.6"])
    expect(LEVELS.read(text)).toBeUndefined();
  expect([0.5, [0.5], [0.5, 0.9]].every(LEVELS.fits)).toBe(true);
  expect([[], [0.5, 0.5], [2], "0.5", null].some(LEVELS.fits)).toBe(false);
});
