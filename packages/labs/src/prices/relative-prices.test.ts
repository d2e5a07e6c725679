import { noGrad, tensor } from "recurra";
import { expect, test } from "vitest";
import { measureFromLast, measureUsualChange, restorePrices } from "./relative-prices.ts";

test("the usual change is the root mean square over the rows asked for", () => {
  const values = Float64Array.of(100, 0, 3, 7, 3, 99);
  expect(measureUsualChange(values, 1, 5, 1)).toBeCloseTo(Math.sqrt((9 + 16 + 16) / 3), 12);
  expect(measureUsualChange(values, 1, 5, 2)).toBeCloseTo(Math.sqrt((49 + 0) / 2), 12);
});

test("prices that never change have the unit 1", () => {
  expect(measureUsualChange(new Float64Array(5), 0, 5, 1)).toBe(1);
});

test("prices are changes from the last one of their own window, and come back", () => {
  const prices = tensor([1, 5, 3, 20, 10, 14], [2, 3, 1]);
  const last = tensor([3, 14], [2, 1, 1]);
  noGrad(() => {
    const changes = measureFromLast(prices, last, 2);
    expect(Array.from(changes.toArray())).toEqual([-1, 1, 0, 3, -2, 0]);
    expect(Array.from(restorePrices(changes, last, 2).toArray())).toEqual([1, 5, 3, 20, 10, 14]);
  });
});
