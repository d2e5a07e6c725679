import { expect, test } from "vitest";
import type { Score } from "../scores/score.ts";
import type { Lag } from "./lag.ts";
import type { Significance } from "./significance.ts";
import { bestNaive, verdict } from "./verdict.ts";

const noLag: Lag = { lagged: false, bestShift: 0, distance: { toTruth: 1, toLastKnown: 2 } };

function scored(name: string, mae: number, accuracy: number | null = null): Score {
  const kind = name === "LSTM" ? "model" : "naive";
  const direction = { accuracy, baseRate: 0.56, majority: "up", count: 1250 } as const;
  return { name, kind, mae, rmse: mae, mape: 1, smape: 1, mase: 1, direction, perStep: { mae: [mae], rmse: [mae] } };
}

function decide(model: number, naive: Record<string, number>, p: number, lag = noLag, repeats = false) {
  const scores = [scored("LSTM", model), ...Object.entries(naive).map(([name, mae]) => scored(name, mae))];
  const against = bestNaive(scores);
  const significance: Significance = {
    against: against.name,
    statistic: -2,
    p,
    meanDifference: model - against.mae,
    lag: 4,
  };
  return verdict(scores, significance, lag, 250, repeats);
}

test("better: a lower error than the best naive method that chance does not explain", () => {
  const { outcome, sentence } = decide(1.82, { "last value": 2.0512, drift: 2.2 }, 0.0123);
  expect(outcome).toBe("better");
  expect(sentence).toBe(
    "The LSTM beats repeating the last value: its mean absolute error is 1.820 against 2.051 (11% lower, p = 0.012 over 250 windows).",
  );
});

test("not shown: a clearly lower error that the windows cannot tell from chance is neither hidden nor claimed", () => {
  const { outcome, headline, sentence } = decide(27.17, { "last value": 81.8, "seasonal naive": 46.77 }, 0.2);
  expect(outcome).toBe("no-better");
  expect(headline).toBe("Not shown to be better than a naive forecast");
  expect(sentence).toBe(
    "The LSTM is not shown to be better than repeating the last season: its mean absolute error is 27.17 against 46.77 (42% lower), but 250 windows do not tell that from chance (p = 0.20).",
  );
});

test("the headline says the outcome in words", () => {
  expect(decide(1, { drift: 2 }, 0.01).headline).toBe("Better than the naive forecasts");
  expect(decide(2, { drift: 2 }, 0.9).headline).toBe("No better than a naive forecast");
  expect(decide(3, { drift: 2 }, 0.01).headline).toBe("Worse than a naive forecast");
});

test("worse: a higher error that chance does not explain, and which is the better forecast", () => {
  const { outcome, sentence } = decide(2.5, { "last value": 2, drift: 2.2 }, 0.0001);
  expect(outcome).toBe("worse");
  expect(sentence).toBe(
    "The LSTM is worse than repeating the last value: its mean absolute error is 2.500 against 2.000 (25% higher, p < 0.001 over 250 windows); the simpler method is the better forecast.",
  );
});

test("no better: a lower error within chance is no promise", () => {
  const { outcome, sentence } = decide(1.98, { "last value": 2.05, drift: 2 }, 0.41);
  expect(outcome).toBe("no-better");
  expect(sentence).toBe(
    "The LSTM is no better than a straight line (drift): its mean absolute error is 1.980 against 2.000 (1.0% lower, p = 0.41 over 250 windows: within chance).",
  );
});

test("it is the best naive method that has to be beaten", () => {
  expect(decide(1.9, { "last value": 2, drift: 1.5, "seasonal naive": 3 }, 0.01).outcome).toBe("worse");
});

test("a model that repeats the last value is named as such, not compared with itself", () => {
  const lag = { ...noLag, lagged: true, message: "moved" };
  const { outcome, sentence, remarks } = decide(2.05, { "last value": 2.05, drift: 2.1 }, 1, lag, true);
  expect(outcome).toBe("no-better");
  expect(sentence).toBe(
    "The LSTM forecasts no change: it repeats the last value and is no better than it (mean absolute error 2.050).",
  );
  expect(remarks).toEqual([]);
});

test("the lag is a remark beside the verdict", () => {
  const lag = { ...noLag, lagged: true, message: "It is the past moved by 5 rows." };
  expect(decide(2.06, { "last value": 2.05 }, 0.5, lag).remarks).toEqual(["It is the past moved by 5 rows."]);
});

test("direction accuracy never stands without what always naming the more frequent direction would have got", () => {
  const scores = [scored("LSTM", 1.9, 0.524), scored("last value", 2)];
  const significance: Significance = { against: "last value", statistic: -1, p: 0.3, meanDifference: -0.1, lag: 0 };
  expect(verdict(scores, significance, noLag, 250, false).remarks).toEqual([
    'Its direction was right 52% of the time (1,250 forecasts); always saying "up" would have been right 56% of the time.',
  ]);
});

test("a naive method without error is not divided by", () => {
  expect(decide(0.5, { drift: 0 }, 0.001).sentence).toContain("against 0 (the naive forecast was without error");
  expect(decide(0, { drift: 0 }, 1).sentence).toContain("both without error");
});
