import { expect, test } from "vitest";
import { UNITS, unitFactors } from "./unit-factors.ts";

test("units are given as one text or several, each with a factor that is a number other than 0", () => {
  expect([...unitFactors(["MB=1, GB=1e3", "%=0.01"])]).toEqual([
    ["MB", 1],
    ["GB", 1000],
    ["%", 0.01],
  ]);
  for (const wrong of ["MB", "MB=", "=5", "MB=0", "MB=x", "", [], [5], 5]) expect(UNITS.fits(wrong)).toBe(false);
  expect(UNITS.read("°C=1")).toBe("°C=1");
  expect(UNITS.read("C")).toBeUndefined();
});
