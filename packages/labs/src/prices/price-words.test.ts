import { expect, test } from "vitest";
import { priceFile } from "./price-file.fixture.ts";
import { readPrices } from "./price-file.ts";
import { describeFile, price, tooHigh } from "./price-words.ts";

test("prices have five digits, large ones all of their whole part", () => {
  expect([18.28493, 576.962, 0.0123456, 98765.4, 1234567.8].map(price)).toEqual([
    "18.285",
    "576.96",
    "0.012346",
    "98765",
    "1,234,568",
  ]);
  expect([tooHigh(-12.5), tooHigh(3)]).toEqual(["12.500 too low", "3.0000 too high"]);
});

test("the facts of a file name the column taken, and what was left out", () => {
  expect(describeFile(readPrices(priceFile([1, 2, 3]), ["close"]))).toEqual([
    ["file", "prices.csv"],
    ["column", "Close"],
    ["rows", "3, of which left out: none"],
    ["days", "3, 2018-01-01 to 2018-01-03"],
  ]);
  const folders = { ...priceFile([1, 2]), name: "../ada\\prices/acme.csv" };
  expect(describeFile(readPrices(folders, ["close"]))[0]).toEqual(["file", "acme.csv"]);
  const text = "Date,Close/Last\n2020-01-06,4\n2020-01-03,\n2020-01-02,2\n2020-01-01,1\n";
  expect(describeFile(readPrices({ name: "new.csv", text }, ["Close"]))).toEqual([
    ["file", "new.csv, newest row first: turned round"],
    ["column", "Close/Last"],
    ["rows", "4, of which left out: 1 row without a price, 0 rows repeated"],
    ["days", "3, 2020-01-01 to 2020-01-06"],
  ]);
});
