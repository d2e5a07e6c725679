// Intervals that make no assumption on how errors are distributed: the radius of a step is a quantile of the errors
// that the same model made at that step in the past (split conformal prediction).
//
// Source: Vovk, Gammerman and Shafer 2005; Lei et al. 2018, Distribution-free predictive inference for regression.
// The guarantee wants exchangeable errors. Windows that follow each other in time are not, so the coverage is measured
// on later windows and reported beside the level.
import { type Bounds, clip, isWithin } from "../../data/bounds.ts";
import { grouped } from "../../words/grouped.ts";
import { shortPercent } from "../../words/percent.ts";

/** Whether the promised share of truths lay inside the intervals, on windows that did not help to size them. */
export interface Coverage {
  /** The promised share, for example 0.9. */
  readonly level: number;
  /** The share that held, over all steps; null when there were too few windows (`note` says how many are needed). */
  readonly measured: number | null;
  readonly calibrationWindows: number;
  readonly measuredWindows: number;
  /** The share that held at each step; empty when it was not measured. */
  readonly perStep: number[];
  readonly note?: string;
}

/** How wide the intervals of the forecast to come are: the radius of each step, from all windows of the backtest. */
export interface Intervals {
  readonly level: number;
  /** "relative": the radius is a fraction of the last known value; "absolute": it is in units of the target. */
  readonly scale: "absolute" | "relative";
  /** One radius per step; null when there were too few windows for the level (`note` says how many are needed). */
  readonly radius: number[] | null;
  readonly note?: string;
}

/** Forecasts of a backtest as the intervals see them. Shapes: origins, last [n]; actual (NaN where not measured), predicted [n * horizon]. */
export interface ForecastErrors {
  readonly horizon: number;
  readonly origins: Uint32Array;
  readonly last: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** What the forecasts keep to: intervals are cut off there. */
  readonly bounds?: Bounds;
}

/**
 * The ceil((n + 1) * level)-th smallest of n scores; null when n is too small for the level, that is below
 * {@link windowsNeeded}. A new score from the same source is at most this with probability >= level.
 */
export function conformalQuantile(scores: ArrayLike<number>, level: number): number | null {
  const rank = quantileRank(scores.length, level);
  if (rank > scores.length) return null;
  return Float64Array.from(scores).sort()[rank - 1];
}

/** The fewest windows from which an interval of this level can be made: ceil(1 / (1 - level)) - 1. */
export function windowsNeeded(level: number): number {
  let n = 1;
  while (quantileRank(n, level) > n) n++;
  return n;
}

/** (n + 1) * level is rounded up only when it is more than rounding noise above a whole number (100 * 0.55). */
function quantileRank(n: number, level: number): number {
  return Math.ceil((n + 1) * level - 1e-9);
}

/**
 * "relative" (errors as a fraction of the last known value, so that a price of 180 gets a wider interval than one of
 * 60) when every known value is positive, otherwise "absolute".
 */
export function intervalScale(known: Float64Array): Intervals["scale"] {
  return known.every((value) => value > 0) ? "relative" : "absolute";
}

/** The radius of each step from all windows: for the forecast to come. */
export function conformalIntervals(errors: ForecastErrors, level: number, scale: Intervals["scale"]): Intervals {
  const count = errors.origins.length;
  const radius = radii(errors, count, level, scale);
  if (radius !== null) return { level, scale, radius };
  return { level, scale, radius, note: tooFew(level, `the backtest has ${grouped(count)}`) };
}

/**
 * Radii from the earlier half of the windows, their coverage on the later ones. A later window is measured only if
 * it starts after the last calibration target, so that at its origin all calibration errors were already known:
 * with stride 1, horizon - 1 windows between the halves are left out.
 */
export function conformalCoverage(errors: ForecastErrors, level: number, scale: Intervals["scale"]): Coverage {
  const { horizon, origins, last, actual, predicted, bounds = {} } = errors;
  const calibrationWindows = Math.floor(origins.length / 2);
  const known = calibrationWindows === 0 ? 0 : origins[calibrationWindows - 1] + horizon;
  let first = calibrationWindows;
  while (first < origins.length && origins[first] < known) first++;
  const measuredWindows = origins.length - first;
  const radius = radii(errors, calibrationWindows, level, scale);
  if (radius === null || measuredWindows === 0) {
    const note =
      radius === null
        ? `It takes ${grouped(windowsNeeded(level))} windows in the earlier half of the test to size them, there are ${grouped(calibrationWindows)}.`
        : "No window of the test starts after the rows that sized them.";
    return { level, measured: null, calibrationWindows, measuredWindows, perStep: [], note };
  }
  const held = new Float64Array(horizon);
  const seen = new Float64Array(horizon);
  for (let i = first; i < origins.length; i++) {
    for (let step = 0; step < horizon; step++) {
      const truth = actual[i * horizon + step];
      if (Number.isNaN(truth)) continue;
      seen[step]++;
      const reach = radius[step] * unit(last[i], scale);
      if (Math.abs(truth - predicted[i * horizon + step]) <= reach && isWithin(truth, bounds)) held[step]++;
    }
  }
  const sum = (counts: Float64Array): number => counts.reduce((all, count) => all + count, 0);
  const measured = sum(seen) === 0 ? null : sum(held) / sum(seen);
  const perStep = Array.from(held, (count, step) => (seen[step] === 0 ? (measured ?? 0) : count / seen[step]));
  return { level, measured, calibrationWindows, measuredWindows, perStep };
}

/**
 * The interval around one forecast value, cut off at `bounds`; null when the backtest had too few windows to make one.
 * `step` counts from 0, `last` is the last known value of the target.
 */
export function intervalAround(
  value: number,
  step: number,
  last: number,
  intervals: Intervals,
  bounds: Bounds = {},
): { lower: number; upper: number } | null {
  if (intervals.radius === null) return null;
  const reach = intervals.radius[step] * unit(last, intervals.scale);
  return { lower: clip(value - reach, bounds), upper: clip(value + reach, bounds) };
}

function radii(errors: ForecastErrors, count: number, level: number, scale: Intervals["scale"]): number[] | null {
  const { horizon, last, actual, predicted } = errors;
  const radius: number[] = [];
  for (let step = 0; step < horizon; step++) {
    const scores = Float64Array.from({ length: count }, (_, i) => {
      const at = i * horizon + step;
      return Math.abs(actual[at] - predicted[at]) / unit(last[i], scale);
    }).filter((error) => !Number.isNaN(error));
    const quantile = conformalQuantile(scores, level);
    if (quantile === null) return null;
    radius.push(quantile);
  }
  return radius;
}

function unit(last: number, scale: Intervals["scale"]): number {
  return scale === "relative" ? Math.abs(last) : 1;
}

function tooFew(level: number, had: string): string {
  return `Too few windows for intervals of ${shortPercent(level, 4)}: it takes ${grouped(windowsNeeded(level))} to size them, ${had}. Test on more rows, or lower the level.`;
}
