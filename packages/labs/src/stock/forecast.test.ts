import { withSeed } from "recurra";
import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import { priceFile, swinging } from "../prices/price-file.fixture.ts";
import { readStock, type StockData } from "./data.ts";
import { forecastNaively, type Protocol, predict } from "./forecast.ts";
import { PriceModel } from "./price-model.ts";
import { stock } from "./stock.ts";

const sizes = { column: "Close", lookback: 4, horizon: 3, testDays: 10 };
const data = readStock(priceFile(swinging(40)), sizes);
const settings = { ...settingsOf(stock.options), ...sizes, hidden: 5 };
const model = withSeed(1, () => new PriceModel(settings)).eval();
const relative = withSeed(1, () => new PriceModel(settings, 0.5)).eval();

/** The same data with another price on one day of the test. */
function changed(day: number): StockData {
  const normalised = data.normalised.slice();
  normalised[data.testRow + day] += 1;
  return { ...data, normalised };
}

/** The test days whose prediction is another one when the price of `day` is. */
async function moved(protocol: Protocol, day: number, network = model): Promise<number[]> {
  const before = await predict(network, data, sizes, protocol);
  const after = await predict(network, changed(day), sizes, protocol);
  return Array.from(before.keys()).filter((i) => before[i] !== after[i]);
}

test("teacher-forced, a price moves the later days of its window and the windows that read it: nothing before it", async () => {
  expect(await moved("teacherForced", 0)).toEqual([1, 2, 3, 4, 5]);
  expect(await moved("teacherForced", 2)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(await moved("teacherForced", 9)).toEqual([]);
});

test("window by window, a price moves no day of its own window", async () => {
  expect(await moved("windowed", 0)).toEqual([3, 4, 5]);
  expect(await moved("windowed", 2)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(await moved("windowed", 9)).toEqual([]);
});

test("free-running, no price of the test moves anything", async () => {
  for (let day = 0; day < 10; day++) expect(await moved("freeRunning", day)).toEqual([]);
  expect(await moved("freeRunning", -1)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("measured from the last price, the protocols know no more", async () => {
  expect(await moved("teacherForced", 2, relative)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(await moved("windowed", 2, relative)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(await moved("freeRunning", 2, relative)).toEqual([]);
});

test("measured from the last price, prices that are higher by an amount give predictions that are, too", async () => {
  const higher = { ...data, normalised: data.normalised.map((value) => value + 4) };
  const before = await predict(relative, data, sizes, "freeRunning");
  const after = await predict(relative, higher, sizes, "freeRunning");
  for (const [day, value] of after.entries()) expect(value - before[day]).toBeCloseTo(4 * data.scale.scale, 3);
});

test("the first day of a window is the same teacher-forced and not, and every day has a prediction", async () => {
  const forced = await predict(model, data, sizes, "teacherForced");
  const windowed = await predict(model, data, sizes, "windowed");
  const free = await predict(model, data, sizes, "freeRunning");
  expect([forced.length, windowed.length, free.length]).toEqual([10, 10, 10]);
  for (const day of [0, 3, 6, 9]) expect(forced[day]).toBe(windowed[day]);
  expect(free.slice(0, 3)).toEqual(windowed.slice(0, 3));
  expect(free[3]).not.toBe(windowed[3]);
});

test("the naive forecasts hold, or continue, the last price that the protocol knows", () => {
  const { actual, testRow } = data;
  const known = (day: number) => actual[testRow + day - 1];
  expect(Array.from(forecastNaively(data, 3, "teacherForced").held)).toEqual(
    Array.from({ length: 10 }, (_, day) => known(day)),
  );
  expect(Array.from(forecastNaively(data, 3, "windowed").held)).toEqual(
    Array.from({ length: 10 }, (_, day) => known(day - (day % 3))),
  );
  expect(Array.from(forecastNaively(data, 3, "freeRunning").held)).toEqual(new Array(10).fill(known(0)));
  const slope = (known(0) - actual[0]) / (testRow - 1);
  expect(forecastNaively(data, 3, "freeRunning").drift[9]).toBeCloseTo(known(0) + 10 * slope, 10);
});
