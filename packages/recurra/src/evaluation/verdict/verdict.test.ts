import { expect, test } from "vitest";
import type { Score } from "../scores/score.ts";
import type { Comparison } from "./decision.ts";
import { bestNaive, verdict } from "./verdict.ts";

const WORDS: Readonly<Record<string, string>> = {
  LSTM: "the LSTM",
  "last value": "repeating the last value",
  drift: "a straight line (drift)",
  "seasonal naive (week)": "repeating the last week",
  ridge: "a ridge regression on the window",
  Theta: "the Theta method",
};

function scored(name: string, kind: Score["kind"], mae: number): Score {
  const direction = { accuracy: null, baseRate: null, majority: null, count: 0 };
  const errors = { mae, rmse: mae, mape: 1, smape: 1, mase: 1, perStep: { mae: [mae], rmse: [mae] } };
  return { name, words: WORDS[name], kind, direction, ...errors };
}

type Rivals = Readonly<Record<string, readonly [mae: number, p: number]>>;

/** The verdict on a model of this error beside rivals with theirs and the p of the test against each. */
function judge(
  mae: number,
  naive: Rivals,
  simple: Rivals = {},
  more: { windows?: number; independent?: number; same?: string } = {},
) {
  const sets = [["naive", naive] as const, ["simple", simple] as const];
  const rivals = sets.flatMap(([kind, set]) => Object.entries(set).map(([name, [own, p]]) => ({ kind, name, own, p })));
  const comparisons = rivals.map(
    ({ kind, name, own, p }): Comparison => ({
      ...{ against: name, kind, statistic: null, p, meanDifference: mae - own, lag: 0, independent: 50 },
    }),
  );
  const scores = [scored("LSTM", "model", mae), ...rivals.map(({ kind, name, own }) => scored(name, kind, own))];
  return verdict({ scores, comparisons, windows: 250, independent: 50, remarks: [], ...more });
}

test("better than every naive forecast and every simple method: the best of each set, and the largest p", () => {
  const { outcome, headline, sentence } = judge(
    1.82,
    { "last value": [2.0512, 0.0123], drift: [2.2, 0.003] },
    { ridge: [1.95, 0.031], Theta: [2.1, 0.002] },
  );
  expect(outcome).toBe("better");
  expect(headline).toBe("Better than every naive forecast and every simple method");
  expect(sentence).toBe(
    "The LSTM beats every naive forecast: its mean absolute error is 1.820 against 2.051 of repeating the last value, the best of 2 (11% lower; p ≤ 0.012 against each, over 250 windows). It beats every simple method too: 1.950 of a ridge regression on the window (7.1% higher; p ≤ 0.031 against each).",
  );
});

test("a straight line through the window that does as well is said in the same breath", () => {
  const { outcome, headline, sentence } = judge(1.82, { "last value": [2.0512, 0.0001] }, { ridge: [1.81, 0.7] });
  expect(outcome).toBe("better");
  expect(headline).toBe("Better than every naive forecast, but a simple method does as well");
  expect(sentence).toBe(
    "The LSTM beats every naive forecast: its mean absolute error is 1.820 against 2.051 of repeating the last value (11% lower; p < 0.001, over 250 windows). But a simple method does as well: 1.810 of a ridge regression on the window (0.5% lower, p = 0.70).",
  );
});

test("a simple method that is better for certain is the one to use, whatever the naive ones are", () => {
  const still = judge(1.82, { drift: [2.05, 0.01] }, { ridge: [1.5, 0.004] });
  expect(still.headline).toBe("Better than every naive forecast, but a simple method is better still");
  expect(still.sentence).toMatch(
    / But a simple method is better still: 1\.500 of a ridge regression on the window \(18% lower, p = 0\.004\)\.$/,
  );
  const none = judge(2, { drift: [2.01, 0.8] }, { ridge: [1.5, 0.004] });
  expect(none.sentence).toMatch(
    / A simple method is better: 1\.500 of a ridge regression on the window \(25% lower, p = 0\.004\)\.$/,
  );
  // A naive forecast that is better than both is the one to name.
  const naive = judge(2, { drift: [1.2, 0.001] }, { ridge: [1.5, 0.004] });
  expect(naive.sentence).toMatch(/ The best simple method, a ridge regression on the window, has 1\.500\.$/);
  const both = judge(2, { drift: [1.6, 0.001] }, { ridge: [1.5, 0.004] });
  expect(both.sentence).toMatch(
    / The best simple method, a ridge regression on the window, is better still: 1\.500\.$/,
  );
});

test("a lower error than the simple methods' that chance explains is not claimed", () => {
  const { headline, sentence } = judge(1.5, { drift: [2.05, 0.01] }, { ridge: [1.7, 0.2] });
  expect(headline).toBe("Better than every naive forecast; not shown to be better than a simple method");
  expect(sentence).toMatch(
    / It is not shown to be better than a simple method: 1\.700 of a ridge regression on the window \(13% higher, p = 0\.20\)\.$/,
  );
});

test("a simple method with a clearly lower error that chance explains may be better", () => {
  const { headline, sentence } = judge(1.7, { drift: [2.05, 0.01] }, { ridge: [1.5, 0.2] });
  expect(headline).toBe("Better than every naive forecast, but a simple method may be better still");
  expect(sentence).toMatch(
    / But a simple method may be better still: 1\.500 of a ridge regression on the window \(12% lower, within chance\)\.$/,
  );
});

