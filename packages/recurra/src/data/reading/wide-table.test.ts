import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const read = (text: string, options: CsvOptions = {}) => Series.fromCsv(text, { name: "a.csv", ...options });
const years = Array.from({ length: 12 }, (_, i) => 1960 + i);
const rows = ["Chile", "Peru"].flatMap((country, at) =>
  ["GDP", "People"].map((what, i) => [
    country,
    what,
    ...years.map((year) => (year < 1962 ? ".." : year + 10 * at + i)),
  ]),
);
const table = (names: readonly string[]) =>
  `Country,Series,${names.join(",")}\n${rows.map((row) => row.join(",")).join("\n")}\n`;

test("names such as 1960 [YR1960], X1960 and X2020.01.31 are times", () => {
  for (const name of [(year: number) => `${year} [YR${year}]`, (year: number) => `X${year}`, String]) {
    const series = read(table(years.map(name)), { where: ["Country=Peru", "Series=People"] });
    expect([series.times.kind, series.span(), series.length]).toEqual(["year", "1962 to 1971", 10]);
    expect(series.notes.at(-1)).toBe(
      '12 columns are named by dates: turned, "Peru" is a column; 2 of them empty at the start',
    );
  }
  const days = Array.from({ length: 8 }, (_, i) => `X2020.01.0${i + 1}`);
  expect(read(`id,${days.join(",")}\na,1,2,3,4,5,6,7,8\n`).span()).toBe("2020-01-01 to 2020-01-08");
});

test("rows that two columns tell apart name both", () => {
  expect(() => read(table(years.map(String)))).toThrow(
    'a.csv: 12 columns are named by dates and there are 4 rows: one series per row, by "Country", "Series" ("Chile GDP", "Chile People", "Peru GDP" and 1 more). Choose one with where: "Country=Chile" where: "Series=GDP"',
  );
});

test("wide settles it where the names show nothing, and where they mislead", () => {
  const text = "shop,town,a,b,c\nx,Ulm,1,2,3\ny,Ulm,4,5,6\n";
  expect(read(text).columns).toEqual(["a", "b", "c"]);
  expect(() => read(text, { wide: true })).toThrow(
    'a.csv: 3 columns are steps (a to c) and there are 2 rows: one series per row, by "shop" ("x", "y"). Choose one with where: "shop=x"',
  );
  expect([...read(text, { wide: true, where: "shop=y" }).column("y")]).toEqual([4, 5, 6]);
  expect(() => read(text, { wide: true, series: "town" })).toThrow('by "town"');
  expect(read(table(years.map(String)), { wide: false }).columns).toContain("1965");
  expect(() => read(text, { wide: "down" as never })).toThrow("wide must be");
});

test("columns that count up behind several that name the rows are steps", () => {
  const steps = Array.from({ length: 60 }, (_, i) => `d_${i + 1}`);
  const row = (item: string, store: string) => [`${item}_${store}`, item, store, ...steps.map((_, i) => i)].join(",");
  const text = `id,item,store,${steps.join(",")}\n${row("A", "X")}\n${row("A", "Y")}\n`;
  expect(() => read(text)).toThrow(
    'a.csv: 60 columns are numbered (d_1 to d_60) and there are 2 rows: one series per row, by "id" ("A_X", "A_Y"). Choose one with where: "id=A_X"',
  );
  expect(read(text, { where: ["item=A", "store=Y"] }).length).toBe(60);
});

test("of V1 to V9 the first may name the rows: the others are steps, as few as they are", () => {
  const text = (id: (row: number) => string) =>
    `V1,V2,V3,V4,V5,V6,V7,V8,V9\n${[1, 2, 3].map((row) => `${id(row)},1,2,3,4,5,6,7,${row}`).join("\n")}\n`;
  expect(() => read(text((row) => `H${row}`))).toThrow(
    '8 columns are numbered (V2 to V9) and there are 3 rows: one series per row, by "V1"',
  );
  expect(read(text((row) => `${row}.5`)).length).toBe(3);
  expect(read(text(() => "H")).length).toBe(3);
});
