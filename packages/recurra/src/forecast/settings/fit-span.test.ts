import { expect, test } from "vitest";
import { fitSpan } from "./fit-span.ts";

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);

const options = { name: "prices.csv", rows: 100, lookback: 10, horizon: 5, validation: 0.2, origins: range(10, 96) };

test("the last share of the windows validates, and the training windows end before the first row it is scored on", () => {
  const span = fitSpan(options);
  // 86 windows have origins 10 to 95; 17 of them validate.
  expect(span.validation).toEqual(range(79, 96));
  expect(span.training).toEqual(range(10, 75));
  expect(span.trainingRows).toBe(79);
});

test("no target row of a validation window is in any training window, whatever the sizes", () => {
  for (const rows of [30, 47, 100, 1000]) {
    for (const horizon of [1, 2, 7]) {
      for (const validation of [0.01, 0.15, 0.5, 0.99]) {
        const origins = range(10, rows - horizon + 1);
        const { training, validation: held } = fitSpan({ name: "s", rows, lookback: 10, horizon, validation, origins });
        const lastTrainingRow = training[training.length - 1] + horizon - 1;
        expect(lastTrainingRow).toBeLessThan(held[0]);
        expect(held[held.length - 1] + horizon).toBe(rows);
      }
    }
  }
});

test("with a share of 0 all windows train on all rows", () => {
  const span = fitSpan({ ...options, validation: 0 });
  expect(span.training).toEqual(range(10, 96));
  expect(span.validation).toHaveLength(0);
  expect(span.trainingRows).toBe(100);
});

test("windows between gaps are cut by their number, and a cut is the origin of a window", () => {
  // Two runs of windows; 30 in all, of which the last 12 validate: origins 68 to 79.
  const span = fitSpan({ ...options, validation: 0.4, origins: Uint32Array.of(...range(20, 30), ...range(60, 80)) });
  expect(span.validation).toEqual(range(68, 80));
  expect(span.training).toEqual(Uint32Array.of(...range(20, 30), ...range(60, 64)));
  expect(span.trainingRows).toBe(68);
  // Where so many validate that none would train, the first windows do.
  expect(fitSpan({ ...options, validation: 0.99, origins: Uint32Array.of(20, 21, 60, 61) })).toEqual({
    training: Uint32Array.of(20, 21),
    validation: Uint32Array.of(60, 61),
    trainingRows: 60,
  });
});

test("the fewest rows give one training and one validation window", () => {
  const span = fitSpan({ ...options, rows: 20, origins: range(10, 16) });
  expect(span.training).toEqual(Uint32Array.of(10));
  expect(span.validation).toEqual(Uint32Array.of(15));
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
