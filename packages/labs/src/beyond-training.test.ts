import { expect, test } from "vitest";
import { beyondTraining, bias } from "./beyond-training.ts";

const training = Float64Array.of(5, 3, 10);

test("days outside the training prices are named by their side; the border is inside", () => {
  expect(beyondTraining(training, Float64Array.of(10, 11, 3, 12))).toEqual({ days: [1, 3], where: "above" });
  expect(beyondTraining(training, Float64Array.of(2, 4))).toEqual({ days: [0], where: "below" });
  expect(beyondTraining(training, Float64Array.of(2, 11))).toEqual({ days: [0, 1], where: "outside" });
  expect(beyondTraining(training, Float64Array.of(4)).days).toEqual([]);
});

test("the bias is the mean of prediction minus price over the days asked for", () => {
  expect(bias([0, 2], Float64Array.of(10, 0, 20), Float64Array.of(8, 99, 14))).toBe(-4);
});
