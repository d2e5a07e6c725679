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

/** Undefined without windows. */
export function poolErrors(
  series: readonly SeriesErrors[],
  horizon: number,
  levels: readonly number[],
): PooledIntervals | undefined {
  const measured = series.filter(({ errors }) => errors.length > 0);
  if (measured.length === 0) return undefined;
  const usual =
    measured.reduce(
      (sum, { unit, errors }) => sum + errors.reduce((total, error) => total + error, 0) / errors.length / unit,
      0,
    ) / measured.length;
  // Of each half of the windows of each series, with the scale of its other half; of a single window there is no other.
  const halves = measured.flatMap(({ unit, errors }) => {
    const middle = horizon * Math.ceil(errors.length / horizon / 2);
    const [first, last] = [errors.subarray(0, middle), errors.subarray(middle)];
    const of = (own: Float64Array, other: Float64Array) => ({
      errors: own,
      scale: errorScale({ unit, errors: other }, horizon, usual),
    });
    return [of(first, last), of(last, first)];
  });
  const radii: (number[] | null)[] = levels.map(() => []);
  for (let step = 0; step < horizon; step++) {
    const scores = halves.flatMap(({ errors, scale }) => {
      const own: number[] = [];
      for (let at = step; at < errors.length; at += horizon) own.push(scale > 0 ? errors[at] / scale : 0);
      return own;
    });
    const ascending = Float64Array.from(scores).sort();
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
