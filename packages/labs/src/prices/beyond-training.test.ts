import { expect, test } from "vitest";
import { describeBeyond, findBeyondTraining, meanBias } from "./beyond-training.ts";

const training = Float64Array.of(5, 3, 10);

test("days outside the training prices are named by their side; the border is inside", () => {
  expect(findBeyondTraining(training, Float64Array.of(10, 11, 3, 12))).toEqual({ days: [1, 3], where: "above" });
  expect(findBeyondTraining(training, Float64Array.of(2, 4))).toEqual({ days: [0], where: "below" });
  expect(findBeyondTraining(training, Float64Array.of(2, 11))).toEqual({ days: [0, 1], where: "outside" });
  expect(findBeyondTraining(training, Float64Array.of(4)).days).toEqual([]);
});

test("the bias is the mean of prediction minus price over the days asked for", () => {
  expect(meanBias([0, 2], Float64Array.of(10, 0, 20), Float64Array.of(8, 99, 14))).toBe(-4);
});

test("how many days lie outside, in words", () => {
  const words = (days: number[], total: number) => describeBeyond({ days, where: "above" }, total);
  expect(words([0, 1], 2)).toBe("All 2 test days lie above");
  expect(words([0, 1], 1200)).toBe("2 of the 1,200 test days lie above");
  expect(words([4], 100)).toBe("1 of the 100 test days lies above");
  expect(words([0], 1)).toBe("The only test day lies above");
});
