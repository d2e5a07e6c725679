// How much a target has changed from row to row of late. Prices are calm for months and wild for others: errors that are no smaller than the
// changes themselves follow them.

import type { ForecastErrors } from "./forecast-errors.ts";
import type { IntervalShape, Intervals } from "./intervals.ts";
import { conformalQuantile, windowsNeeded } from "./quantile.ts";

/** Changes that say what is usual of late. */
const ROWS = 20;
/** Changes of the history that are looked at, at most. */
const MOST_ROWS = 5000;
/** A tenth of the mean change is added, so that a target that stood still for some rows has a width. */
const FLOOR = 0.1;
/** The forecast's error over that of the last value, from which on errors are changes. */
const NO_NEARER = 0.95;
/** The interval score of a width that follows the changes over that of a constant one, below which it is worth following. */
const WORTH = 0.99;
/** It takes so many times the windows that the level needs. */
const WINDOWS = 3;

/**
 * The mean of |y_t - y_(t-1)|, or of its share of y_(t-1), over the last 20 changes before row `origin`. Undefined where there are not so many, or one of
 * them was not measured.
 */
export function usualChange(values: ArrayLike<number>, origin: number, scale: Intervals["scale"]): number | undefined {
  if (origin <= ROWS) return undefined;
  let sum = 0;
  for (let row = origin - ROWS; row < origin; row++) sum += changeTo(values, row, scale);
  return Number.isFinite(sum) ? sum / ROWS : undefined;
}

/** What {@link usualChange} is at an origin where intervals follow it; undefined where they do not. */
export function changeIn(
  intervals: Intervals | undefined,
  values: ArrayLike<number>,
  origin: number,
): number | undefined {
  return intervals?.shape?.unit === "change" ? usualChange(values, origin, intervals.scale) : undefined;
}

/**
 * The shape of intervals that follow the usual change: where the forecasts are no nearer than the last value, and over the history, one row
 * ahead, intervals around the last value have a smaller interval score with such a width. Undefined elsewhere.
 */
export function followChanges(
  errors: ForecastErrors,
  level: number,
  scale: Intervals["scale"],
): Omit<IntervalShape, "radius"> | undefined {
  const { values, origins } = errors;
  if (values === undefined || origins.length < WINDOWS * windowsNeeded(level) || !areChanges(errors)) return undefined;
  const changes: number[] = [];
  const usual: number[] = [];
  const end = origins[origins.length - 1];
  for (let row = Math.max(ROWS + 1, end - MOST_ROWS); row < end; row++) {
    const unit = usualChange(values, row, scale);
    const change = changeTo(values, row, scale);
    if (unit === undefined || !Number.isFinite(change)) continue;
    changes.push(change);
    usual.push(unit);
  }
  const floor = (FLOOR * usual.reduce((sum, one) => sum + one, 0)) / usual.length;
  if (!(floor > 0)) return undefined;
  const followed = intervalScore(
    changes,
    usual.map((one) => one + floor),
    level,
  );
  return followed <
    WORTH *
      intervalScore(
        changes,
        usual.map(() => 1),
        level,
      )
    ? { unit: "change", floor }
    : undefined;
}

function changeTo(values: ArrayLike<number>, row: number, scale: Intervals["scale"]): number {
  const before = values[row - 1];
  return Math.abs(values[row] - before) / (scale === "relative" ? Math.abs(before) : 1);
}

/** Whether the errors are no smaller than those of the last value. */
function areChanges({ horizon, last, actual, predicted }: ForecastErrors): boolean {
  let [errors, changes] = [0, 0];
  actual.forEach((truth, at) => {
    if (Number.isNaN(truth)) return;
    errors += Math.abs(truth - predicted[at]);
    changes += Math.abs(truth - last[Math.floor(at / horizon)]);
  });
  return changes > 0 && errors >= NO_NEARER * changes;
}

/** The mean interval score of radii that hold a share of the errors, a multiple of the units; infinite of too few. */
function intervalScore(errors: readonly number[], units: readonly number[], level: number): number {
  const multiple = conformalQuantile(Float64Array.from(errors, (error, i) => error / units[i]).sort(), level);
  if (multiple === null) return Number.POSITIVE_INFINITY;
  let sum = 0;
  errors.forEach((error, i) => {
    const radius = multiple * units[i];
    sum += 2 * radius + (2 / (1 - level)) * Math.max(0, error - radius);
  });
  return sum / errors.length;
}
