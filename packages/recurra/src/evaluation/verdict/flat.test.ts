import { expect, test } from "vitest";
import { Generator } from "../../core/random.ts";
import type { Score } from "../scores/score.ts";
import type { Comparison } from "./decision.ts";
import { detectFlat } from "./flat.ts";

const random = new Generator(2).stream("flat");
const actual = Float64Array.from({ length: 60 }, (_, i) => 10 * random.normal(i));
const compared = (against: string, meanDifference: number, p: number): Comparison => ({
  ...{ against, kind: "naive", statistic: null, p, meanDifference, lag: 0, independent: 50 },
});
const scores = Object.entries({ LSTM: 4, median: 3.9, "seasonal naive (week)": 2, ridge: 3, Holt: 3.85 }).map(
  ([name, mae]) => ({ name, mae, words: `the ${name}` }) as Score,
);

function look(predicted: Float64Array, comparisons: readonly Comparison[] = [], lookback = 30) {
  const seasonOf = (name: string) => (name === "seasonal naive (week)" ? { rows: 168, name: "a week" } : undefined);
  return detectFlat({ actual, predicted, windows: 20, lookback, scores, comparisons, seasonOf });
}
const flat = actual.map((value) => 3 + 0.02 * value);

test("a forecast that varies as the values do, or by a fifth of it, is not flat", () => {
  expect(look(actual)).toEqual({ flat: false });
  expect(look(actual.map((value) => 0.2 * value))).toEqual({ flat: false });
});

test("flat without any better rival: there may be nothing to learn", () => {
  expect(
    look(flat, [
      compared("median", 2, 0.001),
      compared("Holt", 2, 0.001),
      compared("ridge", 1, 0.3),
      compared("seasonal naive (week)", -1, 0.001),
    ]),
  ).toEqual({
    flat: true,
    cause: "no-signal",
    message:
      "The LSTM's forecast is flat: it varies by 2% of what the values do. No rival that moves is better for certain: the past of this column may hold nothing that tells its future.",
  });
});

test("flat where a season that is longer than the lookback is better: the network could not see it", () => {
  const found = look(flat, [compared("ridge", 1, 0.01), compared("seasonal naive (week)", 2, 0.01)]);
  expect(found.cause).toBe("lookback");
  expect(found.message).toMatch(
    /The seasonal naive \(week\) is better, but a week has 168 rows and the LSTM looks back on 30 rows: a longer lookback would show it\.$/,
  );
});

test("flat where a rival is better with what the lookback shows: training did not find it", () => {
  expect(look(flat, [compared("ridge", 1, 0.01)]).cause).toBe("training");
  expect(look(flat, [compared("seasonal naive (week)", 2, 0.01)], 168).cause).toBe("training");
});

test("few windows, and values that never change, are not judged", () => {
  const one = { scores, comparisons: [], lookback: 1, seasonOf: () => undefined };
  expect(detectFlat({ actual, predicted: flat, windows: 7, ...one })).toEqual({ flat: false });
  const constant = actual.map(() => 5);
  expect(detectFlat({ actual: constant, predicted: constant, windows: 20, ...one })).toEqual({ flat: false });
});
