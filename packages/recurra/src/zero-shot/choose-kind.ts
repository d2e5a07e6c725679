// Whether a linear path, a pretrained network or the mean of both forecasts: what windows that neither has seen show. Where they tell nothing apart
// it is the mean.

import { isSurelyNearer, ONE_ERROR, type WindowTruth } from "../linear/network-share.ts";
import type { PathKind } from "./both-paths.ts";

/** Mean absolute errors of the paths on the validation windows, in the target's units, and which forecast. */
export interface PathErrors {
  readonly linear: number;
  readonly pretrained: number;
  readonly both: number;
  readonly taken: PathKind;
  /** What forecasts in their place, where neither was surely nearer than the last value. */
  readonly simple?: "last value" | "drift";
}

/** The share of the error of both together that one must take off to stand alone. */
const ALONE = 0.03;

/** Where one errs less than half as much, few windows are enough. */
const FAR = 0.5;

/** `linear`, `pretrained`: what they forecast of the windows, [n * horizon]. */
export function chooseKind(windows: WindowTruth, linear: Float64Array, pretrained: Float64Array): PathErrors {
  const { truth } = windows;
  const both = linear.map((value, at) => (value + pretrained[at]) / 2);
  const errorOf = (forecasts: Float64Array): number => {
    let sum = 0;
    for (let at = 0; at < truth.length; at++) sum += Math.abs(forecasts[at] - truth[at]);
    return sum / Math.max(1, truth.length);
  };
  const errors = { linear: errorOf(linear), pretrained: errorOf(pretrained), both: errorOf(both) };
  const [kind, nearest] =
    errors.linear < errors.pretrained ? (["linear", linear] as const) : (["pretrained", pretrained] as const);
  const alone =
    errors[kind] < FAR * errors.both ||
    (errors[kind] < (1 - ALONE) * errors.both && isSurelyNearer(windows, nearest, both, ONE_ERROR));
  return { ...errors, taken: alone ? kind : "both" };
}
