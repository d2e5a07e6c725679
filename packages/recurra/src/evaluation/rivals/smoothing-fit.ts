// Estimates smoothing methods by least squares of the one-step errors. The errors are linear in the initial state, so that the best one
// is solved for at each try of the gains instead of being searched: two numbers where there is no season. A season's places are found
// in turns with the gains.
import { decompose } from "../estimation/decompose.ts";
import { minimise } from "../estimation/nelder-mead.ts";
import { standardise } from "../estimation/standardise.ts";
import { InitialState } from "./initial-state.ts";
import type { FittedRival, RivalHistory } from "./rival.ts";
import { rolling } from "./rolling.ts";
import { type Gains, type SmoothingState, smoothingState } from "./smoothing.ts";

/** Which method: `places` slots in its season, 0 for none. */
export interface SmoothingForm {
  readonly trend: "none" | "linear" | "damped";
  readonly places: number;
}

/** Estimated gains with the sum of squared one-step errors, in units of the values that were given. */
interface SmoothingFit {
  readonly gains: Gains;
  readonly initial: SmoothingState;
  readonly squares: number;
}

/** Parameters are estimated on the last slots that were fitted, this many at most. */
const MOST_SLOTS = 5000;
/** Most multiply-adds of solving for a season's places; beyond it those of the decomposition stay. */
const MOST_WORK = 60e6;
const MOST_TURNS = 8;
/** Tries of gains from each start, and those that solve for everything at once, where that is cheap. */
const COARSE = 60;
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
 * damped, 0.8 <= phi <= 0.995. The search begins at several gains of the level, and goes on where it came furthest.
 *
 * Shapes: values [slots], NaN where missing.
 */
export function estimateSmoothing(values: Float64Array, form: SmoothingForm): SmoothingFit {
  const { places, trend } = form;
  const season = places > 0 ? seasonOf(values, places) : new Float64Array(0);
  const initial = new InitialState(values, places, trend !== "none");
  const solve: Solve = (x, given, all) => {
    const gains = gainsOf(x, form);
    return { x, gains, ...initial.solve(gains, given, all) };
  };
  const work = values.length * (places + 2) * (places + 2);
  const all = places > 0 && work <= MOST_WORK;
  const cheap = all && work <= MOST_WORK / 20;
  const coarse = starts(trend, places).map((near) => {
    const start = best(near.map((x) => solve(x, season, cheap)));
    const { x } = minimise((at) => solve(at, start.initial.subarray(2), false).squares, start.x, COARSE);
    return best([start, solve(x, start.initial.subarray(2), all)]);
  });
  const found = [alternate(best(coarse), solve, all)];
  if (cheap) {
    const { x } = minimise((at) => solve(at, season, true).squares, found[0].x, POLISHING);
    found.push(solve(x, season, true));
  }
  return best(found);
}

/** A point of the search: coordinates of the gains in the unit cube, with the initial state of least squares. */
interface Solved extends SmoothingFit {
  readonly x: ArrayLike<number>;
}

/** The state for gains: `all` of it, or level and trend for a season's places that are given. */
type Solve = (x: ArrayLike<number>, season: Float64Array, all: boolean) => Solved;

function gainsOf(x: ArrayLike<number>, { trend, places }: SmoothingForm): Gains {
  const alpha = x[0];
  return {
    alpha,
    beta: trend === "none" ? 0 : alpha * x[1],
    phi: trend === "damped" ? 0.8 + 0.195 * x[2] : 1,
    gamma: places > 0 ? (1 - alpha) * x[x.length - 1] : 0,
  };
}

/** Gains for the season's places as they are, the places for the gains, in turns while that gains. */
function alternate(start: Solved, solve: Solve, all: boolean): Solved {
  let least = start;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const before = least.squares;
    const season = least.initial.slice(2);
    const { x } = minimise((at) => solve(at, season, false).squares, least.x);
    least = best([least, solve(x, season, all)]);
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
