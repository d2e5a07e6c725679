// The Theta method in its standard form (STM), whose estimates are those of statsforecast's Theta: the season, where a test finds one, is
// taken out by classical decomposition; then exponential smoothing of the line with doubled curvature (theta 2) is averaged with the
// straight line of least squares (theta 0).
//
//   f_i = l + (A (1 - alpha)^i + B (1 - (1 - alpha)^(i + 1)) / alpha) / 2        l <- l + alpha (y_i - l)
//
// for slot i = 0, 1, ... and the line A + B (i + 1). With alpha fixed this is smoothing with a drift of half the slope (Hyndman and
// Billah 2003). Where y_i is missing, f_i stands in for it.
//
// Source: Assimakopoulos and Nikolopoulos 2000; Fiorucci et al. 2016, "Models for optimising the theta method", the equations.
import { decompose } from "../estimation/decompose.ts";
import { minimise } from "../estimation/nelder-mead.ts";
import { type Standardised, standardise } from "../estimation/standardise.ts";
import type { Rival, RivalSeason } from "./rival.ts";
import { type RollingState, rolling } from "./rolling.ts";

/** Parameters of the method for values without season; level is that before slot 0. */
interface Theta {
  readonly alpha: number;
  readonly level: number;
  /** The straight line of least squares, A + B (i + 1). */
  readonly line: { readonly a: number; readonly b: number };
}

/** What is divided out of the values or taken off, place by place. */
interface ThetaSeason {
  readonly kind: "additive" | "multiplicative";
  readonly places: Float64Array;
}

/** Parameters are estimated on the last slots that were fitted, this many at most. */
const MOST_SLOTS = 20_000;
/** The first errors, in which the level settles, do not count. */
const SETTLING = 3;

export function thetaRival(season: RivalSeason | undefined): Rival {
  return {
    name: "Theta",
    kind: "simple",
    words: "the Theta method",
    fit({ values, fitted, horizon }) {
      const from = Math.max(0, fitted - MOST_SLOTS);
      const part = values.subarray(from, fitted);
      const taken = season === undefined ? undefined : findSeason(part, Math.round(season.rows));
      const plain = standardise(
        part.map((value, slot) => takeOff(value, slot, taken)),
        0,
        part.length,
      );
      if (plain === undefined || plain.known <= SETTLING + 2) return undefined;
      const { theta } = estimateTheta(plain.values);
      return rolling(horizon, from, () => thetaState(theta, from, plain, taken));
    },
  };
}

/**
 * The season of `count` places that the values have, if any: the autocorrelation after one season is to stand out at 90 %, beside those
 * of shorter lags. It multiplies where all values are positive and no place is near 0, and adds otherwise.
 */
export function findSeason(values: Float64Array, count: number): ThetaSeason | undefined {
  if (count < 4 || values.length < 2 * count) return undefined;
  const known = standardise(values, 0, values.length);
  if (known === undefined) return undefined;
  let squares = 0;
  for (let lag = 1; lag < count; lag++) {
    const r = autocorrelation(known, lag);
    squares += r * r;
  }
  const bound = 1.6448536269514722 * Math.sqrt((1 + 2 * squares) / known.known);
  if (!(Math.abs(autocorrelation(known, count)) > bound)) return undefined;
  if (values.every((value) => !(value <= 0))) {
    const places = decompose(values, count, "multiplicative");
    if (places?.every((place) => place >= 0.01)) return { kind: "multiplicative", places };
  }
  const places = decompose(values, count, "additive");
  return places && { kind: "additive", places };
}

function autocorrelation({ values, known }: Standardised, lag: number): number {
  let sum = 0;
  for (let t = lag; t < values.length; t++) {
    const product = values[t] * values[t - lag];
    if (!Number.isNaN(product)) sum += product;
  }
  return sum / known;
}

function takeOff(value: number, slot: number, season: ThetaSeason | undefined): number {
  if (season === undefined) return value;
  const place = season.places[slot % season.places.length];
  return season.kind === "additive" ? value - place : value / place;
}

