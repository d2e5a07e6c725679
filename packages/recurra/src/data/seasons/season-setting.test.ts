import { expect, test } from "vitest";
import { SEASON, seasonRows } from "./season-setting.ts";

test("seasons are read from texts, of one, of several, and none", () => {
  expect(["24", " 24, 168 ", "none", "365.25"].map(SEASON.read)).toEqual([24, [24, 168], "none", 365.25]);
  expect(["", "1", "24,", "24,24", "0.5", "week", "24;168", "none,24", "24,24.4", "1e12"].map(SEASON.read)).toEqual(
    new Array(10).fill(undefined),
  );
});

test("a season has two rows at least, a thousand million at most, and is named once, rounded", () => {
  const values: unknown[] = [
    2,
    [7, 365.25],
    "none",
    1,
    [],
    [7, 7],
    [24, 24.4],
    1e12,
    [7, 1e12],
    [7, 1],
    ["7"],
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "24",
    null,
  ];
  expect(values.map(SEASON.fits)).toEqual([true, true, true, ...new Array(12).fill(false)]);
});

test("what was asked for is rows, shortest first", () => {
  expect([undefined, "none", 24, [168, 24]].map((setting) => seasonRows(setting as never))).toEqual([
    undefined,
    [],
    [24],
    [24, 168],
  ]);
});
