import { expect, test } from "vitest";
import { isLong, planSentence, timeSentence } from "./plan-text.ts";

const minutes = {
  settings: { lookback: 1440, epochs: 150, patience: 20 },
  rows: 100_000,
  trainingWindows: 66_769,
  stride: 1,
  validationWindows: 11_783,
  batches: 1044,
  epochWork: 1.3e12,
  backtest: { windows: 2857, stride: 7 },
};

test("the plan is told before training: rows, windows, lookback, batches, epochs, and which windows are scored", () => {
  expect(planSentence(minutes)).toBe(
    "plan: 100,000 rows; 66,769 windows of 1,440 rows train and 11,783 choose the epoch, 1,044 batches an epoch, " +
      "at most 150 epochs; 2,857 windows are scored, one every 7 rows.",
  );
  expect(planSentence({ ...minutes, stride: 8 })).toContain("train, one in 8 in each epoch, and 11,783 choose");
  expect(planSentence({ ...minutes, backtest: { windows: 248, stride: 1 } })).toContain("; 248 windows are scored.");
});

test("its time is told in units that a reader takes in", () => {
  expect(timeSentence(41.2, 6180)).toBe(
    "time: about 41 s an epoch, at most 1 h 43 min in all (both fits and the backtest; they stop earlier when validation does not improve).",
  );
});

test("whether a run is long is a matter of counts: of the work that early stopping leaves at least", () => {
  expect(isLong(minutes)).toBe(true);
  // The price of the first command of the README.
  expect(isLong({ ...minutes, epochWork: 3.4e8 })).toBe(false);
  expect(isLong({ ...minutes, epochWork: 2e9 })).toBe(true);
  expect(isLong({ ...minutes, epochWork: 2e9, settings: { ...minutes.settings, epochs: 2 } })).toBe(false);
});