function putBack(value: number, slot: number, season: ThetaSeason | undefined): number {
  if (season === undefined) return value;
  const place = season.places[slot % season.places.length];
  return season.kind === "additive" ? value + place : value * place;
}

/** alpha in 0.1 to 0.99 and the level before the first slot, by least squares of the errors from the fourth slot on. */
export function estimateTheta(values: Float64Array): { theta: Theta; squares: number } {
  const line = fitLine(values);
  const solve = (x: Float64Array) => solveLevel(values, 0.1 + 0.89 * x[0], line);
  let start = 0;
  for (let i = 1; i <= 10; i++) {
    if (solve(Float64Array.of(i / 10)).squares < solve(Float64Array.of(start)).squares) start = i / 10;
  }
  return solve(minimise((x) => solve(x).squares, [start]).x);
}

/** The errors are linear in the first level, so that the best one for an alpha is solved for. */
function solveLevel(values: Float64Array, alpha: number, line: Theta["line"]): { theta: Theta; squares: number } {
  const level = bestLevel(values, alpha, line);
  let squares = 0;
  let smoothed = level;
  let power = 1;
  for (let t = 0; t < values.length; t++) {
    const forecast = smoothed + correction(line, alpha, power);
    const value = Number.isNaN(values[t]) ? forecast : values[t];
    const error = value - forecast;
    if (t >= SETTLING) squares += error * error;
    smoothed += alpha * (value - smoothed);
    power *= 1 - alpha;
  }
  return { theta: { alpha, level, line }, squares };
}

/** By the errors from the levels 0 and 1, side by side. */
function bestLevel(values: Float64Array, alpha: number, line: Theta["line"]): number {
  let [cross, own] = [0, 0];
  let [smoothed, other] = [0, 1];
  let power = 1;
  for (let t = 0; t < values.length; t++) {
    const added = correction(line, alpha, power);
    const forecast = smoothed + added;
    const otherForecast = other + added;
    const known = values[t];
    const isMissing = Number.isNaN(known);
    const value = isMissing ? forecast : known;
    const otherValue = isMissing ? otherForecast : known;
    if (t >= SETTLING) {
      const error = value - forecast;
      const change = otherValue - otherForecast - error;
      cross += change * error;
      own += change * change;
    }
    smoothed += alpha * (value - smoothed);
    other += alpha * (otherValue - other);
    power *= 1 - alpha;
  }
  return own > 0 ? -cross / own : 0;
}

/** What the straight line adds to the level, with `power` = (1 - alpha)^i. */
function correction({ a, b }: Theta["line"], alpha: number, power: number): number {
  return (a * power + (b * (1 - power * (1 - alpha))) / alpha) / 2;
}

function fitLine(values: Float64Array): Theta["line"] {
  let count = 0;
  let meanTime = 0;
  let mean = 0;
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(values[t])) continue;
    count++;
    meanTime += (t + 1 - meanTime) / count;
    mean += (values[t] - mean) / count;
  }
  let cross = 0;
  let own = 0;
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(values[t])) continue;
    cross += (t + 1 - meanTime) * (values[t] - mean);
    own += (t + 1 - meanTime) * (t + 1 - meanTime);
  }
  const b = own > 0 ? cross / own : 0;
  return { a: mean - b * meanTime, b };
}

export function thetaState(
  { alpha, level, line }: Theta,
  from: number,
  { centre, scale }: Pick<Standardised, "centre" | "scale">,
  season: ThetaSeason | undefined,
): RollingState {
  let smoothed = level;
  let power = 1;
  return {
    advance(value, slot) {
      const known = (takeOff(value, slot - from, season) - centre) / scale;
      smoothed += alpha * ((Number.isNaN(known) ? smoothed + correction(line, alpha, power) : known) - smoothed);
      power *= 1 - alpha;
    },
    forecast(out, origin) {
      let ahead = smoothed;
      let decayed = power;
      for (let step = 0; step < out.length; step++) {
        const forecast = ahead + correction(line, alpha, decayed);
        out[step] = putBack(centre + scale * forecast, origin - from + step, season);
        ahead += alpha * (forecast - ahead);
        decayed *= 1 - alpha;
      }
    },
  };
}
