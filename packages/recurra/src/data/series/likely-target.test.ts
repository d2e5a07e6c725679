import { expect, test } from "vitest";
import { describe } from "./describe.ts";
import { Series } from "./series.ts";

const noise = (seed: number) => Array.from({ length: 40 }, (_, i) => ((i + 3) * (i + seed) * 7919) % 101);
const target = (names: readonly string[], values: Readonly<Record<string, readonly number[]>> = {}) => {
  const columns = names.map((name, i) => [name, values[name] ?? noise(i)] as const);
  const series = Series.fromColumns(Object.fromEntries(columns));
  return describe(series).likelyTarget;
};

test.each([
  [["Open", "High", "Low", "Close", "Volume"], "Close"],
  [["Open", "Close/Last", "Volume"], "Close/Last"],
  [["Weekly_Sales", "Fuel_Price", "CPI"], "Weekly_Sales"],
  [["y", "temperature"], "y"],
  [["y_next", "y"], "y"],
  [["casual", "cnt", "registered"], "cnt"],
  [["grossSales", "margin"], "grossSales"],
  [["a", "b"], "b"],
  [["a", "Temperature (°C)", "hour", "is holiday"], "Temperature (°C)"],
])("of %j it is %s", (names, name) => {
  expect(target(names)).toBe(name);
});

test("flags, numbers of rows, a second clock and copies are no targets while there is something else", () => {
  const flag = noise(1).map((value) => value % 2);
  const clock = noise(1).map((_, i) => 1.6e12 + 3_600_000 * i);
  expect(target(["a", "flag", "stamp"], { flag, stamp: clock })).toBe("a");
  expect(target(["a", "b"], { a: noise(5), b: noise(5) })).toBe("a");
  expect(target(["flag"], { flag })).toBe("flag");
});
