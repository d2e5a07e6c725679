import { expect, test } from "vitest";
import { manyVerdict } from "./many-verdict.ts";
import type { PooledComparison, PooledScore, SeriesRow } from "./result.ts";

const score = (name: string, kind: PooledScore["kind"], mase: number, series = 45): PooledScore => {
  return {
    name,
    words: kind === "model" ? `the ${name}` : `repeating ${name}`,
    kind,
    series,
    mase,
    median: mase,
    best: 0,
  };
};
const beside = (against: string, kind: "naive" | "simple", lower: number, meanDifference: number, p: number) =>
  ({ against, kind, series: 45, lower, higher: 45 - lower, meanDifference, p }) satisfies PooledComparison;
const row = (id: string, ratio: number | null, outcome: SeriesRow["outcome"], note?: string): SeriesRow => ({
  ...{
    key: [id],
    from: "a",
    to: "b",
    rows: 9,
    windows: 3,
    mae: ratio,
    mase: ratio,
    ratio,
    outcome,
    p: 0.5,
    forecastBy: "GRU",
  },
  rival: ratio === null ? null : { name: "Holt", words: "Holt's linear smoothing", mae: 1, mase: 1 },
  ...(note !== undefined && { note }),
});
const rows = [row("1", 0.5, "better"), row("2", 0.9, "no-better"), row("33", 1.8, "no-better")];
const given: Parameters<typeof manyVerdict>[0] = {
  idColumns: ["Store"],
  scores: [score("GRU", "model", 0.6), score("the last year", "naive", 0.8), score("Theta", "simple", 0.7)],
  comparisons: [beside("the last year", "naive", 39, -0.2, 1e-6), beside("Theta", "simple", 33, -0.1, 0.003)],
  rows,
  remarks: [],
};

test("a model that beats all rivals over all series is said to, with means, signs and chance; then the series one by one, and the worst", () => {
  const verdict = manyVerdict(given);
  expect([verdict.outcome, verdict.simple, verdict.headline]).toEqual([
    "better",
    "better",
    "Over all series better than every naive forecast and every simple method",
  ]);
  expect(verdict.sentence).toBe(
    "Over 45 series the GRU beats every naive forecast: its mean scaled error (MASE) is 0.6000 against 0.8000 of repeating the last year (25% lower; smaller in 39 of 45 series; p < 0.001). It beats every simple method too: 0.7000 of repeating Theta (17% higher; larger in 33 of 45 series; p = 0.003).",
  );
  expect(verdict.remarks).toEqual([
    "One by one, against the best of all rivals as it turned out: better in 1, no better in 2, worse in 0 (by each series' own windows, corrected for 3 tests: at most 5% of those found are expected to be chance); the error is smaller than that best rival's in 2.",
    "Worst is Store=33, with 1.80 times the error of Holt's linear smoothing.",
  ]);
  expect(verdict.counts).toEqual({ better: 1, "no-better": 2, worse: 0, unscored: 0 });
});

test.each<[string, readonly PooledComparison[], string, RegExp]>([
  [
    "a simple method that wins",
    [beside("the last year", "naive", 39, -0.2, 1e-6), beside("Theta", "simple", 5, 0.1, 1e-6)],
    "Over all series better than every naive forecast, but a simple method is better still",
    /But a simple method is better still: 0\.7000 of repeating Theta \(.*; smaller in 40 of 45 series; p < 0\.001\)\.$/,
  ],
  [
    "a difference that may be chance",
    [beside("the last year", "naive", 25, -0.2, 0.55), beside("Theta", "simple", 24, -0.1, 0.77)],
    "Over all series not shown to be better than a naive forecast",
    /the GRU is not shown to be better than repeating the last year: .* p = 0\.55\)\. It is not shown to be better than every simple method: /,
  ],
  [
    "a naive forecast that wins",
    [beside("the last year", "naive", 3, 0.2, 1e-6), beside("Theta", "simple", 24, 0.1, 1)],
    "Over all series worse than a naive forecast",
    /the GRU is worse than repeating the last year: /,
  ],
])("%s is said", (_, comparisons, headline, sentence) => {
  const verdict = manyVerdict({ ...given, comparisons });
  expect(verdict.headline).toBe(headline);
  expect(verdict.sentence).toMatch(sentence);
});

test("few series prove nothing, and series with a note are named", () => {
  const short = [
    row("4", null, "unscored", "too short for a backtest"),
    row("5", null, "unscored", "too short for a backtest"),
  ];
  const { remarks } = manyVerdict({
    ...given,
    scores: given.scores.map((one) => ({ ...one, series: 3 })),
    rows: [...rows, ...short],
  });
  expect(remarks.slice(2)).toEqual([
    "3 series are too few to tell a difference over series from chance: it takes at least 6.",
    "2 series (Store=4 and Store=5): too short for a backtest.",
  ]);
});

test("where nothing could be scored, nothing is claimed", () => {
  const verdict = manyVerdict({ ...given, scores: [], comparisons: [], rows: [] });
  expect([verdict.outcome, verdict.headline]).toEqual(["no-better", "Not scored"]);
});
