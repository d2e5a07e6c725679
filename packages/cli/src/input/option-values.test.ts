import { expect, test } from "vitest";
import { numberBetween, numberFrom, oneOf, testPart, threadCount, wholeNumber } from "./option-values.ts";

test("a whole number is read, and anything else is named with its text", () => {
  expect(wholeNumber("--horizon", "5", 1)).toBe(5);
  for (const text of ["0", "-1", "2.5", "five", "", " ", "1e99", "NaN"]) {
    expect(() => wholeNumber("--horizon", text, 1)).toThrow(
      `--horizon must be a whole number of at least 1, but it is "${text}".`,
    );
  }
});

test("a number outside its range is named with the range", () => {
  expect(numberBetween("--level", "0.9", 0, 1)).toBe(0.9);
  expect(() => numberBetween("--level", "1", 0, 1)).toThrow(
    '--level must be a number above 0 and below 1, but it is "1".',
  );
  expect(() => numberBetween("--learning-rate", "-1", 0, Number.POSITIVE_INFINITY)).toThrow(
    '--learning-rate must be a number above 0, but it is "-1".',
  );
  expect(numberFrom("--dropout", "0", 0, 1)).toBe(0);
  expect(() => numberFrom("--dropout", "1", 0, 1)).toThrow("--dropout must be a number from 0 to below 1");
});

test("threads are a whole number or auto", () => {
  expect(threadCount("--threads", "auto")).toBe("auto");
  expect(threadCount("--threads", "3")).toBe(3);
  for (const text of ["0", "-1", "1.5", "all", ""]) {
    expect(() => threadCount("--threads", text)).toThrow(
      `--threads must be auto or a whole number of at least 1, but it is "${text}".`,
    );
  }
});

test("a word that is none of those known is named with them", () => {
  expect(oneOf("--cell", "gru", ["lstm", "gru"])).toBe("gru");
  expect(() => oneOf("--cell", "GRU", ["lstm", "gru"])).toThrow('--cell must be one of lstm, gru, but it is "GRU".');
});

test("the test part is a share, a number of rows or a date", () => {
  expect(testPart("--test", "0.2")).toEqual({ kind: "fraction", value: 0.2 });
  expect(testPart("--test", "20%")).toEqual({ kind: "fraction", value: 0.2 });
  expect(testPart("--test", "250")).toEqual({ kind: "rows", value: 250 });
  expect(testPart("--test", "2017-05-12")).toEqual({ kind: "date", value: "2017-05-12" });
  for (const text of ["0", "1.5", "-3", "120%", "last year", ""]) {
    expect(() => testPart("--test", text)).toThrow(/^--test must be /);
  }
});
