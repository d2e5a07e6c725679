import { expect, test } from "vitest";
import { fitSpan } from "./fit-span.ts";

const options = { name: "prices.csv", rows: 100, lookback: 10, horizon: 5, validation: 0.2 };

test("the last share of the windows validates, and the training windows end before the first row it is scored on", () => {
  const span = fitSpan(options);
  // 86 windows have origins 10 to 95; 17 of them validate.
  expect(span.validation).toEqual({ from: 79, to: 96 });
  expect(span.training).toEqual({ from: 10, to: 75 });
  expect(span.trainingRows).toBe(79);
});

test("no target row of a validation window is in any training window, whatever the sizes", () => {
  for (const rows of [30, 47, 100, 1000]) {
    for (const horizon of [1, 2, 7]) {
      for (const validation of [0.01, 0.15, 0.5, 0.99]) {
        const { training, validation: held } = fitSpan({ name: "s", rows, lookback: 10, horizon, validation });
        const lastTrainingRow = training.to - 1 + horizon - 1;
        expect(lastTrainingRow).toBeLessThan(held.from);
        expect(training.to).toBeGreaterThan(training.from);
        expect(held.to - 1 + horizon).toBe(rows);
      }
    }
  }
});

test("with a share of 0 all windows train on all rows", () => {
  const span = fitSpan({ ...options, validation: 0 });
  expect(span.training).toEqual({ from: 10, to: 96 });
  expect(span.validation.to - span.validation.from).toBe(0);
  expect(span.trainingRows).toBe(100);
});

test("the fewest rows give one training and one validation window", () => {
  const span = fitSpan({ ...options, rows: 20 });
  expect(span.training).toEqual({ from: 10, to: 11 });
  expect(span.validation).toEqual({ from: 15, to: 16 });
});

test("one row fewer is an error with the numbers", () => {
  expect(() => fitSpan({ ...options, rows: 19 })).toThrow(
    "prices.csv: lookback 10 + horizon 5 need 15 rows to learn from and 5 more to choose the number of epochs, 20 in all, " +
      "but there are 19. Shorten the horizon, or give more rows.",
  );
});

test("a validation share outside 0 to 1 is refused", () => {
  expect(() => fitSpan({ ...options, validation: 1 })).toThrow(
    "fit: validation must be a share from 0 to below 1, such as 0.15 for the last 15 %, but it is 1.",
  );
});
