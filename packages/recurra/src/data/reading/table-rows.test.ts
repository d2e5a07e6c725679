import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const days = Array.from({ length: 8 }, (_, i) => `2021-01-${String(i + 1).padStart(2, "0")}`);
const read = (text: string, options: CsvOptions = {}) => Series.fromCsv(text, { name: "a.csv", ...options });
const long = `day,store,item,sales\n${days
  .flatMap((day, i) => [1, 2].flatMap((store) => ["x", "y"].map((item) => `${day},${store},${item},${i + store}`)))
  .join("\n")}\n`;
const wide = `Country,Lat,${days.join(",")}\nChile,1.5,1,2,3,4,5,6,7,\nPeru,1.5,2,3,4,5,6,7,8,\n`;

test("several series below each other are refused with the columns that tell them apart", () => {
  expect(() => read(long)).toThrow(
    'a.csv: the 32 rows are 4 series by "store", "item" ("1, x", "1, y", "2, x" and 1 more). Choose one with where: "store=1" where: "item=x", or read all with SeriesSet.fromCsv(text).',
  );
  expect(() => read(long, { where: "item=x" })).toThrow(
    'a.csv: the 16 rows are 2 series by "store" ("1", "2"). Choose one of them with a further where: "store=1", or read all with SeriesSet.fromCsv(text).',
  );
});

test("a few times that repeat are no series", () => {
  expect(read("day,kind,v\n2021-01-01,a,1\n2021-01-02,a,2\n2021-01-02,b,2\n2021-01-03,a,1\n").length).toBe(4);
});

test("the rows of one series keep their numbers and lines", () => {
  const series = read(long, { where: ["store=2.0", "item=y"] });
  expect([...series.column("sales")]).toEqual(days.map((_, i) => i + 2));
  expect(series.place(1)).toBe("row 8 (line 9)");
  expect(series.notes).toEqual(["8 of 32 rows have store=2.0 and item=y"]);
});

test("a value or a column that the table does not have is refused", () => {
  expect(() => read(long, { where: "store=3" })).toThrow(
    'a.csv: no row has "3" in column "store". Nearest: "1", "2". Choose a value of the column with where: store=VALUE.',
  );
  expect(() => read(long, { where: "stor" })).toThrow('a.csv: there is no column "stor".');
});

test("a wide table is refused, and turned where one row is chosen; empty cells at its end are no rows", () => {
  expect(() => read(wide)).toThrow(
    'a.csv: 8 columns are named by dates and there are 2 rows: one series per row, by "Country" ("Chile", "Peru"). Choose one with where: "Country=Chile", or read all with SeriesSet.fromCsv(text).',
  );
  const series = read(wide, { where: "Country=Peru" });
  expect(series.columns).toEqual(["Peru"]);
  expect([...series.column("Peru")]).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(series.times.label(6)).toBe("2021-01-07");
  expect(series.notes).toEqual([
    "1 of 2 rows has Country=Peru",
    '8 columns are named by dates: turned, "Peru" is a column; 1 of them empty at the end',
  ]);
});

test("columns that are numbered beside a name for each row are steps, too", () => {
  const names = Array.from({ length: 60 }, (_, i) => `V${i + 1}`);
  const text = `${names.join(",")}\n${["H1", "H2"].map((name, at) => [name, ...names.slice(1).map((_, i) => i + at)].join(",")).join("\n")}`;
  expect(() => read(text)).toThrow(
    'a.csv: 59 columns are numbered (V2 to V60) and there are 2 rows: one series per row, by "V1" ("H1", "H2"). Choose one with where: "V1=H1", or read all with SeriesSet.fromCsv(text).',
  );
  expect([...read(text, { where: "V1=H2" }).column("H2")].slice(0, 3)).toEqual([1, 2, 3]);
});
