import { expect, test } from "vitest";
import { bisect } from "./bisect.ts";

test("bisect finds the first index that holds, for every length and every border", () => {
  for (let length = 0; length <= 9; length++) {
    for (let border = 0; border <= length; border++) expect(bisect(length, (i) => i >= border)).toBe(border);
  }
});

test("bisect asks about few indices, and only about those there are", () => {
  const asked: number[] = [];
  bisect(1_000_000, (i) => {
    asked.push(i);
    return i >= 777_777;
  });
  expect(asked.length).toBeLessThan(21);
  expect(Math.max(...asked)).toBeLessThan(1_000_000);
});

test("in ascending values it counts those below a number, equal ones apart", () => {
  const values = [1, 3, 3, 3, 8];
  expect(bisect(values.length, (i) => values[i] >= 3)).toBe(1);
  expect(bisect(values.length, (i) => values[i] > 3)).toBe(4);
});

test("bisect ends at any length, also where half of it has no place in 32 bits, and beyond what numbers count in ones", () => {
  for (const border of [0, 3, 2 ** 31, 2 ** 32 + 5, 2 ** 53 - 1]) {
    expect(bisect(2 ** 53, (i) => i >= border)).toBe(border);
    expect(bisect(Number.POSITIVE_INFINITY, (i) => i >= border)).toBe(border);
  }
  expect(bisect(2 ** 53, () => false)).toBe(2 ** 53);
  expect(bisect(Number.POSITIVE_INFINITY, () => false)).toBe(2 ** 53);
});
