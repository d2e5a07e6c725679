import { expect, test } from "vitest";
import { type Comparison, decide } from "./decision.ts";

/** Rivals by name: the model's error minus theirs, and p. */
function against(rivals: Readonly<Record<string, readonly [number, number]>>): readonly Comparison[] {
  return Object.entries(rivals).map(([name, [meanDifference, p]]) => ({
    ...{ against: name, kind: "naive", statistic: meanDifference, p, meanDifference, lag: 0, independent: 50 },
  }));
}

test("better needs a smaller error and p < 0.05 against each rival; it names the best rival and the largest p", () => {
  expect(decide(against({ drift: [-3, 0.001], "last value": [-1, 0.01], mean: [-2, 0.04] }))).toEqual({
    outcome: "better",
    against: "last value",
    p: 0.04,
  });
});

test("one rival that the windows do not tell from the model is enough for no better, and the best of these is named", () => {
  expect(decide(against({ "last value": [-1, 0.01], mean: [-2, 0.2], zero: [-3, 0.4] }))).toEqual({
    outcome: "no-better",
    against: "mean",
    p: 0.2,
  });
  expect(decide(against({ "last value": [-1, 0.3], mean: [-2, 0.4] }))).toMatchObject({
    against: "last value",
    p: 0.3,
  });
});

test("worse is corrected for the number of rivals", () => {
  expect(decide(against({ a: [1, 0.02], b: [-1, 0.9], c: [-1, 0.9] }))).toEqual({
    outcome: "no-better",
    against: "a",
    p: 0.06,
  });
  expect(decide(against({ a: [1, 0.01], b: [-1, 0.9], c: [-1, 0.9] }))).toEqual({
    outcome: "worse",
    against: "a",
    p: 0.03,
  });
});

test("Holm's steps: what the smallest p leaves is corrected for fewer", () => {
  // 3 * 0.001, then max(0.003, 2 * 0.02): the better of both is named.
  expect(decide(against({ a: [1, 0.001], b: [2, 0.02], c: [-1, 0.9] }))).toEqual({
    outcome: "worse",
    against: "b",
    p: 0.04,
  });
});

test("an equal error is neither", () => {
  expect(decide(against({ a: [0, 1] }))).toEqual({ outcome: "no-better", against: "a", p: 1 });
  expect(decide([])).toBeNull();
});
