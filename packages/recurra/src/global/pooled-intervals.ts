// Intervals of many series: each has few windows to size its own on, all together have many. The radius of a step is the quantile of the errors of
// all series at that step (split conformal prediction), each in units of what its own series errs.
//
//   radius_(i,h) = s_i q_h        q_h = the quantile of |y - f| / s_i over windows at step h
//   s_i = (e_i n_i + k c u_i) / (n_i + k)        e_i = mean |y - f| of series i over n_i windows, u_i its unit, c = the mean of e_i / u_i
//
// In the quantile the windows of each half of a series are in units of what it errs in the other half: how wrong a unit may be is part of the width.
//
// Source: Vovk, Gammerman and Shafer 2005; the shrinking to what is usual as in James and Stein 1961.

import type { Intervals } from "../evaluation/index.ts";
import { conformalQuantile } from "../evaluation/intervals/quantile.ts";

/** The errors of a series on windows that the model had not seen. */
export interface SeriesErrors {
  readonly unit: number;
  /** |y - f| [n * horizon]. */
  readonly errors: Float64Array;
}

export interface PooledIntervals {
  readonly levels: readonly number[];
  /** Of each level, [horizon], in units of what a series errs; null where there were too few windows. */
  readonly radii: readonly (readonly number[] | null)[];
  /** What a series that was not measured errs, in its unit. */
  readonly usual: number;
}

/** Windows that the usual error counts as. */
const PRIOR = 60;

/** What a series errs: its own mean error, drawn to the usual one where it has few windows, of which many overlap. */
export function errorScale(
  { unit, errors }: Pick<SeriesErrors, "unit" | "errors">,
  horizon: number,
  usual: number,
): number {
  const windows = errors.length / horizon;
  const sum = errors.reduce((total, error) => total + error, 0) / horizon;
  return (sum + PRIOR * usual * unit) / (windows + PRIOR);
}

/** Of series that are gone through several times; undefined without windows. */
export function poolErrors(
  series: Iterable<SeriesErrors>,
  horizon: number,
  levels: readonly number[],
): PooledIntervals | undefined {
  let [sum, measured, windows] = [0, 0, 0];
  for (const { unit, errors } of series) {
    if (errors.length === 0) continue;
    sum += errors.reduce((total, error) => total + error, 0) / errors.length / unit;
    measured++;
    windows += errors.length / horizon;
  }
  if (measured === 0) return undefined;
  const usual = sum / measured;
  const radii: (number[] | null)[] = levels.map(() => []);
  const scores = Array.from({ length: horizon }, () => new Float64Array(windows));
  let at = 0;
  for (const { unit, errors } of series) {
    // Each half of its windows with the scale of the other half; of a single window there is no other.
    const middle = horizon * Math.ceil(errors.length / horizon / 2);
    const [first, last] = [errors.subarray(0, middle), errors.subarray(middle)];
    for (const [own, other] of [
      [first, last],
      [last, first],
    ]) {
      const scale = errorScale({ unit, errors: other }, horizon, usual);
      for (let i = 0; i < own.length; i += horizon, at++) {
        for (let step = 0; step < horizon; step++) scores[step][at] = scale > 0 ? own[i + step] / scale : 0;
      }
    }
  }
  for (const ascending of scores) {
    ascending.sort();
    levels.forEach((level, i) => {
      const quantile = conformalQuantile(ascending, level);
      if (quantile === null) radii[i] = null;
      else radii[i]?.push(quantile);
    });
  }
  return { levels, radii, usual };
}

/** The intervals of a series that errs by `scale`. */
export function intervalsOf({ levels, radii }: PooledIntervals, scale: number): Intervals {
  const own = radii.map((radius) => radius?.map((one) => one * scale) ?? null);
  const [radius, ...others] = own;
  const further = others.map((one, i) => ({ level: levels[i + 1], radius: one }));
  return { level: levels[0], scale: "absolute", radius, ...(further.length > 0 && { further }) };
}
