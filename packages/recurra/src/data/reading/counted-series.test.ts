import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const read = (header: string, rows: readonly string[], options: CsvOptions = {}) =>
  Series.fromCsv(`${header}\n${rows.join("\n")}\n`, { name: "a.csv", ...options });
const weeks = Array.from({ length: 9 }, (_, i) => i + 1);

test("numbered weeks that come again for each shop are several series, in whatever order, and one of them is read by its rows", () => {
  const rows = weeks.flatMap((week) => [10, 20, 35].map((shop) => `${shop},${week},${(week * shop) % 7}.5`));
  for (const order of [rows, rows.toSorted()]) {
    expect(() => read("shop,week,sales", order)).toThrow('the 27 rows are 3 series by "shop" ("10", "20", "35")');
  }
  const one = read("shop,week,sales", rows, { where: "shop=20" });
  expect([one.length, one.times.kind]).toEqual([9, "row"]);
});

test("two columns tell apart what neither does alone, and times may leave numbers out", () => {
  const rows = weeks.flatMap((week) =>
    ["n", "s"].flatMap((side) => ["x", "y"].map((item) => `${side},${item},${week + (week > 5 ? 3 : 0)},${week}.1`)),
  );
  expect(() => read("side,item,time,sales", rows)).toThrow('4 series by "side", "item"');
});

test("parts of a calendar and numbers that do not go on tell no series apart", () => {
  const hours = weeks.flatMap((day) => [0, 6, 12, 18].map((hour) => `${day},${hour},${day + hour}.5`));
  expect(read("day,hour,load", hours).length).toBe(36);
  const dice = weeks.flatMap((week, i) => ["a", "b"].map((die) => `${die},${(7 * i) % 9},${week}.5`));
  expect(read("die,t,x", dice).length).toBe(18);
});
