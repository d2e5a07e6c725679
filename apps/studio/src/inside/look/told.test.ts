import { expect, test } from "vitest";
import { told } from "./told.ts";

test("numbers have as many digits as there is room for, fewer where they are large, and a true minus", () => {
  expect([0, 1, 0.83126, -0.5, 12.3456, -432.186].map((value) => told(value))).toEqual([
    "0.0000",
    "1.0000",
    "0.8313",
    "−0.5000",
    "12.346",
    "−432.19",
  ]);
  expect([0.83126, -12.3456].map((value) => told(value, 2))).toEqual(["0.83", "−12.3"]);
});

test("what would be all zeros, or too long, is told by its power of ten", () => {
  expect([1.23e-7, -4e-5, 123456].map((value) => told(value))).toEqual(["1.2e−7", "−4.0e−5", "1.2e5"]);
});

test("what is no number is said to be none", () => {
  expect(told(Number.NaN)).toBe("no number");
});
