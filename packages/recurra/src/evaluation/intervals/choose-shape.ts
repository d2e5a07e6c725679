// Which shape of intervals is narrower than the plain one where both hold as many of the same truths.
//
// Every shape gets its own radii, so on the windows that size them all hold the same share, and the mean width tells which is best. What a
// shape is fitted with, the factors of the places, comes for each window from windows that share no row with it (cross-conformal: Vovk
// 2015, Cross-conformal predictors), else it would look narrower than it is. Errors divided by an estimate of their spread: Papadopoulos, Gammerman
// and Vovk 2008, Normalized nonconformity measures for regression conformal prediction; Lei et al. 2018, section 5.2.

import type { ForecastErrors } from "./forecast-errors.ts";
import { endsOf, type IntervalShape, type Intervals } from "./intervals.ts";
import { PlaceFactors } from "./place-factors.ts";
import { windowsNeeded } from "./quantile.ts";
import { radiiOf } from "./radii.ts";
import { reachesOf } from "./reaches.ts";

/**
 * A shape is taken where its mean width is below this share of the plain one's, less the second over how many times the rows that were
 * forecast hold the horizon and the season: of few what is narrower by little is so by chance, and holds less later on.
 */
const NARROWER = 0.95;
const CHANCE = 0.5;
/** In the later half of the windows it may hold this much less than the plain one: what does not follow a growing level holds ever less. */
const SLACK = 0.03;
/** It takes so many times the windows that the level needs. */
const WINDOWS = 3;
/** And so many rows that were forecast at each place of the season. */
const ROWS = 3;
/** The forecast as a unit has this share of the mean forecast added. */
const FLOOR = 0.1;

type Candidate = Pick<IntervalShape, "unit" | "floor"> & { readonly seasonal: boolean };

/** The shape, and what a radius of 1 reached at each error, [n * horizon], by factors that come from other windows. */
interface Chosen {
  readonly shape: Omit<IntervalShape, "radius">;
  readonly reaches: Float64Array;
}

/** Undefined where none is narrower than the plain intervals, of `scale` and `radius`, or there are too few windows to tell. */
export function chooseShape(
  errors: ForecastErrors,
  level: number,
  scale: Intervals["scale"],
  radius: readonly number[],
): Chosen | undefined {
  if (errors.origins.length < WINDOWS * windowsNeeded(level)) return undefined;
  const times = rowsOf(errors) / Math.max(errors.horizon, errors.season?.rows ?? 1);
  let least = (NARROWER - CHANCE / times) * meanWidth(errors, reachesOf(errors, { unit: scale }, scale), radius);
  const later = laterShare(errors, reachesOf(errors, { unit: scale }, scale), radius) - SLACK;
  let chosen: Chosen | undefined;
  for (const { seasonal, ...candidate } of candidatesOf(errors, scale)) {
    const factors = seasonal ? new PlaceFactors(errors, reachesOf(errors, candidate, scale)) : undefined;
    const reaches = reachesOf(errors, candidate, scale, factors && ((window) => factors.without(window)));
    const [own] = radiiOf(errors, reaches, [level]);
    if (own === null || !own.every(Number.isFinite)) continue;
    const width = meanWidth(errors, reaches, own);
    if (!(width < least) || laterShare(errors, reaches, own) < later) continue;
    least = width;
    const season = factors && errors.season && { season: { rows: errors.season.rows, factors: factors.ofAll() } };
    chosen = { shape: { ...candidate, ...season }, reaches };
  }
  return chosen;
}

function candidatesOf(errors: ForecastErrors, scale: Intervals["scale"]): Candidate[] {
  const { season, last, actual, predicted } = errors;
  const seasonal = season !== undefined && rowsOf(errors) >= ROWS * season.rows;
  const above = last.every((value) => value >= 0) && actual.every((value) => !(value < 0));
  const floor = (FLOOR * predicted.reduce((sum, value) => sum + Math.abs(value), 0)) / predicted.length;
  const units: Pick<IntervalShape, "unit" | "floor">[] = [
    { unit: "absolute" },
    ...(scale === "relative" ? [{ unit: scale }] : []),
    ...(above && floor > 0 ? [{ unit: "value", floor } as const] : []),
  ];
  return [
    ...units.filter(({ unit }) => unit !== scale).map((unit) => ({ ...unit, seasonal: false })),
    ...(seasonal ? units.map((unit) => ({ ...unit, seasonal: true })) : []),
  ];
}

/** From the first row that was forecast to the last. */
function rowsOf({ origins, horizon }: ForecastErrors): number {
  return origins[origins.length - 1] + horizon - origins[0];
}

/** The share of truths that intervals hold in the later half of the windows. */
function laterShare(
  { origins, horizon, actual, predicted }: ForecastErrors,
  reaches: Float64Array,
  radius: readonly number[],
): number {
  let [held, seen] = [0, 0];
  for (let at = (origins.length >> 1) * horizon; at < actual.length; at++) {
    if (Number.isNaN(actual[at])) continue;
    seen++;
    if (Math.abs(actual[at] - predicted[at]) <= radius[at % horizon] * reaches[at]) held++;
  }
  return seen === 0 ? 0 : held / seen;
}

/** Over all steps, cut off at the bounds. */
function meanWidth(
  { horizon, predicted, bounds = {} }: ForecastErrors,
  reaches: Float64Array,
  radius: readonly number[],
): number {
  let sum = 0;
  for (let at = 0; at < predicted.length; at++) {
    const { lower, upper } = endsOf(predicted[at], radius[at % horizon] * reaches[at], bounds);
    sum += upper - lower;
  }
  return sum / predicted.length;
}
