import { expect, test } from "vitest";
import { errorWords, probabilityWords, relativeWords } from "./error-words.ts";

test("how far one error is from another, in percent up to three times as large", () => {
  const words = [
    [1.82, 2.0512],
    [1.98, 2],
    [2.0004, 2],
    [2.5, 2],
    [6.1, 2],
    [36.85, 3.379],
    [3000, 1e-12],
  ].map(([error, other]) => relativeWords(error, other));
  expect(words).toEqual([
    "11% lower",
    "1.0% lower",
    "less than 0.1% apart",
    "25% higher",
    "3 times as large",
    "11 times as large",
    "millions of times as large",
  ]);
});

test("an error of 0 is not divided by", () => {
  expect([relativeWords(0, 0), relativeWords(1, 0)]).toEqual(["both without error", "the other is without error"]);
});

test("errors have four digits, probabilities as many as count", () => {
  expect([0, 1.23456, 1234.56, 5e-7, 2e9].map(errorWords)).toEqual(["0", "1.235", "1,235", "5.000e-7", "2.000e+9"]);
  expect([0.0004, 0.0123, 0.234].map(probabilityWords)).toEqual(["p < 0.001", "p = 0.012", "p = 0.23"]);
});
