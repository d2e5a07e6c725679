import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const read = (text: string, options: CsvOptions = {}) => Series.fromCsv(text, { name: "a.csv", ...options });
const months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
const row = (year: number | string, filled = 12) =>
  `${year},${Array.from({ length: 12 }, (_, i) => (i < filled ? Number(year) + i / 100 : "")).join(",")}`;

test("years in rows and months in columns are one series, cells behind the last value no rows", () => {
  const series = read(`Year,${months},Annual\n${row(2001)},7\n${row(2002)},8\n${row(2003, 5)},\n`);
  expect([series.times.kind, series.span(), series.length]).toEqual(["month", "2001-01 to 2003-05", 29]);
  expect([...series.column("value").slice(11, 14)]).toEqual([2001.11, 2002, 2002.01]);
  expect(series.notes).toContain(
    'column "Year" has years and twelve columns have their months: read as one series of months, "value", "Annual" left out',
  );
});

test("whole names and years with a point are read, too, and a message names the file's row", () => {
  const names = "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember";
  const text = `Jahr,${names}\n${row("2001.0")}\n${row("2002.0")}\n`;
  expect(read(text).span()).toBe("2001-01 to 2002-12");
  expect(() => read(text.replace("2002.03", "x"))).toThrow("row 2 (line 3)");
});

test("wide: false keeps the columns, and where years repeat or are left out nothing is turned", () => {
  const text = (...years: number[]) => `Year,${months}\n${years.map((year) => row(year)).join("\n")}\n`;
  expect(read(text(2001, 2002, 2003), { wide: false }).columns).toHaveLength(12);
  expect(read(text(2001, 2003, 2004)).columns).toHaveLength(12);
  expect(read(text(2001, 2002), { wide: true }).length).toBe(24);
});
