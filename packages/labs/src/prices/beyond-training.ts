// Test days whose price lies outside all that a network has learnt from.
import type { Phrase } from "recurra/core";
import { grouped } from "recurra/words";

interface BeyondTraining {
  /** Numbers of the test days, from 0. */
  readonly days: readonly number[];
  readonly where: "above" | "below" | "outside";
}

export function findBeyondTraining(training: Float64Array, test: Float64Array): BeyondTraining {
  const sorted = training.slice().sort();
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const days = Array.from(test.keys()).filter((day) => test[day] < low || test[day] > high);
  const above = days.every((day) => test[day] > high);
  return { days, where: above ? "above" : days.every((day) => test[day] < low) ? "below" : "outside" };
}

/** The mean of prediction minus price over some days of the test. */
export function meanBias(days: readonly number[], test: Float64Array, predicted: Float64Array): number {
  return days.reduce((sum, day) => sum + predicted[day] - test[day], 0) / days.length;
}

/** "All 91 test days lie above", "29 of the 100 test days lie above". */
export function describeBeyond({ days, where }: BeyondTraining, total: number): string {
  if (total === 1) return `The only test day lies ${where}`;
  const share = days.length === total ? `All ${grouped(total)}` : `${grouped(days.length)} of the ${grouped(total)}`;
  return `${share} test days ${days.length === 1 ? "lies" : "lie"} ${where}`;
}

/** What may help there: a network that sees changes in place of levels knows no bounds. */
export const remedyBeyond: Phrase = [
  "measure each window from its last price with ",
  { option: "relative", value: true },
];