test("the best simple method stands beside every answer", () => {
  const { sentence } = judge(27, { drift: [26, 0.4] }, { ridge: [25, 0.4], Theta: [24.5, 0.6] });
  expect(sentence).toMatch(/ The best simple method, the Theta method, has 24\.50\.$/);
});

test("not shown: a clearly lower error that the windows cannot tell from chance is neither hidden nor claimed", () => {
  const { outcome, headline, sentence } = judge(
    27.17,
    { "last value": [81.8, 0.001], "seasonal naive (week)": [46.77, 0.2] },
    { ridge: [27, 0.9] },
  );
  expect(outcome).toBe("no-better");
  expect(headline).toBe("Not shown to be better than a naive forecast");
  expect(sentence).toBe(
    "The LSTM is not shown to be better than repeating the last week: its mean absolute error is 27.17 against 46.77 (42% lower), but 250 windows do not tell that from chance (p = 0.20). The best simple method, a ridge regression on the window, has 27.00.",
  );
});

test("windows that are too few to show anything are called so, with how many it takes", () => {
  const said = (windows: number, independent: number) =>
    judge(20, { drift: [26, 0.46] }, {}, { windows, independent }).sentence.replace(/.*but /, "");
  expect(said(25, 3)).toBe(
    "25 windows that overlap are worth 3 that do not, too few to tell that from chance: it takes at least 6.",
  );
  expect(said(4, 4)).toBe("4 windows are too few to tell that from chance: it takes at least 6.");
  expect(said(1, 1)).toBe("1 window is too few to tell that from chance: it takes at least 6.");
});

test("beaten is not enough: the best rival that the windows do not tell from the model is named", () => {
  const { outcome, sentence } = judge(1, { drift: [1.2, 0.01], "last value": [1.3, 0.3] });
  expect(outcome).toBe("no-better");
  expect(sentence).toMatch(/^The LSTM is not shown to be better than repeating the last value: /);
});

test("worse: a higher error that chance does not explain, and which is the better forecast", () => {
  const { outcome, headline, sentence } = judge(2.5, { "last value": [2, 0.0001], drift: [2.2, 0.5] });
  expect(outcome).toBe("worse");
  expect(headline).toBe("Worse than a naive forecast");
  expect(sentence).toBe(
    "The LSTM is worse than repeating the last value: its mean absolute error is 2.500 against 2.000 (25% higher, p < 0.001 over 250 windows); the naive forecast is the better one.",
  );
});

test("no better: a lower error within chance is no promise", () => {
  const { outcome, headline, sentence } = judge(1.98, { "last value": [2.05, 0.2], drift: [2, 0.41] });
  expect(outcome).toBe("no-better");
  expect(headline).toBe("No better than a naive forecast");
  expect(sentence).toBe(
    "The LSTM is no better than a straight line (drift): its mean absolute error is 1.980 against 2.000 (1.0% lower, p = 0.41 over 250 windows: within chance).",
  );
});

test("no better: a higher error needs no test to be no better", () => {
  expect(judge(9, { drift: [2, 0.25] }, {}, { windows: 18 }).sentence).toBe(
    "The LSTM is no better than a straight line (drift): its mean absolute error is 9.000 against 2.000 (5 times as large).",
  );
});

test("a model that repeats the last value is named as such, not compared with itself", () => {
  const { outcome, sentence } = judge(2.05, { "last value": [2.05, 1], drift: [2.1, 0.5] }, {}, { same: "last value" });
  expect(outcome).toBe("no-better");
  expect(sentence).toBe(
    "The LSTM forecasts no change: it repeats the last value and is no better than it (mean absolute error 2.050).",
  );
  const other = judge(
    2.05,
    { "seasonal naive (week)": [2.05, 1], drift: [2, 0.5] },
    {},
    { same: "seasonal naive (week)" },
  );
  expect(other.sentence).toBe(
    "The LSTM is repeating the last week itself and is no better than it (mean absolute error 2.050, against 2.000 of a straight line (drift)).",
  );
});

test("a forecast that is a simple method's is not compared with itself, and says whose it is", () => {
  const { simple, sentence } = judge(
    1.5,
    { drift: [2, 0.001] },
    { ridge: [1.5, 1], Theta: [1.8, 0.01] },
    { same: "ridge" },
  );
  expect(simple).toMatchObject({ outcome: "better", against: "Theta" });
  expect(sentence).toMatch(
    /Its forecast is that of a ridge regression on the window, which is therefore left out of the comparison\.$/,
  );
  expect(judge(1.5, { drift: [2, 0.001] }, { ridge: [1.5, 1] }, { same: "ridge" }).simple).toBeNull();
});

test("a rival without error is not divided by", () => {
  expect(judge(0.5, { drift: [0, 0.001] }).sentence).toContain("against 0 (the other is without error");
  expect(judge(0, { drift: [0, 1] }).sentence).toContain("both without error");
});

test("the naive method to beat is the one with the smallest error", () => {
  const scores = [scored("LSTM", "model", 1), scored("last value", "naive", 3), scored("drift", "naive", 2)];
  expect(bestNaive([...scores, scored("ridge", "simple", 0.5)]).name).toBe("drift");
});
