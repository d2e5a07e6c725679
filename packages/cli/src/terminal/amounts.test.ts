import { expect, test } from "vitest";
import { figure, size, span } from "./amounts.ts";

test("a time span is said in the units that a reader takes in", () => {
  const seconds = [0, 0.0124, 3.81, 9.96, 99.6, 600, 18_600, 273_600];
  expect(seconds.map(span)).toEqual(["0 ms", "12 ms", "3.8 s", "10 s", "2 min", "10 min", "5 h 10 min", "3 d 4 h"]);
});

test("a size is said in thousands of bytes, and 999.6 KB is 1.0 MB", () => {
  const bytes = [0, 812, 4_210, 171_900, 999_600, 1_300_000_000, 5e12];
  expect(bytes.map(size)).toEqual(["0 B", "812 B", "4.2 KB", "172 KB", "1.0 MB", "1.3 GB", "5.0 TB"]);
});

test("a number has four digits that count, however large or small it is", () => {
  const numbers = [0, 3.05312, 0.0122871, 1234.5, 0.00001234, -4.5, 2e9];
  expect(numbers.map(figure)).toEqual(["0", "3.053", "0.01229", "1,235", "1.234e-5", "-4.500", "2.000e+9"]);
});
