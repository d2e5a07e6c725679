// How much of a forecast is the network's, and how much the linear path's: what validation shows, with the benefit of the doubt for the
// simpler one.

import { dieboldMariano } from "../evaluation/verdict/significance.ts";

/** Mean absolute errors on the validation windows, in the target's units. */
export interface PartErrors {
  readonly network: number;
  readonly linear: number;
  /** Of the mean of both forecasts. */
  readonly both: number;
}

/** What was to be forecast in some windows, [n * horizon], and where they start, ascending. */
export interface WindowTruth {
  readonly truth: Float64Array;
  readonly origins: Uint32Array;
  readonly horizon: number;
}

/** What the parts forecast there, and what the errors of these forecasts are. */
interface PartForecasts {
  readonly network: Float64Array;
  readonly linear: Float64Array;
  readonly both: Float64Array;
  readonly errors: PartErrors;
}

/** The share of the linear path's error that the network must take off before any of the forecast is its own. */
const WORTH = 0.01;
/** The share of the error of both together that it must take off to stand alone: the mean of two forecasts is the surer one. */
const ALONE = 0.05;
/** How likely chance alone makes two forecasts differ as much: one standard error, and, beside the last value alone, two. */
export const ONE_ERROR = 0.32;
export const TWO_ERRORS = 0.05;

export function partForecasts({ truth }: WindowTruth, network: Float64Array, linear: Float64Array): PartForecasts {
  const both = network.map((value, i) => (value + linear[i]) / 2);
  const errors = { network: meanError(truth, network), linear: meanError(truth, linear), both: meanError(truth, both) };
  return { network, linear, both, errors };
}

function meanError(truth: Float64Array, forecasts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < truth.length; i++) sum += Math.abs(forecasts[i] - truth[i]);
  return sum / Math.max(1, truth.length);
}

/** Whether one forecast is nearer than another one by more than chance alone makes it with probability `chance`: Diebold and Mariano's test. */
export function isSurelyNearer(
  { truth, origins, horizon }: WindowTruth,
  one: Float64Array,
  other: Float64Array,
  chance: number,
): boolean {
  const { p, meanDifference } = dieboldMariano(truth, one, other, {
    horizon,
    stride: 1,
    against: "the other",
    origins,
  });
  return meanDifference < 0 && p < chance;
}

/** The share of the network: 0, one half, or 1. `simple`: whether the linear path is hardly more than the last value, beside which more is asked of it. */
export function networkShare(windows: WindowTruth, parts: PartForecasts, simple = false): 0 | 0.5 | 1 {
  const { errors } = parts;
  const isWorth = (part: "network" | "both"): boolean =>
    errors[part] < (1 - WORTH) * errors.linear &&
    isSurelyNearer(windows, parts[part], parts.linear, simple ? TWO_ERRORS : ONE_ERROR);
  if (
    errors.network < (1 - ALONE) * errors.both &&
    isWorth("network") &&
    isSurelyNearer(windows, parts.network, parts.both, ONE_ERROR)
  ) {
    return 1;
  }
  return isWorth("both") ? 0.5 : 0;
}
