import { expect, test } from "vitest";
import { Series } from "../series/series.ts";

const read = (text: string) => Series.fromCsv(text, { name: "a.csv" });

test("names that R leaves out above its row names, and delimiters behind rows or names, cost no column", () => {
  const rows = ["2021-01-01;1;2", "2021-01-02;3;4", "2021-01-03;5;6"];
  const named = read(`date;x;y\n${rows.map((row, i) => `"${i + 4}";${row}`).join("\n")}\n`);
  expect(named.columns).toEqual(["column 1", "x", "y"]);
  expect(named.span()).toBe("2021-01-01 to 2021-01-03");
  expect(named.notes).toContain("rows have one cell more than the header, as R writes them: their names come first");
  const behind = read(`date;x;y\n${rows.map((row) => `${row};`).join("\n")}\n`);
  expect([behind.columns, [...behind.column("y")]]).toEqual([
    ["x", "y"],
    [2, 4, 6],
  ]);
  expect(behind.notes).toContain("a delimiter stands behind each row");
  const above = read(`Series id:;5\n\ndate;x;y;\n${rows.join("\n")}\n`);
  expect([above.columns, above.length]).toEqual([["x", "y"], 3]);
  expect(above.notes).toContain("a delimiter stands behind the names alone");
});

test("rows that are one cell longer for another reason are refused", () => {
  expect(() => read("date,x\n2021-01-01,1,5\n2021-01-01,2,5\n2021-01-02,3,5\n")).toThrow("but the header has 2");
  expect(() => read("date,x\n2021-01-01,1\n2021-01-02,3,5\n2021-01-03,3,5\n")).toThrow("but the header has 2");
});
