import { expect, test } from "vitest";
import type { Score } from "../evaluation/index.ts";
import { PooledScores } from "./pooled-scores.ts";

const of = (name: string, kind: Score["kind"], mase: number | null): Score => ({
  ...{ name, words: `the ${name}`, kind, mae: 10 * (mase ?? 0), rmse: 0, mape: null, smape: 0, mase },
  direction: { accuracy: null, baseRate: null, majority: "up", count: 0 } as unknown as Score["direction"],
  perStep: { mae: [], rmse: [] },
});
/** Series with these scaled errors of the model, the last value and Theta. */
function pooled(rows: readonly (readonly [number | null, number | null, (number | null)?])[]): PooledScores {
  const scores = new PooledScores();
  for (const [model, naive, simple] of rows) {
    const theta = simple === undefined ? [] : [of("Theta", "simple", simple)];
    scores.add([of("GRU", "model", model), of("last value", "naive", naive), ...theta]);
  }
  return scores;
}

test("errors are means and medians over series; the best of each series is counted", () => {
  const scores = pooled([
    [1, 2, 3],
    [3, 2, 4],
    [2, 4, 1],
  ]).scores("GRU");
  expect(scores.map(({ name, mase, median, best, series }) => [name, mase, median, best, series])).toEqual([
    ["GRU", 2, 2, 1, 3],
    ["last value", 8 / 3, 2, 1, 3],
    ["Theta", 8 / 3, 3, 1, 3],
  ]);
});

test("a series whose errors have no scale is no observation, and a rival that few series have is left out", () => {
  const scores = pooled([
    [1, 2, 3],
    [1, 2],
    [1, 2],
    [null, null],
  ]);
  expect(scores.scores("GRU").map(({ name, series }) => [name, series])).toEqual([
    ["GRU", 3],
    ["last value", 3],
  ]);
  expect(pooled([]).scores("GRU")).toEqual([]);
});

test("the sign test counts series, and shows nothing where the means say the opposite", () => {
  const lower = Array.from({ length: 9 }, (): [number, number] => [1, 1.1]);
  const [clear] = pooled([...lower, [1.2, 1.1]]).comparisons();
  expect(clear).toMatchObject({ against: "last value", kind: "naive", series: 10, lower: 9, higher: 1 });
  expect(clear.p).toBeCloseTo(22 / 1024, 12);
  // One series with a huge error turns the mean round.
  const [mixed] = pooled([...lower, [50, 1.1]]).comparisons();
  expect([mixed.meanDifference > 0, mixed.p]).toEqual([true, 1]);
});
