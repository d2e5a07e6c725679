import { counted } from "./counted.ts";
import { percent } from "./percent.ts";

/** What training a pretrained network further came to: see `training.tuning`. */
interface Tuning {
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly before: number;
  readonly after: number;
  readonly taken: boolean;
}

/** The same as a sentence; `figure` writes an error. Undefined: there were no windows for it. */
export function tuningSentence(tuning: Tuning | undefined, figure: (error: number) => string): string {
  if (tuning === undefined) {
    return "The pretrained network was not trained further: the rows leave too few windows to learn from and to choose by.";
  }
  const { epochs, bestEpoch, before, after, taken } = tuning;
  const training = "Training the pretrained network further on this file";
  if (taken) {
    return `${training}, for ${counted(bestEpoch, "epoch")}, lowered its mean absolute error on the validation windows by ${percent(1 - after / before)}, from ${figure(before)} to ${figure(after)}.`;
  }
  const found =
    bestEpoch === 0
      ? `none of ${counted(epochs, "epoch")} was better on the validation windows`
      : `its mean absolute error on the validation windows was ${figure(after)}, against ${figure(before)} as it came`;
  return `${training} did not help, so it is used as it came: ${found}.`;
}
