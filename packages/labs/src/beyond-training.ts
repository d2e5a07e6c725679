// Test days whose price lies outside all that a network has learnt from.

export interface BeyondTraining {
  /** Numbers of the test days, from 0. */
  readonly days: readonly number[];
  readonly where: "above" | "below" | "outside";
}

export function beyondTraining(training: Float64Array, test: Float64Array): BeyondTraining {
  const sorted = training.slice().sort();
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const days = Array.from(test.keys()).filter((day) => test[day] < low || test[day] > high);
  const above = days.every((day) => test[day] > high);
  return { days, where: above ? "above" : days.every((day) => test[day] < low) ? "below" : "outside" };
}

/** The mean of prediction minus price over some days of the test. */
export function bias(days: readonly number[], test: Float64Array, predicted: Float64Array): number {
  return days.reduce((sum, day) => sum + predicted[day] - test[day], 0) / days.length;
}
