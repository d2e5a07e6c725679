import { Series } from "recurra";
import { expect, test } from "vitest";
import { scoreFile, settingsOf, summarise, testStart } from "./file.mjs";

const one = {
  chosen: "Theta",
  scores: [
    { name: "LSTM", kind: "model", mae: 3, mase: 1.5 },
    { name: "last value", kind: "naive", mae: 4, mase: 2 },
    { name: "Theta", kind: "simple", mae: 6, mase: 3 },
    { name: "ridge regression", kind: "simple", mae: 2, mase: 1 },
  ],
  coverage: { measured: 0.8 },
  apart: 10,
  verdict: { outcome: "better" },
  seconds: 1,
};

test("the error is over that of the rival which validation chose, and over the best but the ridge", () => {
  expect(summarise([one])).toMatchObject({
    chosen: "Theta",
    overChosen: 0.5,
    best: "last value",
    overBest: 0.75,
    coverage: 0.8,
  });
  const { range } = summarise([one]);
  // Wilson's interval of 8 of 10.
  expect(range[0]).toBeCloseTo(0.49, 2);
  expect(range[1]).toBeCloseTo(0.943, 2);
});

test("of several series errors are means in units of their naive steps, and coverage is weighted by windows", () => {
  const scores = one.scores.map((score) => ({ ...score, mae: 1000 * score.mae, mase: 1 }));
  const other = {
    ...one,
    chosen: "last value",
    scores,
    coverage: { measured: 0.9 },
    apart: 30,
    verdict: { outcome: "worse" },
  };
  const summary = summarise([one, other]);
  expect(summary).toMatchObject({ series: 2, error: 1.25, best: "last value", apart: 40, seconds: 2 });
  expect(summary.overChosen).toBeCloseTo(1.25 / 2, 12);
  expect(summary.overBest).toBeCloseTo(1.25 / 1.5, 12);
  expect(summary.coverage).toBeCloseTo(0.875, 12);
  expect(summary.verdicts).toEqual({ better: 1, worse: 1 });
});

test("without a look the last fifth changes nothing", async () => {
  const values = Float64Array.from({ length: 150 }, (_, t) => 20 + ((t * 7) % 5) + ((t * 31) % 13) / 13);
  const changed = values.map((value, t) => (t < testStart(150, 2) ? value : 1e6));
  const settings = settingsOf({ target: "y", horizon: 2, settings: { epochs: "1", lookback: "5" } });
  const [a, b] = await Promise.all(
    [values, changed].map((y) => scoreFile(Series.fromColumns({ y }, { name: "made" }), settings, false)),
  );
  expect(a.chosen).toBe(b.chosen);
  expect(a.scores).toEqual(b.scores);
});

test("the rival is chosen on rows before those that are scored", async () => {
  const values = Float64Array.from({ length: 150 }, (_, t) => 20 + ((t * 7) % 5) + ((t * 31) % 13) / 13);
  // The last fifth is 30 rows.
  const changed = values.map((value, t) => (t < 120 ? value : 20 + t));
  const settings = settingsOf({ target: "y", horizon: 2, settings: { epochs: "1", lookback: "5" } });
  const [a, b] = await Promise.all(
    [values, changed].map((y) => scoreFile(Series.fromColumns({ y }, { name: "made" }), settings, true)),
  );
  expect(a.chosen).toBe(b.chosen);
  expect(a.scores).not.toEqual(b.scores);
});
