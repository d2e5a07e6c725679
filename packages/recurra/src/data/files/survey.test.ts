import { expect, test } from "vitest";
import { surveySeries } from "./survey.ts";

const survey = (lines: readonly string[], options = {}) =>
  surveySeries(new TextEncoder().encode(lines.join("\n")), { name: "a.csv", ...options });
const day = (n: number) => `2024-01-${String(n + 1).padStart(2, "0")}`;
const days = (cell: (n: number) => string, count = 28) =>
  Array.from({ length: count }, (_, n) => `${day(n)},${cell(n)}`);

test("a file without faults is read as by fromCsv", async () => {
  const { series, faults } = await survey(["Date,x", ...days(String)]);
  expect(faults).toEqual([]);
  expect(series.columns).toEqual(["x"]);
  expect(series.notes).toEqual([]);
});

test("a cell spoils its column alone", async () => {
  const { series, faults } = await survey(["Date,x,y", ...days((n) => `${n === 3 ? "oops" : n},${n}`)]);
  expect(series.columns).toEqual(["y"]);
  expect(series.parts.leftOut.get("x")).toMatchObject({ kind: "unclear", problem: '"oops" is not a number' });
  expect(faults.map(({ code, place }) => [code, place?.row])).toEqual([["CELL_NOT_A_NUMBER", 4]]);
  expect(() => series.column("x")).toThrow(/"oops" is not a number/);
});

test("an ambiguous decimal sign is said once, and other columns are read", async () => {
  const { series, faults } = await survey([
    "Date;x;y;z",
    ...days((n) => `1.${100 + n};2.${200 + n};${n}`).map((line) => line.replace(",", ";")),
  ]);
  expect(faults.map(({ code }) => code)).toEqual(["DECIMAL_AMBIGUOUS"]);
  expect(series.columns).toEqual(["z"]);
});

test("where the times cannot be read, the rows are the clock", async () => {
  const { series, faults } = await survey(["Date,x", "01/02/2020,1", "02/02/2020,2", "03/02/2020,3"]);
  expect(faults.map(({ code }) => code)).toEqual(["DATE_ORDER_AMBIGUOUS"]);
  expect(series.times.kind).toBe("row");
  expect(series.parts.clock).toEqual({ columns: ["Date"], found: "unread" });
  expect([...series.column("x")]).toEqual([1, 2, 3]);
});

test("tables of several series stand as they are", async () => {
  const long = await survey(["Date,id,x", ...["A", "B"].flatMap((id) => days((n) => `${id},${n}`))]);
  expect(long.faults.map(({ code }) => code)).toEqual(["LONG_TABLE"]);
  expect(long.series.length).toBe(56);
  const wide = await survey([
    `id,${days(String).map((line) => line.slice(0, 10))}`,
    `a${",1".repeat(28)}`,
    `b${",2".repeat(28)}`,
  ]);
  expect(wide.faults.map(({ code }) => code)).toEqual(["WIDE_TABLE"]);
  expect(wide.series.columns).toHaveLength(28);
});

test("without a header the columns are numbered", async () => {
  const { series, faults } = await survey(days((n) => `${n},5`));
  expect(faults.map(({ code }) => code)).toEqual(["CSV_NO_HEADER"]);
  expect(series.columns).toEqual(["column 2", "column 3"]);
});

test("what cannot be read at all, and options that do not fit, are refused", async () => {
  await expect(survey([""])).rejects.toThrow(/empty/);
  await expect(survey(["Date,x", ...days(String)], { time: "When" })).rejects.toThrow(/there is no time column "When"/);
});
