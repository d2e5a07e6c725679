import { expect, test } from "vitest";
import { priceFile, swinging } from "../prices/price-file.fixture.ts";
import { readStock } from "./data.ts";

const sizes = { column: "Close", lookback: 4, horizon: 2, testDays: 10 };

test("prices are normalised by the training days alone, and turned back", () => {
  const days = swinging(60);
  const { normalised, testRow, priceOf, scale } = readStock(priceFile(days), sizes);
  expect(testRow).toBe(50);
  const training = normalised.slice(0, 50);
  expect(training.reduce((sum, value) => sum + value, 0) / 50).toBeCloseTo(0, 12);
  expect(training.reduce((sum, value) => sum + value * value, 0) / 50).toBeCloseTo(1, 12);
  expect(priceOf(normalised)[57]).toBeCloseTo(days[57], 10);
  const wild = days.map((value, i) => (i < 50 ? value : 1e6));
  expect(readStock(priceFile(wild), sizes).scale).toEqual(scale);
});

test("training windows touch no test day", () => {
  const { windows } = readStock(priceFile(swinging(60)), sizes);
  expect(windows.length).toBe(50 - 6 + 1);
  expect(windows.origin(windows.length - 1) + 2).toBe(50);
});

test("a file with too few days is told how many are needed, and which it has", () => {
  expect(() => readStock(priceFile(swinging(15)), sizes)).toThrow(
    "prices.csv: lookback 4, horizon 2 and 10 days for the test need 16 days of prices, but the file has 15 days " +
      "(2018-01-01 to 2018-01-19). Ask for fewer with lookback, horizon and testDays, or give more.",
  );
  expect(readStock(priceFile(swinging(16)), sizes).windows.length).toBe(1);
});

test("one test day is one day", () => {
  expect(readStock(priceFile(swinging(60)), { ...sizes, testDays: 1 }).testRow).toBe(59);
});

test("prices that never change in training are refused", () => {
  const flat = Array.from({ length: 60 }, (_, i) => (i < 50 ? 7 : i));
  expect(() => readStock(priceFile(flat), sizes)).toThrow(
    'prices.csv: the lab needs prices that change, but "Close" is 7 on all 50 training days (2018-01-01 to 2018-03-09). ' +
      "Name another column with column.",
  );
});
