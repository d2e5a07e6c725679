import fc from "fast-check";
import { expect, test } from "vitest";
import { isMissing } from "./missing-word.ts";
import { type DecimalEvidence, numberWithin, parseNumber, weighDecimal } from "./number-cell.ts";

test("missing cells are empty, NA, N/A, #N/A, NaN, null, None, a dash, a point or a question mark", () => {
  for (const cell of ["", " ", "NA", "na", "N/A", "#N/A", "NaN", "null", "NULL", "None", "-", ".", "?"]) {
    expect(isMissing(cell), cell).toBe(true);
  }
  for (const cell of ["0", "no", "M", "T", "nano", "<1", "Bad Input"]) expect(isMissing(cell), cell).toBe(false);
});

test("missing are the words of databases, loggers and spreadsheets as well", () => {
  for (const cell of ["--", "---", "–", "..", ":", "n.a.", "<NA>", "NaT", "unavailable", "Unknown", "No data", "\\N"]) {
    expect(isMissing(cell), cell).toBe(true);
  }
  for (const cell of ["#VALUE!", "#DIV/0!", "#REF!", "#NUM!", "#NAME?", "#NULL!", "1.#QNAN", "-1.#IND"])
    expect(isMissing(cell)).toBe(true);
});

test("every finite number as JavaScript writes it is read back to the bit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumber(String(value), ".")).toBe(Object.is(value, -0) ? 0 : value);
    }),
  );
});

test("grouped thousands, a currency sign before and a percent sign after a number are read", () => {
  expect(parseNumber("1,234.5", ".")).toBe(1234.5);
  expect(parseNumber("-12,345,678", ".")).toBe(-12345678);
  expect(parseNumber("$1,234.50", ".")).toBe(1234.5);
  expect(parseNumber("-$5", ".")).toBe(-5);
  expect(parseNumber("€ 5.25", ".")).toBe(5.25);
  expect(parseNumber("1.5%", ".")).toBe(1.5);
  expect(parseNumber("+.5e-3", ".")).toBe(0.0005);
});

test("with a decimal comma the roles of comma and point are exchanged", () => {
  expect(parseNumber("12,5", ",")).toBe(12.5);
  expect(parseNumber("1.234,5", ",")).toBe(1234.5);
  expect(parseNumber("1.234", ",")).toBe(1234);
  expect(parseNumber("12.5", ",")).toBeUndefined();
});

test("what is not quite a number is none", () => {
  for (const cell of [
    "abc",
    "1 2",
    "12,34",
    "1,2345",
    "0x10",
    "1e",
    "--5",
    "-$-5",
    "5 kWh",
    "0,123",
    "(-5)",
    "(5",
    "5-5",
    "+-5",
    "A12",
    "1_000",
    "%",
    "$",
    "1.2.3",
  ]) {
    expect(parseNumber(cell, "."), cell).toBeUndefined();
  }
});

test("infinite numbers are returned as such, to be refused by name", () => {
  for (const cell of ["inf", "Infinity", "+inf", "∞", "1e999"]) expect(parseNumber(cell, "."), cell).toBe(Infinity);
  expect(parseNumber("-inf", ".")).toBe(-Infinity);
});

test("a cell tells of the decimal sign only when it reads one way", () => {
  const evidence: DecimalEvidence = {};
  for (const cell of ["12", "abc", "1.234"]) weighDecimal(cell, evidence);
  expect(evidence).toEqual({ eitherPoint: "1.234" });
  for (const cell of ["1,234", "12,5", "12.5"]) weighDecimal(cell, evidence);
  expect(evidence).toEqual({ eitherPoint: "1.234", either: "1,234", comma: "12,5", point: "12.5" });
});

test("a cell of a million digits that is no number after all is refused in one look", () => {
  // With a pattern that could go back over the digits this took the square of their number, hours.
  expect(parseNumber(`${"1".repeat(1_000_000)}x`, ".")).toBeUndefined();
  expect(parseNumber(`${"1".repeat(1_000_000)}x`, ",")).toBeUndefined();
});

test.each([
  ["1\u00a0099.5", 1099.5],
  ["1\u202f234\u2009567", 1234567],
  ["1 234.5", 1234.5],
  ["1'099.0", 1099],
  ["1’099.0", 1099],
  ["12,34,567.8", 1234567.8],
  ["(1,234)", -1234],
  ["($1,234.50)", -1234.5],
  ["$(5)", -5],
  ["\u22125.5", -5.5],
  ["5.5-", -5.5],
  ["+5", 5],
  ['="12.5"', 12.5],
  ["'12.5", 12.5],
  ["98.65 EUR", 98.65],
  ["CHF 98.65", 98.65],
  ["R$ 5", 5],
  ["5 zł", 5],
  ["1.5 %", 1.5],
])("%j is %d", (cell, value) => expect(parseNumber(cell, ".")).toBe(value));

test("with a decimal comma, groups are by points, blanks and apostrophes", () => {
  for (const cell of ["1.234,5", "1 234,5", "1\u00a0234,5", "1'234,5", "1 234,5 €"])
    expect(parseNumber(cell, ",")).toBe(1234.5);
  expect(parseNumber("(6.965,5)", ",")).toBe(-6965.5);
});

test("a unit behind a number is read with its column only, and what makes a time of it never", () => {
  for (const cell of ["5 kWh", "5°C", "5m³", "5 W/m^2", "5 m3"]) {
    expect([parseNumber(cell, "."), numberWithin(cell, ".")], cell).toEqual([undefined, 5]);
  }
  for (const cell of ["5 Jan", "5 PM", "5:30", "2020-01-01", "5 (2)", "5/6", "1_000", "3 January 2020"]) {
    expect(numberWithin(cell, "."), cell).toBeUndefined();
  }
});

test("a dash for the minus sign, whole prices, D exponents and references to notes are read", () => {
  expect(numberWithin("\u20131,234.5", ".")).toBe(-1234.5);
  expect(["12,-", "12,-- €", "1.234,- EUR"].map((cell) => numberWithin(cell, ","))).toEqual([12, 12, 1234]);
  expect(numberWithin("-2.08D+04", ".")).toBe(-20800);
  for (const cell of ["20.5*", "20.5 †", "20.5 [12]", "20.5(p)", "20.5 (R)"]) {
    expect(numberWithin(cell, "."), cell).toBe(20.5);
    expect(parseNumber(cell, "."), cell).toBe(undefined);
  }
  for (const cell of ["20.5 [m]", "20.5 (s)", "5-7", "5,--7", "* 5", "[12]", "(p)"]) {
    expect(numberWithin(cell, "."), cell).toBe(undefined);
  }
});
