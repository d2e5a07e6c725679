import { expect, test } from "vitest";
import { markRows, showHead } from "./file-head.ts";
import { readPrices } from "./price-file.ts";

const text = [
  "\uFEFFDate,Close,Note",
  "2020-01-01,10,a",
  "2020-01-02,11,b",
  "2020-01-03,12,c",
  "2020-01-04,11,d",
  "2020-01-05,13,e",
  `2020-01-06,14,${"f".repeat(300)}`,
].join("\r\n");
const prices = readPrices({ name: "prices.csv", text }, ["close"]);

test("the head is the heading and five rows as they are written, and long lines are cut", () => {
  const lines = showHead(prices).text.split("\n");
  expect(lines).toEqual([
    "Date,Close,Note",
    "2020-01-01,10,a",
    "2020-01-02,11,b",
    "2020-01-03,12,c",
    "2020-01-04,11,d",
    "2020-01-05,13,e",
  ]);
  const long = readPrices({ name: "p.csv", text: text.replace(",a", `,${"a".repeat(300)}`) }, ["Close"]);
  expect(showHead(long).text.split("\n")[1]).toHaveLength(164);
});

test("rows that the first window of each length reads are marked, and the row that it is to call stands out", () => {
  const marked = [2, 3].map((length) => ({
    length,
    windows: prices.series.windows({ lookback: length, horizon: 1, inputs: ["Close"], targets: ["Close"] }),
    target: (row: number) => `row ${row}`,
  }));
  const { columns, rows } = markRows(prices, marked);
  expect(columns.map(({ title }) => title)).toEqual(["day", "Close", "window of 2", "window of 3"]);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ["2020-01-01", "10", "in, 1 of 2", "in, 1 of 3"],
    ["2020-01-02", "11", "in, 2 of 2", "in, 2 of 3"],
    ["2020-01-03", "12", "row 2", "in, 3 of 3"],
    ["2020-01-04", "11", "", "row 3"],
    ["2020-01-05", "13", "", ""],
  ]);
  expect(rows.map(({ best }) => best)).toEqual([[], [], [2], [3], []]);
});
