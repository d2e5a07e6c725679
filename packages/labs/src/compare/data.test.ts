import { expect, test } from "vitest";
import { priceFile, swinging } from "../prices/price-file.fixture.ts";
import { type CompareSpans, readComparison } from "./data.ts";

const spans: CompareSpans = { column: "High", trainFrom: "", testFrom: "", testTo: "", validation: 0.2, lookback: 3 };
const file = priceFile(swinging(900), "High"); // 2018-01-01 to 2021-06-11, five days a week

const parts = (given: Partial<CompareSpans> = {}, from = file) => {
  const { rows, series } = readComparison(from, { ...spans, ...given });
  const day = (row: number) => series.times.label(row);
  return [
    `${day(rows.training)} to ${day(rows.validation - 1)}`,
    `${day(rows.validation)} to ${day(rows.test - 1)}`,
    `${day(rows.test)} to ${day(rows.end - 1)}`,
  ];
};

test("left to the file, the last year is the test, and the last fifth of the days before it the validation", () => {
  expect(parts()).toEqual(["2018-01-01 to 2020-05-26", "2020-05-27 to 2020-12-31", "2021-01-01 to 2021-06-11"]);
});

test("a last year of less than 60 days is no test, and left out; training begins five years before the test", () => {
  const long = priceFile(swinging(2150), "High"); // 2018-01-01 to 2026-03-27: 2026 has 62 days
  expect(parts({}, long)[2]).toBe("2026-01-01 to 2026-03-27");
  expect(parts({}, long)[0].slice(0, 10)).toBe("2021-01-01");
  const shorter = priceFile(swinging(2140), "High");
  expect(parts({}, shorter)[2]).toBe("2025-01-01 to 2025-12-31");
});

test("dates are taken as given; without an end, the test ends with its year", () => {
  expect(parts({ trainFrom: "2019-02-01", testFrom: "2020-03-02" })).toEqual([
    "2019-02-01 to 2019-12-12",
    "2019-12-13 to 2020-02-28",
    "2020-03-02 to 2020-12-31",
  ]);
  expect(parts({ testFrom: "2020", testTo: "2020-06-30" })[2]).toBe("2020-01-01 to 2020-06-30");
});

test("prices are scaled by the training days alone: validation and test may lie outside 0 to 1", () => {
  const { rows } = readComparison(file, spans);
  const rising = priceFile(
    Array.from({ length: 900 }, (_, i) => 10 + i),
    "High",
  );
  const { windows, priceOf } = readComparison(rising, spans);
  const scaled = windows.test.series.column("High");
  expect([scaled[0], scaled[rows.validation - 1]]).toEqual([0, 1]);
  expect(scaled[rows.validation]).toBeGreaterThan(1);
  expect(priceOf([0, 1])).toEqual(Float64Array.of(10, 10 + rows.validation - 1));
});

test("every day of validation and test is predicted, from days that may lie before; no training window leaves its part", () => {
  const { windows, rows } = readComparison(file, spans);
  expect(windows.training.length).toBe(rows.validation - rows.training - 3);
  expect(windows.training.origin(windows.training.length - 1)).toBe(rows.validation - 1);
  expect(windows.validation.length).toBe(rows.test - rows.validation);
  expect(windows.validation.origin(0)).toBe(rows.validation);
  expect(windows.test.length).toBe(rows.end - rows.test);
  expect([windows.test.start(0), windows.test.origin(0)]).toEqual([rows.test - 3, rows.test]);
});

test("missing cells are counted in every column of numbers, rows only where the price is missing", () => {
  const lines = file.text.trimEnd().split("\n");
  const volumes = lines.map((line, i) => (i === 0 ? `${line},Volume` : `${line},${i % 300 === 0 ? "" : i}`));
  volumes[5] = `${volumes[5].split(",")[0]},,7`;
  const { missing, prices } = readComparison({ name: "two.csv", text: volumes.join("\n") }, spans);
  expect(missing).toEqual({ High: 1, Volume: 3 });
  expect([prices.missing, prices.duplicates]).toEqual([1, 0]);
  const spoiled = volumes.map((line, i) => (i === 9 ? `${line}lots` : line)).join("\n");
  expect(readComparison({ name: "two.csv", text: spoiled }, spans).missing).toEqual({ High: 1 });
});

test("dates that the file does not have are refused with those it has", () => {
  expect(() => parts({ testFrom: "2022-01-01" })).toThrow(
    "prices.csv: the test is to be 2022-01-01 to 2022-12-31, but the file has 900 days, 2018-01-01 to 2021-06-11. Give other dates with testFrom and testTo, or give none.",
  );
  expect(() => parts({ testFrom: "2018-01-01" })).toThrow(
    "prices.csv: training needs 5 days and validation one, but from 2013-01-01 until the test on 2018-01-01 there are 0 days and 0 " +
      "(the file has 900 days, 2018-01-01 to 2021-06-11). Give other dates with trainFrom and testFrom, or a longer file.",
  );
  expect(() => parts({ trainFrom: "2021-02-01" })).toThrow(
    "from 2021-02-01 until the test on 2021-01-01 there are 0 days",
  );
  expect(() => parts({ testFrom: "2020-06-01", testTo: "2020-05-01" })).toThrow(
    "the test is to be 2020-06-01 to 2020-05-01",
  );
});

test("a date that is none is refused by its option", () => {
  expect(() => parts({ testFrom: "soon" })).toThrow('testFrom: "soon" is not read as a time. Write it as 2018-05-31');
  expect(() => parts({ trainFrom: "2019-13-01" })).toThrow("trainFrom: ");
});

test("prices that never change in training are refused", () => {
  const flat = priceFile(
    Array.from({ length: 900 }, (_, i) => (i < 700 ? 3 : i)),
    "High",
  );
  expect(() => parts({}, flat)).toThrow('prices.csv: the lab needs prices that change, but "High" is 3 on all');
});
