import { expect, test } from "vitest";
import { editDistance, listNames, nearestNames, quoteCell, suggestNames } from "./nearest-names.ts";

test("the edit distance counts insertions, deletions and substitutions", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("", "abc")).toBe(3);
  expect(editDistance("Close", "Close")).toBe(0);
});

test("a mistyped name finds its neighbours, nearest first, whatever its case", () => {
  expect(nearestNames("clsoe", ["Open", "Volume", "Close", "Adj Close"])).toEqual(["Close"]);
  expect(nearestNames("close", ["Adj Close", "Close"])).toEqual(["Close", "Adj Close"]);
  expect(nearestNames("zzz", ["Open", "Close"])).toEqual([]);
});

test("without a neighbour the names there are get listed", () => {
  expect(suggestNames("temperature", ["Open", "Close"])).toBe('There are: "Open", "Close"');
  expect(suggestNames("x", [])).toBe("There are no columns of numbers");
  expect(suggestNames("Clos", ["Open", "Close"])).toBe('Nearest: "Close"');
});

test("long lists are cut and counted", () => {
  const names = Array.from({ length: 11 }, (_, i) => `V${i}`);
  expect(listNames(names)).toBe('"V0", "V1", "V2", "V3", "V4", "V5", "V6", "V7" and 3 more');
});

test("a cell in a message stays on one line and is cut at 40 characters", () => {
  expect(quoteCell('a "b"\n')).toBe('"a \\"b\\"\\n"');
  expect(quoteCell("x".repeat(50))).toBe(`"${"x".repeat(37)}..."`);
});

test("a cell in a message is cut between characters, and shows signs that end lines as their codes", () => {
  expect(quoteCell(`${"x".repeat(36)}${"😀".repeat(9)}`)).toBe(`"${"x".repeat(36)}..."`);
  expect(quoteCell("a\u2028b\u0085c\u009bd")).toBe('"a\\u2028b\\u0085c\\u009bd"');
});
