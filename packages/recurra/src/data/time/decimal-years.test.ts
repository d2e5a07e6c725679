import { expect, test } from "vitest";
import { Series } from "../series/series.ts";

const read = (cells: readonly string[], name = "year", time?: string) => {
  const { times, notes } = Series.fromCsv(`${name},x\n${cells.map((cell, i) => `${cell},${i % 5}`).join("\n")}\n`, {
    name: "a.csv",
    ...(time === undefined ? {} : { time }),
  });
  return [times.kind, times.label(0), times.label(times.length - 1), ...(times.kind === "row" ? notes : [])];
};
const years = (count: number, each: number, digits: number, offset = 0) =>
  Array.from({ length: count }, (_, i) => (1985 + (i + offset) / each).toFixed(digits));

test.each([2, 3, 4, 6])("twelfths of a year with %i digits are months, by their starts or middles", (digits) => {
  expect(read(years(40, 12, digits))).toEqual(["month", "1985-01", "1988-04"]);
  expect(read(years(40, 12, digits, 0.5), "decimal date")).toEqual(["month", "1985-01", "1988-04"]);
});

test("quarters, days and the middles of years are read as such", () => {
  expect(read(years(9, 4, 2))).toEqual(["quarter", "1985-Q1", "1987-Q1"]);
  expect(read(years(200, 365, 4, 0.5))).toEqual(["date", "1985-01-01", "1985-07-19"]);
  expect(read(years(30, 1, 1, 0.5))).toEqual(["year", "1985", "2014"]);
  expect(read(years(30, 1, 1))).toEqual(["year", "1985", "2014"]);
});

test("other fractions are refused, and under another name such numbers are no clock", () => {
  const odd = Array.from({ length: 30 }, (_, i) => (1985 + i * 0.0371).toFixed(2));
  expect(() => read(odd)).toThrow(
    'a.csv: row 1 (line 2), column "year": "1985.00" may be a year with a fraction, but the fractions are no quarters, months or days of a year.',
  );
  expect(read(years(40, 12, 4), "level")[0]).toBe("row");
});

test("a named column that counts is the row clock, other numbers are refused", () => {
  const count = Array.from({ length: 30 }, (_, i) => String(i + 1));
  expect(read(count, "No", "No")).toEqual(["row", "1", "30", 'column "No" counts the rows: they are the clock']);
  expect(() =>
    read(
      count.map((one) => String(2 * Number(one))),
      "No",
      "No",
    ),
  ).toThrow(
    'a.csv: column "No" holds numbers from 2 to 60, which are no times and do not count up by one. Name another time column with time: COLUMN, or take the rows as the clock with time: false.',
  );
});

test("years with a point and a zero are read in any order, as long tables have them", () => {
  const rows = [1950, 1951, 1952].flatMap((year) => ["a", "b"].map((id) => `${id},${year}.0,${year % 7}`));
  expect(() => Series.fromCsv(`id,year,x\n${rows.join("\n")}\n`, { name: "a.csv" })).toThrow('2 series by "id"');
});
