// Intervals of many series: each has few windows to size its own on, all together have many. The radius of a step is the quantile of the errors of
// all series at that step (split conformal prediction), each in units of what its own series errs.
//
//   radius_(i,h) = s_i q_h        q_h = the quantile of |y - f| / s_i over windows at step h
//   s_i = (e_i n_i + k c u_i) / (n_i + k)        e_i = mean |y - f| of series i over n_i windows, u_i its unit, c = the mean of e_i / u_i
//
// In the quantile the windows of each half of a series are in units of what it errs in the other half: how wrong a unit may be is part of the width.
//
// Where these intervals score better, radii follow the season: radius_(i,h) = s_i g_h q'_h with g_h the seasonChanges of the history before the forecast,
// and q'_h the quantile of |y - f| / (s_i g_h).
//
// Source: Vovk, Gammerman and Shafer 2005; the shrinking to what is usual as in James and Stein 1961.

import type { Intervals } from "../../evaluation/index.ts";
import { conformalQuantile } from "../../evaluation/intervals/quantile.ts";

/** The errors of a series on windows that the model had not seen. */
export interface SeriesErrors {
  readonly unit: number;
  /** |y - f| [n * horizon]. */
  readonly errors: Float64Array;
  /** The changes that the season has at each of them, [n * horizon]: {@link seasonChanges}; undefined where they are not known. */
  readonly changes?: Float64Array | undefined;
}

export interface PooledIntervals {
  readonly levels: readonly number[];
  /** Of each level, [horizon], in units of what a series errs; null where there were too few windows. */
  readonly radii: readonly (readonly number[] | null)[];
  /** What a series that was not measured errs, in its unit. */
  readonly usual: number;
  /** Radii that are used in place of these where the changes of the season are known, and the rows of that season. */
  readonly seasonal?: { readonly rows: number; readonly radii: PooledIntervals["radii"] };
}

/** Windows that the usual error counts as. */
const PRIOR = 60;
/** Radii follow the season where the interval score is below this share of that of others. */
const BETTER = 0.97;

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

/** Of series that are gone through several times; undefined without windows. `season`: rows of that whose changes the errors have with them; 0 for none. */
export function poolErrors(
  series: Iterable<SeriesErrors>,
  horizon: number,
  levels: readonly number[],
  season = 0,
): PooledIntervals | undefined {
  let [sum, measured, windows] = [0, 0, 0];
  let follows = false;
  for (const { unit, errors, changes } of series) {
    if (errors.length === 0) continue;
    sum += errors.reduce((total, error) => total + error, 0) / errors.length / unit;
    measured++;
    windows += errors.length / horizon;
    follows ||= changes !== undefined;
  }
  if (measured === 0) return undefined;
  const usual = sum / measured;
  const halves: Iterable<Half> = { [Symbol.iterator]: () => halvesOf(series, horizon, usual) };
  const radii = radiiOf(halves, windows, horizon, levels);
  if (season === 0 || !follows) return { levels, radii, usual };
  const followed = radiiOf(halves, windows, horizon, levels, true);
  const [level] = levels;
  const plain = scoreOf(halves, horizon, { level, radii: radii[0] });
  const better = scoreOf(halves, horizon, { level, radii: followed[0], seasonal: true }) < BETTER * plain;
  return { levels, radii, usual, ...(better && { seasonal: { rows: season, radii: followed } }) };
}

/** Windows of a series, and what it errs in its other windows. */
interface Half extends Pick<SeriesErrors, "errors" | "unit" | "changes"> {
  readonly scale: number;
}

/** Each half of the windows of each series with the scale of the other half; of a single window there is no other. */
function* halvesOf(series: Iterable<SeriesErrors>, horizon: number, usual: number): Generator<Half, void, undefined> {
  for (const { unit, errors, changes } of series) {
    if (errors.length === 0) continue;
    const middle = horizon * Math.ceil(errors.length / horizon / 2);
    const half = (from: number, to: number, other: Float64Array): Half => ({
      ...{ unit, errors: errors.subarray(from, to), changes: changes?.subarray(from, to) },
      scale: errorScale({ unit, errors: other }, horizon, usual),
    });
    yield half(0, middle, errors.subarray(middle));
    yield half(middle, errors.length, errors.subarray(0, middle));
  }
}

/** Of each level the quantiles of all errors at each step, of so many windows. */
function radiiOf(
  halves: Iterable<Half>,
  windows: number,
  horizon: number,
  levels: readonly number[],
  seasonal = false,
): PooledIntervals["radii"] {
  const scores = Array.from({ length: horizon }, () => new Float64Array(windows));
  let window = 0;
  for (const { errors, scale, changes } of halves) {
    for (let at = 0; at < errors.length; at++) {
      const unit = seasonal && changes ? scale * changes[at] : scale;
      scores[at % horizon][window + Math.floor(at / horizon)] = unit > 0 ? errors[at] / unit : 0;
    }
    window += errors.length / horizon;
  }
  const radii: (number[] | null)[] = levels.map(() => []);
  for (const ascending of scores) {
    ascending.sort();
    levels.forEach((level, i) => {
      const quantile = conformalQuantile(ascending, level);
      if (quantile === null) radii[i] = null;
      else radii[i]?.push(quantile);
    });
  }
  return radii;
}

/** The mean interval score (Gneiting and Raftery 2007, section 6.2) over all errors, in the unit of each series; infinite without radii. */
function scoreOf(
  halves: Iterable<Half>,
  horizon: number,
  { level, radii, seasonal = false }: { level: number; radii: readonly number[] | null; seasonal?: boolean },
): number {
  if (radii === null) return Number.POSITIVE_INFINITY;
  let [sum, count] = [0, 0];
  for (const { errors, unit, scale, changes } of halves) {
    for (let at = 0; at < errors.length; at++) {
      const radius = radii[at % horizon] * scale * (seasonal && changes ? changes[at] : 1);
      sum += (2 * radius + (2 / (1 - level)) * Math.max(0, errors[at] - radius)) / unit;
    }
    count += errors.length;
  }
  return sum / count;
}

/** The intervals of a series that errs by `scale`, for steps at which its season has these changes, where they are known. */
export function intervalsOf(
  { levels, radii, seasonal }: PooledIntervals,
  scale: number,
  changes?: Float64Array,
): Intervals {
  const follow = seasonal !== undefined && changes !== undefined;
  const used = follow ? seasonal.radii : radii;
  const own = used.map((radius) => radius?.map((one, step) => one * scale * (follow ? changes[step] : 1)) ?? null);
  const [radius, ...others] = own;
  const further = others.map((one, i) => ({ level: levels[i + 1], radius: one }));
  return { level: levels[0], scale: "absolute", radius, ...(further.length > 0 && { further }) };
}
