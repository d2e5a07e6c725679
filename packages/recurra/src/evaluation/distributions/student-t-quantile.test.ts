import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";
import { studentTwoSided } from "./student-t.ts";
import { studentTQuantile } from "./student-t-quantile.ts";

test("beyond the quantile lies the share that it was asked for, for whole degrees of freedom and others", () => {
  for (const df of [2, 2.001, 2.3, 3, 3.7, 4.99, 5, 8.5, 30, 500, 1e5]) {
    for (const share of [0.001, 0.025, 0.05, 0.1, 0.25, 0.4, 0.49]) {
      const value = studentTQuantile(share, df);
      expect(value).toBeLessThan(0);
      expect(Math.abs(studentTwoSided(value, df) / 2 / share - 1)).toBeLessThan(df < 5 ? 4e-3 : 1e-4);
      expect(studentTQuantile(1 - share, df)).toBeCloseTo(-value, 9);
    }
  }
});

test("tables, the middle, and many degrees of freedom", () => {
  expect(studentTQuantile(0.975, 2)).toBeCloseTo(4.302653, 5);
  expect(studentTQuantile(0.95, 5)).toBeCloseTo(2.015048, 4);
  expect(studentTQuantile(0.975, 10)).toBeCloseTo(2.228139, 5);
  expect(studentTQuantile(0.5, 3)).toBe(0);
  expect(studentTQuantile(0.9, 1e9)).toBeCloseTo(normalQuantile(0.9), 6);
});
