import { expect, test } from "vitest";
import { coverageWarning } from "./coverage-warning.ts";

test("intervals that held more than ten points less or more than promised are warned of", () => {
  expect(coverageWarning({ level: 0.9, measured: 0.7131 })).toBe(
    "The 90% intervals held 71.3%: take them as too narrow.",
  );
  expect(coverageWarning({ level: 0.8, measured: 0.999 })).toBe(
    "The 80% intervals held 99.9%: they are wider than needed.",
  );
});

test("ten points are not more than ten, and what was not measured is not warned of", () => {
  expect([0.8, 0.9, 1].map((measured) => coverageWarning({ level: 0.9, measured }))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(coverageWarning({ level: 0.9, measured: null })).toBeUndefined();
});
