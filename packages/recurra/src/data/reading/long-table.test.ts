import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const read = (rows: readonly string[], options: CsvOptions = {}) =>
  Series.fromCsv(`${rows.join("\n")}\n`, { name: "a.csv", ...options });
const day = (at: number) => `2021-01-${String(at).padStart(2, "0")}`;
const span = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => day(from + i));

test("series that share no times are seen where times jump back as a column changes, whatever it holds", () => {
  for (const [a, b, c] of [
    ["a", "b", "c"],
    ["1.5", "2.5", "0.5"],
    ["7", "3", "9"],
  ]) {
    const rows = [
      ...span(20, 28).map((at) => `${a},${at},1.1`),
      ...span(10, 20).map((at, i) => `${b},${at},2.${i}`),
      ...span(1, 8).map((at, i) => `${c},${at},3.${i}`),
    ];
    expect(() => read(["id,day,x", ...rows])).toThrow(
      `a.csv: the 25 rows are 3 series by "id" ("${a}", "${b}", "${c}"). Choose one with where: "id=${a}"`,
    );
  }
});

test("a column that changes elsewhere, too, and times that are wrong are no series", () => {
  const rows = [...span(5, 12), ...span(1, 5)].map((at, i) => `${"uuvvwwxxyyz"[i]},${at},1.${i}`);
  expect(read(["kind,day,x", ...rows]).length).toBe(11);
  // Last year's number after New Year, with the month beside it.
  const turn = [
    ..."789".split("").map((d) => `Dec,2020-12-2${d},1.${d}`),
    ...span(1, 6).map((at) => `Jan,${at.replace("2021", "2020")},2.5`),
  ];
  expect(read(["name,day,x", ...turn]).length).toBe(8);
});

test("three columns of text tell series apart together, those that do not matter left out", () => {
  const rows = ["DE", "FR"].flatMap((geo) =>
    ["M", "F"].flatMap((sex) =>
      ["young", "old"].flatMap((age) => span(1, 9).map((at, i) => `${geo},people,${sex},${age},${at},${i}.5`)),
    ),
  );
  expect(() => read(["geo,unit,sex,age,day,x", ...rows])).toThrow(
    'the 64 rows are 8 series by "geo", "sex", "age" ("DE, M, young", "DE, M, old", "DE, F, young" and 5 more). Choose one with where: "geo=DE" where: "sex=M" where: "age=young"',
  );
});

test("series names the columns: several are refused, one is read without them, and nothing is found beside", () => {
  const rows = [...span(1, 9).map((at) => `1,${at},5`), ...span(10, 19).map((at) => `2,${at},6`)];
  const text = ["shop,day,x", ...rows];
  expect(() => read(text, { series: "shop" })).toThrow('the 17 rows are 2 series by "shop" ("1", "2")');
  const one = read(text, { series: "shop", where: "shop=2" });
  expect([one.columns, one.length]).toEqual([["x"], 9]);
  expect(() => one.column("shop")).toThrow('a.csv: column "shop" tells the series apart');
  expect(() => read(text, { series: "shops" })).toThrow(
    'a.csv: there is no column "shops". Nearest: "shop". Name the columns that tell the series apart with series: COLUMN,COLUMN.',
  );
});

test("the column of a condition is no column of numbers, unless it is asked for", () => {
  const rows = [1, 2].flatMap((shop) => span(1, 9).map((at) => `${shop},${at},${shop}.5`));
  expect(read(["shop,day,x", ...rows], { where: "shop=1" }).columns).toEqual(["x"]);
  expect(read(["shop,day,x", ...rows], { where: "shop=1", columns: ["shop"] }).columns).toEqual(["shop"]);
});

test("a few rows that are written twice do not hide the series, many do", () => {
  const rows = ["a", "b", "c"].flatMap((id) =>
    Array.from({ length: 60 }, (_, i) => `${id},2021-01-01 00:${String(i).padStart(2, "0")},${i}.5`),
  );
  const twice = (count: number) => rows.flatMap((row, i) => (i % 60 < count ? [row, row] : [row]));
  expect(() => read(["park,time,x", ...twice(1)])).toThrow('3 series by "park"');
  expect(read(["park,time,x", ...twice(8)]).length).toBe(204);
});
