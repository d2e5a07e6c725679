import { expect, test } from "vitest";
import { studentTwoSided } from "./student-t.ts";

test("with 1 degree of freedom it is the Cauchy distribution: 1 - (2/pi) atan t", () => {
  for (const t of [0.01, 0.5, 1, 3, 40, 1e4]) {
    const p = (2 / Math.PI) * Math.atan(1 / t);
    expect(Math.abs(studentTwoSided(t, 1) - p) / p).toBeLessThan(1e-12);
  }
});

test("with 2 degrees of freedom it is 1 - t / sqrt(2 + t^2), also for negative t", () => {
  for (const t of [0.1, 1, 2, 5]) {
    const p = 1 - t / Math.sqrt(2 + t * t);
    expect(studentTwoSided(t, 2)).toBeCloseTo(p, 12);
    expect(studentTwoSided(-t, 2)).toBeCloseTo(p, 12);
  }
});

test("it agrees with SciPy 1.17.1: the 5% points, and values between", () => {
  expect(studentTwoSided(2.228138851986274, 10)).toBeCloseTo(0.05, 12);
  expect(studentTwoSided(1.9839715185235518, 100)).toBeCloseTo(0.05, 12);
  expect(studentTwoSided(2.5, 7)).toBeCloseTo(0.04099221858575289, 13);
  expect(studentTwoSided(0.3, 37)).toBeCloseTo(0.765856198028615, 13);
});

test("with many degrees of freedom it is the normal distribution", () => {
  expect(studentTwoSided(1.959963984540054, 1e7)).toBeCloseTo(0.05, 7);
});

test("no difference has p = 1, an infinite one p = 0", () => {
  expect(studentTwoSided(0, 9)).toBe(1);
  expect(studentTwoSided(Number.POSITIVE_INFINITY, 9)).toBe(0);
});
