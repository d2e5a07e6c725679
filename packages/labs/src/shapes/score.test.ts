import { expect, test } from "vitest";
import {
  findBestNaive,
  formatValue,
  hasLearned,
  listRated,
  measureErrorLeft,
  type Rated,
  rateChance,
  rateRight,
  type Score,
} from "./score.ts";

/** An answer with the same error of each sample, which is more than chance beside any other. */
function rated(name: string, value: number): Rated {
  return { name, value, errors: new Float64Array(10).fill(value) };
}

const error: Score = {
  kind: "error",
  measure: "distance",
  network: rated("net", 0.05),
  others: [],
  naive: [rated("staying", 0.15), rated("going straight on", 0.1)],
  samples: 10,
};
function ratedRight(name: string, value: number): Rated {
  return { name, value, errors: new Float64Array(10).fill(1 - value) };
}

const right: Score = {
  kind: "accuracy",
  measure: "right",
  network: ratedRight("net", 0.9),
  others: [],
  naive: [ratedRight("chance", 0.1), ratedRight("always one kind", 0.5)],
  samples: 10,
};

test("the best naive answer has the lowest error or the highest accuracy", () => {
  expect(findBestNaive(error).name).toBe("going straight on");
  expect(findBestNaive(right).name).toBe("always one kind");
});

test("what is left of the naive error is 1 for an answer that is no better", () => {
  expect(measureErrorLeft(error)).toBeCloseTo(0.5);
  expect(measureErrorLeft(right)).toBeCloseTo(0.2);
  expect(measureErrorLeft(right, ratedRight("other", 0.5))).toBe(1);
});

test("learned means at least a tenth less error than the best naive answer", () => {
  const off = (value: number) => hasLearned(error, rated("other", value));
  expect([off(0.089), off(0.091), off(0.1), off(0.2)]).toEqual([true, false, false, false]);
  expect(hasLearned(right)).toBe(true);
  expect(hasLearned(right, ratedRight("other", 0.54))).toBe(false);
});

test("nothing is better than a naive answer without any error", () => {
  const perfect: Score = { ...error, naive: [rated("exact", 0)] };
  expect(hasLearned(perfect)).toBe(false);
  expect(hasLearned(perfect, rated("also exact", 0))).toBe(false);
});

test("errors are shown with three decimals, accuracies in percent", () => {
  expect(formatValue(right, right.network)).toBe("90.0%");
  expect(listRated(error, error.naive)).toBe("staying 0.150, going straight on 0.100");
});

test("a tenth less error is not learned where the samples do not tell it from chance", () => {
  const right = (count: number, samples: number) => Array.from({ length: samples }, (_, i) => i % samples < count);
  const scored = (samples: number): Score => ({
    ...{ kind: "accuracy", measure: "right", others: [], samples },
    network: rateRight("net", right(0.58 * samples, samples)),
    naive: [rateChance("guessing", 0.5, samples)],
  });
  for (const samples of [50, 1000]) expect(measureErrorLeft(scored(samples))).toBeCloseTo(0.84);
  expect([hasLearned(scored(50)), hasLearned(scored(1000))]).toEqual([false, true]);
});
