// Sums of products of the errors that smoothing makes, for least squares: of the values, and of what a unit of the state makes by itself where
// all known values are 0. Several states roll side by side, each by the operations of smooth() in their order: a sum keeps its bits, and none of them waits for another.

import type { Gains, SmoothingState } from "./smoothing.ts";

/** Sums of products of errors: l of a unit of the level, t of one of the trend, e of the values. */
interface UnitSums {
  readonly ll: number;
  readonly lt: number;
  readonly tt: number;
  readonly le: number;
  readonly te: number;
}

/** Those of values that are smoothed from level and trend 0 and the places of a season, which the units begin without. */
export function unitSums({ alpha, beta, gamma, phi }: Gains, places: Float64Array, values: Float64Array): UnitSums {
  const m = places.length;
  const own = places.slice();
  const ofLevel = new Float64Array(m);
  const ofTrend = new Float64Array(m);
  let [level, trend, levelL, trendL, levelT, trendT] = [0, 0, 1, 0, 0, 1];
  let [ll, lt, tt, le, te] = [0, 0, 0, 0, 0];
  for (let t = 0, place = 0; t < values.length; t++) {
    const value = values[t];
    const next = level + phi * trend;
    const nextL = levelL + phi * trendL;
    const nextT = levelT + phi * trendT;
    let error = 0;
    let errorL = 0;
    let errorT = 0;
    if (!Number.isNaN(value)) {
      error = value - next - (m > 0 ? own[place] : 0);
      errorL = 0 - nextL - (m > 0 ? ofLevel[place] : 0);
      errorT = 0 - nextT - (m > 0 ? ofTrend[place] : 0);
      ll += errorL * errorL;
      lt += errorT * errorL;
      tt += errorT * errorT;
      le += errorL * error;
      te += errorT * error;
    }
    level = next + alpha * error;
    trend = phi * trend + beta * error;
    levelL = nextL + alpha * errorL;
    trendL = phi * trendL + beta * errorL;
    levelT = nextT + alpha * errorT;
    trendT = phi * trendT + beta * errorT;
    if (m > 0) {
      own[place] += gamma * error;
      ofLevel[place] += gamma * errorL;
      ofTrend[place] += gamma * errorT;
      if (++place === m) place = 0;
    }
  }
  return { ll, lt, tt, le, te };
}

/** The sum of squared errors of values from a state, which stays as it is. */
export function squaresFrom({ alpha, beta, gamma, phi }: Gains, initial: SmoothingState, values: Float64Array): number {
  const season = initial.slice(2);
  const m = season.length;
  let [level, trend] = initial;
  let squares = 0;
  for (let t = 0, place = 0; t < values.length; t++) {
    const value = values[t];
    const next = level + phi * trend;
    let error = 0;
    if (!Number.isNaN(value)) {
      error = value - next - (m > 0 ? season[place] : 0);
      squares += error * error;
    }
    level = next + alpha * error;
    trend = phi * trend + beta * error;
    if (m > 0) {
      season[place] += gamma * error;
      if (++place === m) place = 0;
    }
  }
  return squares;
}
