// Estimates smoothing methods by least squares of the one-step errors. The errors are linear in the initial state, so that the best one
// is solved for at each try of the gains instead of being searched: two numbers where there is no season. A season's places are found
// in turns with the gains.
import { factorCholesky, solveLower, solveUpper } from "./cholesky.ts";
import { decompose } from "./decompose.ts";
import { minimise } from "./nelder-mead.ts";
import type { FittedRival, RivalHistory } from "./rival.ts";
import { rolling } from "./rolling.ts";
import { type Gains, type SmoothingState, smooth, smoothingState } from "./smoothing.ts";
import { standardise } from "./standardise.ts";

/** Which method: `places` slots in its season, 0 for none. */
export interface SmoothingForm {
  readonly trend: "none" | "linear" | "damped";
  readonly places: number;
}

/** Estimated gains with the sum of squared one-step errors, in units of the values that were given. */
export interface SmoothingFit {
  readonly gains: Gains;
  readonly initial: SmoothingState;
  readonly squares: number;
}

/** Parameters are estimated on the last slots that were fitted, this many at most. */
const MOST_SLOTS = 5000;
/** Most multiply-adds of solving for a season's places; beyond it those of the decomposition stay. */
const MOST_WORK = 60e6;
const MOST_TURNS = 8;
/** Tries of gains that solve for everything at once, where that is cheap. */
const POLISHING = 100;

/** A rival by smoothing; undefined where fewer values are known than the method has parameters and two. */
export function fitSmoothing({ values, fitted, horizon }: RivalHistory, form: SmoothingForm): FittedRival | undefined {
  const from = Math.max(0, fitted - Math.max(MOST_SLOTS, 3 * form.places));
  const known = standardise(values, from, fitted);
  const parameters = { none: 2, linear: 4, damped: 5 }[form.trend] + (form.places > 0 ? form.places + 1 : 0);
  if (known === undefined || known.known < parameters + 2) return undefined;
  const { gains, initial } = estimateSmoothing(known.values, form);
  return rolling(horizon, from, () => smoothingState(gains, initial, from, known));
}

/**
 * The gains and initial state of least squares, within 0 <= alpha <= 1, 0 <= beta <= alpha, 0 <= gamma <= 1 - alpha and, where the trend is
 * damped, 0.8 <= phi <= 0.995.
 *
 * Shapes: values [slots], NaN where missing.
 */
export function estimateSmoothing(values: Float64Array, form: SmoothingForm): SmoothingFit {
  const { places, trend } = form;
  const free = { none: 1, linear: 2, damped: 3 }[trend] + (places > 0 ? 1 : 0);
  const gainsOf = (x: ArrayLike<number>): Gains => {
    const alpha = x[0];
    return {
      alpha,
      beta: trend === "none" ? 0 : alpha * x[1],
      phi: trend === "damped" ? 0.8 + 0.195 * x[2] : 1,
      gamma: places > 0 ? (1 - alpha) * x[free - 1] : 0,
    };
  };
  const solve = (x: ArrayLike<number>, season: Float64Array, all: boolean): Solved => ({
    x,
    ...solveInitial(values, gainsOf(x), season, trend !== "none", all),
  });
  const season = places > 0 ? seasonOf(values, places) : new Float64Array(0);
  const work = values.length * (places + 2) * (places + 2);
  const all = places > 0 && work <= MOST_WORK;
  const cheap = all && work <= MOST_WORK / 20;
  const found = starts(trend, places).map((near) =>
    alternate(best(near.map((x) => solve(x, season, cheap))), solve, all),
  );
  if (cheap) {
    const { x } = minimise((at) => solve(at, season, true).squares, Array.from(best(found).x), POLISHING);
    found.push(solve(x, season, true));
  }
  const { x, initial, squares } = best(found);
  return { gains: gainsOf(x), initial, squares };
}

/** A point of the search: coordinates of the gains in the unit cube, with the initial state of least squares. */
interface Solved {
  readonly x: ArrayLike<number>;
  readonly initial: SmoothingState;
  readonly squares: number;
}

/** Gains for the season's places as they are, the places for the gains, in turns while that gains. */
function alternate(
  start: Solved,
  solve: (x: ArrayLike<number>, season: Float64Array, all: boolean) => Solved,
  all: boolean,
): Solved {
  let least = start;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const before = least.squares;
    const season = least.initial.slice(2);
    const { x } = minimise((at) => solve(at, season, false).squares, Array.from(least.x));
    const found = solve(x, season, all);
    if (found.squares < least.squares) least = found;
    if (!all || before - least.squares <= 1e-5 * before) break;
  }
  return least;
}

function best(found: readonly Solved[]): Solved {
  return found.reduce((least, one) => (one.squares < least.squares ? one : least));
}

/** Coarse grids of coordinates, one for each gain of the level: the search begins at the best point of each. */
function starts(trend: SmoothingForm["trend"], places: number): number[][][] {
  return [0.05, 0.3, 0.7, 0.95].map((alpha) => {
    let points = [[alpha]];
    const cross = (options: readonly number[]): void => {
      points = points.flatMap((point) => options.map((option) => [...point, option]));
    };
    if (trend !== "none") cross([0.01, 0.1, 0.5, 0.95]);
    if (trend === "damped") cross([0.9]);
    if (places > 0) cross([0.02, 0.2, 0.6]);
    return points;
  });
}

/** A season's places from the classical decomposition of the first seasons, around 0. */
function seasonOf(values: Float64Array, places: number): Float64Array {
  const seasons = decompose(values.subarray(0, Math.min(values.length, 5 * places)), places, "additive");
  return seasons ?? new Float64Array(places);
}

/**
 * The initial state of least squares for the gains: level, and trend where there is one, and the season's places with `all`; otherwise
 * these stay as given. A trace of ridge ties what the errors do not decide (a level moved into the places) to the given values.
 */
function solveInitial(
  values: Float64Array,
  gains: Gains,
  season: Float64Array,
  withTrend: boolean,
  all: boolean,
): { initial: SmoothingState; squares: number } {
  const size = values.length;
  const base = new Float64Array(2 + season.length);
  base.set(season, 2);
  const columns = [0, ...(withTrend ? [1] : []), ...(all ? Array.from(season, (_, i) => 2 + i) : [])];
  const count = columns.length;
  const errors = new Float64Array(size);
  smooth(gains, base.slice(), values, errors);
  // The errors that a unit of each number makes by itself, over values that are all 0 where they are known.
  const zeros = values.map((value) => (Number.isNaN(value) ? value : 0));
  const effects = columns.map((column) => {
    const unit = new Float64Array(base.length);
    unit[column] = 1;
    const effect = new Float64Array(size);
    smooth(gains, unit, zeros, effect);
    return effect;
  });
  const normal = new Float64Array(count * count);
  const right = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) normal[i * count + j] = dot(effects[i], effects[j]);
    normal[i * count + i] *= 1 + 1e-9;
    right[i] = -dot(effects[i], errors);
  }
  const kept = factorCholesky(normal, count);
  solveLower(normal, kept, count, right, 1);
  solveUpper(normal, kept, count, right, 1);
  const initial = base;
  columns.forEach((column, i) => {
    initial[column] += right[i];
  });
  smooth(gains, initial.slice(), values, errors);
  return { initial, squares: dot(errors, errors) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
