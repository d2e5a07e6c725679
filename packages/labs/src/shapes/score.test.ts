import { expect, test } from "vitest";
import { findBestNaive, formatValue, hasLearned, listRated, measureErrorLeft, type Score } from "./score.ts";

const error: Score = {
  kind: "error",
  measure: "distance",
  network: { name: "net", value: 0.05 },
  others: [],
  naive: [
    { name: "staying", value: 0.15 },
    { name: "going straight on", value: 0.1 },
  ],
  samples: 10,
};
const right: Score = {
  kind: "accuracy",
  measure: "right",
  network: { name: "net", value: 0.9 },
  others: [],
  naive: [
    { name: "chance", value: 0.1 },
    { name: "always one kind", value: 0.5 },
  ],
  samples: 10,
};

test("the best naive answer has the lowest error or the highest accuracy", () => {
  expect(findBestNaive(error).name).toBe("going straight on");
  expect(findBestNaive(right).name).toBe("always one kind");
});

test("what is left of the naive error is 1 for an answer that is no better", () => {
  expect(measureErrorLeft(error)).toBeCloseTo(0.5);
  expect(measureErrorLeft(right)).toBeCloseTo(0.2);
  expect(measureErrorLeft(right, { name: "other", value: 0.5 })).toBe(1);
});

test("learned means at least a tenth less error than the best naive answer", () => {
  const off = (value: number) => hasLearned(error, { name: "other", value });
  expect([off(0.089), off(0.091), off(0.1), off(0.2)]).toEqual([true, false, false, false]);
  expect(hasLearned(right)).toBe(true);
  expect(hasLearned(right, { name: "other", value: 0.54 })).toBe(false);
});

test("nothing is better than a naive answer without any error", () => {
  const perfect: Score = { ...error, naive: [{ name: "exact", value: 0 }] };
  expect(hasLearned(perfect)).toBe(false);
  expect(hasLearned(perfect, { name: "also exact", value: 0 })).toBe(false);
});

test("errors are shown with three decimals, accuracies in percent", () => {
  expect(formatValue(right, right.network)).toBe("90.0%");
  expect(listRated(error, error.naive)).toBe("staying 0.150, going straight on 0.100");
});
