import { expect, test } from "vitest";
import { directionScore } from "./direction.ts";

test("direction accuracy compares signs of the change from the last known value, beside the more frequent direction", () => {
  const score = directionScore([11, 12, 9, 13], [10.5, 9, 8, 14], [10, 10], 2);
  expect(score).toEqual({ accuracy: 0.75, baseRate: 0.75, majority: "up", count: 4 });
});

test("rows where nothing changed are neither right nor wrong", () => {
  const score = directionScore([10, 9, 8], [11, 8, 11], [10, 10, 10], 1);
  expect(score).toEqual({ accuracy: 0.5, baseRate: 1, majority: "down", count: 2 });
});

test("a method that never forecasts a change names no direction, so it has no accuracy but still a base rate", () => {
  const score = directionScore([11, 9, 12], [10, 10, 10], [10, 10, 10], 1);
  expect(score.accuracy).toBeNull();
  expect(score.baseRate).toBeCloseTo(2 / 3, 14);
});

test("a single forecast of no change among others counts as wrong", () => {
  expect(directionScore([11, 12], [10, 12], [10, 10], 1).accuracy).toBe(0.5);
});

test("when nothing ever changes there is no direction to call", () => {
  expect(directionScore([10, 10], [11, 9], [10], 2)).toEqual({
    accuracy: null,
    baseRate: null,
    majority: null,
    count: 0,
  });
});
