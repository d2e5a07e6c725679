import { expect, test } from "vitest";
import { CellColumn } from "../columns/cell-column.ts";
import { isIsoColumn, readIsoTimes } from "./iso-times.ts";
import { readTimeColumn } from "./time-column.ts";

test.each([
  ["0001-01-01", "1969-12-31", "1970-01-01", "2020-02-29", "9999-12-31"],
  ["2020-02-29 00:00", "2020-02-29 23:59"],
  ["2020-02-29T00:00", "2020-03-01T00:00"],
  ["2020-02-29 00:00:00", "2020-02-29 00:00:01"],
  ["2020-02-29T23:59:59", "2000-01-01T12:34:56"],
])("a column such as %j is read by its digits as it is cell by cell", (...cells) => {
  const { kind, values, zoned } = readTimeColumn(cells, { file: "a", column: "Date", place: () => ({}) });
  expect(readIsoTimes(CellColumn.of(cells))).toEqual({ kind, values, zoned });
});

test("columns in other forms, in several, with a missing cell or a date that is none are left to the slow way", () => {
  for (const cells of [
    ["31.05.2018"],
    ["2018-05-31", "2018-05-31 10:00"],
    ["2018-05-31", ""],
    ["2018-02-30"],
    ["2018-13-01"],
    ["2018-01-01 24:00"],
    ["2018-01-01 10:60"],
    [],
  ]) {
    expect(readIsoTimes(CellColumn.of(cells)), String(cells)).toBeUndefined();
  }
  expect([["2018-02-30"], ["2018-5-3"]].map((cells) => isIsoColumn(CellColumn.of(cells)))).toEqual([true, false]);
});
