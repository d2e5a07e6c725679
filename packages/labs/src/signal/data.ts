// A signal of two waves, with noise on it, and the windows that a network learns from.
import { OptionError, Series } from "recurra";
import { Generator, portableMath } from "recurra/core";
import type { Windows } from "recurra/data";
import { counted, grouped } from "recurra/words";

/** Points of the signal; the last HELD_OUT of them are never trained on. */
export const POINTS = 2000;
export const HELD_OUT = 50;
export const TRAINING = POINTS - HELD_OUT;
/** Points by which the signal goes on after that, for a test with enough points to tell a difference from chance. */
export const FURTHER = 2000;

/** t from one point to the next: the 2,000th point is at 80 pi. */
const STEP = (80 * Math.PI) / (POINTS - 1);
/** The signal without noise repeats itself after 2 pi, which is this many points, rounded: 49.975. */
export const PERIOD = Math.round((2 * Math.PI) / STEP);

/** All points, with the further ones. */
export interface Signal {
  readonly t: Float64Array;
  /** With noise: what is known. */
  readonly y: Float64Array;
  /** Without: what no one sees. */
  readonly clean: Float64Array;
}

/** Points `from` to `to`, which is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const heldOutSpan: Span = { from: TRAINING, to: POINTS };
export const furtherSpan: Span = { from: POINTS, to: POINTS + FURTHER };

/** y = sin 2t + cos(t) / 2 + noise * e, with e from the standard normal distribution. */
export function makeSignal(noise: number, seed: number): Signal {
  const stream = new Generator(seed).stream("signal noise");
  const t = Float64Array.from({ length: POINTS + FURTHER }, (_, i) => STEP * i);
  const clean = t.map((time) => portableMath.sin(2 * time) + 0.5 * portableMath.cos(time));
  return { t, y: clean.map((value, i) => value + noise * stream.normal(i)), clean };
}

/**
 * Every run of `inputSteps` points and the `outputSteps` after it, of the training points.
 * Throws OptionError when they do not fill a batch.
 */
export function cutWindows(
  { y }: Signal,
  { inputSteps, outputSteps, batch }: { inputSteps: number; outputSteps: number; batch: number },
): Windows {
  const samples = Math.max(0, TRAINING - inputSteps - outputSteps + 1);
  if (samples < batch) {
    throw new OptionError(
      "LAB_OPTION",
      "signal",
      `windows of ${counted(inputSteps, "point")} in and ${grouped(outputSteps)} out give ${counted(samples, "sample")} of the ${counted(TRAINING, "training point")}, but a batch needs ${grouped(batch)}`,
      {
        remedies: [
          ["ask for shorter windows with ", { option: "inputSteps" }, " and ", { option: "outputSteps" }],
          ["for smaller batches with ", { option: "batch" }],
        ],
      },
    );
  }
  const series = Series.fromColumns({ y: y.slice(0, TRAINING) });
  return series.windows({ lookback: inputSteps, horizon: outputSteps, inputs: ["y"], targets: ["y"] });
}
