import type { LabScore } from "@recurra/labs";
import { expect, test } from "vitest";
import { bestOf, readForecastScores, readLabScores } from "./run-scores.ts";

const forecast = {
  scores: [
    { name: "LSTM", kind: "model", mae: 3, rmse: 4, mase: null },
    { name: "last value", kind: "naive", mae: 5, rmse: 6, mase: 1 },
    { name: "drift", kind: "naive", mae: 2.5, rmse: 7, mase: 1 },
  ],
  windows: { count: 1248, stride: 1, from: "2024-01-01", to: "2024-02-01" },
};

test("a run over many series has the mean and the median of their scaled errors", () => {
  const model = { name: "shared linear path", kind: "model", mase: 0.5, median: 0.4 };
  const naive = { name: "last value", kind: "naive", mase: 0.9, median: 0.8 };
  const scores = readForecastScores({ series: 45, cut: "2023-04-13", scores: [model, naive] });
  expect(scores).toEqual({
    measures: [
      { name: "mean MASE", better: "less" },
      { name: "median MASE", better: "less" },
    ],
    methods: [
      { name: "shared linear path", kind: "model", values: [0.5, 0.4] },
      { name: "last value", kind: "naive", values: [0.9, 0.8] },
    ],
    over: "45 series, from 2023-04-13 on",
  });
  expect(readForecastScores({ series: 2, scores: [model] })?.over).toBe("2 series, the last part of each");
});

test("a forecast's scores are those of run.json, with the windows that they were taken on", () => {
  const scores = readForecastScores(forecast);
  expect(scores?.measures.map(({ name }) => name)).toEqual(["MAE", "RMSE", "MASE"]);
  expect(scores?.methods[0]).toEqual({ name: "LSTM", kind: "model", values: [3, 4, null] });
  expect(scores?.over).toBe("1,248 windows, 2024-01-01 to 2024-02-01");
  expect(scores && bestOf(scores, "naive")).toEqual({ name: "drift", value: 2.5 });
});

const direction: LabScore = {
  task: "up or not up, one day ahead",
  over: "test days 2017-05-12 to 2018-05-11",
  samples: 252,
  main: true,
  measures: [
    { name: "accuracy", unit: null, better: "more" },
    { name: "log loss", unit: null, better: "less" },
  ],
  methods: [
    { name: "3 days", kind: "model", values: [0.5, 0.71] },
    { name: "4 days", kind: "model", values: [0.6, null] },
    { name: 'always "up"', kind: "naive", values: [0.55, 0.69] },
  ],
};
const other: LabScore = { ...direction, task: "free-running", main: false };

test("a lab's scores are the ones of result.json that sum up the run, whichever lab it was", () => {
  const scores = readLabScores(JSON.parse(JSON.stringify({ scores: [other, direction] })));
  expect(scores).toEqual({
    measures: [
      { name: "accuracy", better: "more" },
      { name: "log loss", better: "less" },
    ],
    methods: direction.methods,
    over: "up or not up, one day ahead, test days 2017-05-12 to 2018-05-11",
  });
  expect(readLabScores({ scores: [other] })).toBeUndefined();
});

test("of accuracies the highest is the best, and the base rate is what is to be beaten", () => {
  const scores = readLabScores({ scores: [direction] });
  expect(scores && bestOf(scores, "model")).toEqual({ name: "4 days", value: 0.6 });
  expect(scores && bestOf(scores, "naive")).toEqual({ name: 'always "up"', value: 0.55 });
});

test("a run without scores, or with something else in their place, has none", () => {
  for (const scores of [undefined, null, "high", {}, [], [1, null], [{ kind: "model", mae: "low" }]]) {
    expect(readForecastScores({ ...forecast, scores })).toBeUndefined();
    expect(readLabScores({ scores })).toBeUndefined();
  }
  expect(readForecastScores(undefined)).toBeUndefined();
  expect(readLabScores(undefined)).toBeUndefined();
  for (const wrong of [
    { measures: [] },
    { measures: "MAE" },
    { measures: [{ name: "MAE", better: "larger" }] },
    { methods: {} },
    { methods: [null, 1, { kind: "model" }, { kind: "model", values: "0.5" }] },
  ]) {
    expect(readLabScores({ scores: [{ ...direction, ...wrong }] })).toBeUndefined();
  }
});

test("what a lab kept before scores had one form is no score", () => {
  expect(readLabScores({ results: { testLoss: 0.5, naive: { input: { name: "input", loss: 1 } } } })).toBeUndefined();
});
