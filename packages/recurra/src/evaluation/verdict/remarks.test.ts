import { expect, test } from "vitest";
import type { Score } from "../scores/score.ts";
import { arePercentagesMeaningful, directionRemarks, fewWindowsRemarks, measureRemarks } from "./remarks.ts";

const direction = { accuracy: null, baseRate: null, majority: null, count: 0 };

function scored(words: string, mae: number, rmse: number, mape: number | null, smape: number): Score {
  const errors = { mae, rmse, mape, smape, mase: 1, perStep: { mae: [mae], rmse: [rmse] } };
  return { name: words, words, kind: "naive", direction, ...errors };
}

test("measures that agree on who is best need no words", () => {
  expect(measureRemarks([scored("the LSTM", 1, 1, 1, 1), scored("drift", 2, 2, 2, 2)])).toEqual([]);
});

test("who is within a hundredth of the best by each measure is best by all", () => {
  const scores = [scored("the LSTM", 1.005, 2, 3, 4), scored("drift", 1, 2.1, 3.1, 4.1)];
  expect(measureRemarks(scores)).toEqual([]);
});

test("measures that do not agree are told, with who is best by each", () => {
  const scores = [scored("the LSTM", 1, 3, 5, 1), scored("always 0", 2, 2, 2, 2), scored("the mean", 4, 1, 9, 3)];
  expect(measureRemarks(scores)).toEqual([
    "The measures do not agree: by MAE and sMAPE the LSTM is best, by RMSE the mean, by MAPE always 0.",
  ]);
});

test("a measure that is not defined for these values has no say", () => {
  expect(measureRemarks([scored("the LSTM", 1, 1, null, 1), scored("drift", 2, 2, null, 2)])).toEqual([]);
});

test("direction accuracy never stands without what always naming the more frequent direction would have got", () => {
  const called = { accuracy: 0.524, baseRate: 0.56, majority: "up", count: 1250 } as const;
  expect(directionRemarks({ ...scored("the LSTM", 1, 1, 1, 1), direction: called })).toEqual([
    'Its direction was right 52% of the time (1,250 forecasts); always saying "up" would have been right 56% of the time.',
  ]);
});

test("half of the error from one window in twenty or fewer is told, with the worst of them", () => {
  const predicted = new Float64Array(80);
  const actual = predicted.map((_, at) => (at === 20 || at === 63 ? 200 + at : at === 21 ? Number.NaN : 1));
  const remarks = (values: Float64Array) =>
    fewWindowsRemarks("LSTM", { actual: values, predicted, horizon: 2 }, (window) => `day ${window}`);
  expect(remarks(actual)).toEqual(["Half of the LSTM's error comes from 2 of 40 windows, most from that of day 31."]);
  expect(remarks(predicted.map(() => 1))).toEqual([]);
  expect(remarks(predicted)).toEqual([]);
});

test("percentages of values around 0 mean nothing, and have no say", () => {
  expect(arePercentagesMeaningful(Float64Array.of(10, 12, Number.NaN, 9))).toBe(true);
  expect(arePercentagesMeaningful(Float64Array.of(-10, -12))).toBe(true);
  expect(arePercentagesMeaningful(Float64Array.of(10, -12, 9))).toBe(false);
  expect(arePercentagesMeaningful(Float64Array.of(10, 0.01, 9))).toBe(false);
  const scores = [scored("the LSTM", 1, 1, 9, 9), scored("always 0", 2, 2, 2, 2)];
  expect(measureRemarks(scores, false)).toEqual([]);
  expect(measureRemarks(scores)).toHaveLength(1);
});
