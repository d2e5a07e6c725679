import { expect, test } from "vitest";
import { score } from "./score.ts";

const model = { name: "Model", words: "the Model", kind: "model" } as const;
const windows = {
  horizon: 2,
  actual: Float64Array.of(11, 12, 9, 13),
  last: Float64Array.of(10, 10),
  scale: 0.5,
};

test("a score holds every error of all windows and steps together", () => {
  const result = score(model, windows, Float64Array.of(10, 12, 12, 13));
  expect(result).toMatchObject({ ...model, mae: 1, mase: 2 });
  expect(result.rmse).toBeCloseTo(Math.sqrt(10 / 4), 14);
  expect(result.direction).toEqual({ accuracy: 0.5, baseRate: 0.75, majority: "up", count: 4 });
});

test("errors are also given for each step of the horizon by itself", () => {
  const result = score(model, windows, Float64Array.of(10, 12, 12, 13));
  expect(result.perStep).toEqual({ mae: [2, 0], rmse: [Math.sqrt(5), 0] });
});

test("values that were not measured count nowhere", () => {
  const holed = { ...windows, actual: Float64Array.of(11, Number.NaN, 9, 13) };
  const result = score(model, holed, Float64Array.of(10, 99, 12, 13));
  expect(result.mae).toBeCloseTo(4 / 3, 14);
  expect(result.direction.count).toBe(3);
  expect(result.perStep.mae).toEqual([2, 0]);
});
