import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Lab, LabResult, SettingsOf } from "@recurra/labs";
import { labs } from "@recurra/labs";
import { expect, test } from "vitest";
import { bestOf, forecastScores, labScores } from "./run-scores.ts";

const forecast = {
  scores: [
    { name: "LSTM", kind: "model", mae: 3, rmse: 4, mase: null },
    { name: "last value", kind: "naive", mae: 5, rmse: 6, mase: 1 },
    { name: "drift", kind: "naive", mae: 2.5, rmse: 7, mase: 1 },
  ],
  windows: { count: 1248, stride: 1, from: "2024-01-01", to: "2024-02-01" },
};

test("a forecast's scores are those of run.json, with the windows that they were taken on", () => {
  const scores = forecastScores(forecast);
  expect(scores?.measures.map(({ name }) => name)).toEqual(["MAE", "RMSE", "MASE"]);
  expect(scores?.methods[0]).toEqual({ name: "LSTM", kind: "model", values: [3, 4, null] });
  expect(scores?.over).toBe("1,248 windows, 2024-01-01 to 2024-02-01");
  expect(scores && bestOf(scores, "naive")).toEqual({ name: "drift", value: 2.5 });
});

test("a run without scores, or with something else in their place, has none", () => {
  for (const scores of [undefined, null, "high", {}, [], [1, null], [{ kind: "model", mae: "low" }]]) {
    expect(forecastScores({ ...forecast, scores })).toBeUndefined();
  }
  expect(forecastScores(undefined)).toBeUndefined();
  for (const results of [undefined, null, [], { testLoss: "x" }, { networks: [] }]) {
    for (const lab of ["denoise", "compare", "stock", "cells", "signal", "direction", "__proto__", "other"]) {
      expect(labScores(lab, results)).toBeUndefined();
    }
  }
});

test("of accuracies the highest is the best, and the base rate is what is to be beaten", () => {
  const windows = [
    { length: 3, accuracy: 0.5 },
    { length: 4, accuracy: 0.6 },
  ];
  const scores = labScores("direction", { windows, baseRate: 0.55, baseClass: "up" });
  expect(scores && bestOf(scores, "model")).toEqual({ name: "4 days", value: 0.6 });
  expect(scores && bestOf(scores, "naive")).toEqual({ name: 'always "up"', value: 0.55 });
});

const shortest: Readonly<Record<string, object>> = {
  denoise: { train: 20, test: 20 },
  cells: { cell: "rnn", length: 8 },
  signal: {},
  stock: { testDays: 20 },
  compare: { networks: ["rnn"], layers: 1, batch: 200 },
  direction: { lengths: [3] },
};

async function resultsOf(lab: Lab): Promise<LabResult["results"]> {
  const defaults = Object.fromEntries(Object.entries(lab.options).map(([name, option]) => [name, option.default]));
  const settings = { ...defaults, epochs: 1, hidden: 2, ...shortest[lab.name] } as SettingsOf<Lab["options"]>;
  const prices = fileURLToPath(import.meta.resolve("@recurra/labs/aapl.csv"));
  const file = lab.data === undefined ? {} : { file: { name: "aapl.csv", text: readFileSync(prices, "utf8") } };
  const steps = lab.start(settings, { threads: 1, ...file });
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value.results;
  }
}

test.each(Object.keys(shortest))("the lab %s has its scores where they are looked for", async (name) => {
  const lab = labs.find((one) => one.name === name) as Lab;
  const results = await resultsOf(lab);
  const scores = labScores(name, JSON.parse(JSON.stringify(results)));
  expect(scores && bestOf(scores, "model")?.value).toBeGreaterThan(0);
  expect(scores && bestOf(scores, "naive")?.value).toBeGreaterThan(0);
});
