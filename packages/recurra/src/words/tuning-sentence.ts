import { counted } from "./counted.ts";
import { percent } from "./percent.ts";

/** What training a pretrained network further came to: see `training.tuning`. */
interface Tuning {
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly before: number;
  readonly after: number;
  readonly share: 0 | 0.5 | 1;
}

/** The same as a sentence; `figure` writes an error, `rows` names those that it was trained on. Undefined: there were no windows for it. */
export function tuningSentence(
  tuning: Tuning | undefined,
  figure: (error: number) => string,
  rows = "this file",
): string {
  if (tuning === undefined) {
    return "The pretrained network was not trained further: the rows leave too few windows to learn from, or to tell whether that helps.";
  }
  const { epochs, bestEpoch, before, after, share } = tuning;
  const training = `Training the pretrained network further on ${rows}`;
  if (share > 0) {
    const half = share === 1 ? "" : " Half of what it learned is taken, which was nearer than all of it.";
    return `${training}, for ${counted(bestEpoch, "epoch")}, lowered its mean absolute error on the validation windows by ${percent(1 - after / before)}, from ${figure(before)} to ${figure(after)}.${half}`;
  }
  const found =
    bestEpoch === 0
      ? `none of ${counted(epochs, "epoch")} was better on the validation windows`
      : `its mean absolute error on the validation windows was ${figure(after)}, against ${figure(before)} as it came`;
  const surely = after < before ? " surely" : "";
  return `${training} did not${surely} help, so it is used as it came: ${found}.`;
}
