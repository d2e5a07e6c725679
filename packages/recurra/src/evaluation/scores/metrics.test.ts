import { expect, test } from "vitest";
import { mae, mape, mase, naiveScale, rmse, smape } from "./metrics.ts";

const actual = [10, 20, 40];
const predicted = [12, 15, 41];

test("mae and rmse are the mean and root-mean-square distance", () => {
  expect(mae(actual, predicted)).toBeCloseTo(8 / 3, 14);
  expect(rmse(actual, predicted)).toBeCloseTo(Math.sqrt(10), 14);
});

test("every error refuses values and forecasts that do not pair up", () => {
  for (const [name, metric] of Object.entries({ mae, rmse, mape, smape })) {
    expect(() => metric([1, 2], [1])).toThrow(
      `${name}: 2 actual values and 1 forecast. Give as many of both, and at least one.`,
    );
    expect(() => metric([], [])).toThrow(`${name}: 0 actual values and 0 forecasts.`);
  }
});

test("mape is in percent of the actual value", () => {
  expect(mape(actual, predicted)).toBeCloseTo((20 + 25 + 2.5) / 3, 12);
});

test("mape is null, not infinite and not skipped, when an actual value is 0", () => {
  expect(mape([10, 0, 40], predicted)).toBeNull();
});

test("smape runs from 0 to 200 and counts a forecast of 0 for 0 as no error", () => {
  expect(smape([1, 2], [1, 2])).toBe(0);
  expect(smape([1, 2], [-1, 0])).toBe(200);
  expect(smape([0, 10], [0, 30])).toBeCloseTo(50, 12);
});

test("smape punishes 10 forecast as 30 as much as 30 forecast as 10", () => {
  expect(smape([10], [30])).toBe(smape([30], [10]));
});

test("mase divides by the one-step naive error inside the history", () => {
  const scale = naiveScale([1, 3, 2, 6]);
  expect(scale).toBeCloseTo((2 + 1 + 4) / 3, 14);
  expect(mase(actual, predicted, scale)).toBeCloseTo(8 / 7, 12);
});

test("with a season mase divides by the error of repeating the last season", () => {
  expect(naiveScale([1, 10, 2, 14], 2)).toBeCloseTo((1 + 4) / 2, 14);
});

test("mase is null when the history never changes or is no longer than a season", () => {
  expect(naiveScale([5, 5, 5])).toBeNull();
  expect(naiveScale([1, 2], 2)).toBeNull();
  expect(mase(actual, predicted, null)).toBeNull();
});

test("the scale of MASE leaves out pairs with a value that was not measured, and rounds a season", () => {
  expect(naiveScale([1, 3, Number.NaN, 4, 6])).toBe(2);
  expect(naiveScale([1, 2, 4, 8, 7], 2.2)).toBe((3 + 6 + 3) / 3);
  expect(naiveScale([1, Number.NaN, 3])).toBeNull();
});
