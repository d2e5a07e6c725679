import { expect, test } from "vitest";
import { median } from "../../statistics/median.ts";
import { meanRival, medianRival, zeroRival } from "./constants.ts";

const values = Float64Array.of(2, Number.NaN, 4, 9, 1);
const history = { values, fitted: 3, seasons: [], horizon: 1 };

test("the mean is that of the values known before each origin", () => {
  expect(Array.from(meanRival.fit(history)?.forecast(values, Uint32Array.of(3, 4, 5)) ?? [])).toEqual([3, 5, 4]);
});

test("the median is that of the values known before each origin", () => {
  expect(Array.from(medianRival.fit(history)?.forecast(values, Uint32Array.of(3, 4, 5)) ?? [])).toEqual([3, 4, 3]);
});

test("the median holds however many values become known between origins", () => {
  const many = Float64Array.from({ length: 400 }, (_, i) => (i * 7919) % 257);
  const origins = Uint32Array.of(5, 6, 50, 150, 151, 400);
  const found = medianRival.fit({ ...history, values: many, fitted: 5 })?.forecast(many, origins);
  expect(Array.from(found ?? [])).toEqual(Array.from(origins, (origin) => median(many.slice(0, origin))));
});

test("zero is 0, even where nothing is known", () => {
  const none = Float64Array.of(Number.NaN);
  const fitted = zeroRival.fit({ ...history, values: none, fitted: 1, horizon: 2 });
  expect(Array.from(fitted?.forecast(none, Uint32Array.of(1)) ?? [])).toEqual([0, 0]);
});
