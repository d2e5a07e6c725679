// Which ways to see a history suit it: by forecasts of its last rows, which cost nothing to train.

import { NUMBERS, PLACE, requireArguments, requireOption } from "../core/option-rules.ts";
import type { SeasonNetwork } from "../nn/networks/season-network.ts";
import { NETWORK } from "./network-rule.ts";
import { type Look, ZeroShot } from "./zero-shot.ts";

/** A way to see a history, and how much of its forecast comes from it. */
export interface WeighedLook {
  readonly look: Look;
  /** Shares are above 0, and 1 together. */
  readonly share: number;
}

/** Ends of the history from which its next rows are forecast, at most. */
export const LOOK_TRIAL_ORIGINS = 8;
/** Origins that the mean error of all ways counts as, so that few origins decide little. */
const PRIOR = 2;
/** Of the history, what is forecast from one origin at most, and what lies before the first. */
const QUARTER = 4;
/** Smaller shares are not worth a forecast. */
const LEAST = 0.02;
/** Seasons that are tried, the shortest first, of which the history holds two. */
const MOST_SEASONS = 3;
const MOST_ROWS = 400;

/** Those of some seasons that are tried where the rows suffice. */
export function usableSeasons(seasons: readonly number[]): number[] {
  return [...new Set(seasons)]
    .filter((rows) => rows >= 2 && rows <= MOST_ROWS)
    .sort((one, other) => one - other)
    .slice(0, MOST_SEASONS);
}

/** The ways that rows before `end` can be seen in: each season of which they hold two and none, in values and, where all are above 0, in logarithms. */
export function looksOf(values: Float64Array, end: number, seasons: readonly number[]): Look[] {
  requireArguments("looksOf", { values: NUMBERS, end: PLACE, seasons: NUMBERS }, values, end, seasons);
  const held = usableSeasons(seasons.filter((rows) => 2 * rows <= end));
  const smallest = values.subarray(0, end).reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const logs = smallest > 0 ? ({ form: "logs", least: smallest / 2 || smallest } as const) : undefined;
  return [...held, undefined].flatMap((season): Look[] => [
    { season, form: "values" },
    ...(logs ? [{ season, ...logs }] : []),
  ]);
}

/** Forecasts of rows that are known, by which ways to see a history are weighed. */
export interface LookTrial {
  /** Ends of what each forecast sees, the latest first; none where there are too few rows. */
  readonly origins: readonly number[];
  /** Rows of each forecast. */
  readonly rows: number;
}

/** Up to eight forecasts of the rows before `end`, from origins a season apart. */
export function lookTrial(looks: readonly Look[], end: number, horizon: number): LookTrial {
  const rows = Math.max(1, Math.min(horizon, Math.floor(end / QUARTER)));
  const seasons = looks.flatMap(({ season }) => season ?? []);
  const step = seasons.length > 0 ? Math.min(...seasons) : Math.max(1, Math.floor(rows / QUARTER));
  const origins: number[] = [];
  for (let k = 0; k < LOOK_TRIAL_ORIGINS; k++) {
    const origin = end - rows - k * step;
    if (origin >= Math.max(2, Math.ceil(end / QUARTER))) origins.push(origin);
  }
  return { origins, rows };
}

/** The shares of ways by their quantiles [origins, rows, Q] of the rows of a trial, in proportion to 1 / e^8 as `weighLooks` says. */
export function sharesOfLooks(
  looks: readonly Look[],
  found: readonly Float64Array[],
  { origins, rows }: LookTrial,
  values: Float64Array,
): WeighedLook[] {
  if (looks.length === 1 || origins.length === 0) return [{ look: looks[0], share: 1 }];
  const errors = found.map((quantiles) => {
    const count = quantiles.length / (origins.length * rows);
    let sum = 0;
    for (const [i, origin] of origins.entries()) {
      for (let h = 0; h < rows; h++) {
        sum += Math.abs(quantiles[(i * rows + h) * count + (count - 1) / 2] - values[origin + h]);
      }
    }
    return sum / (origins.length * rows);
  });
  return sharesOf(errors, origins.length).flatMap((share, i) => (share > 0 ? [{ look: looks[i], share }] : []));
}

/**
 * The shares of ways to see the rows before `end`, in proportion to 1 / e^8: e the mean absolute error of a way over forecasts of rows that are known,
 * from up to eight origins a season apart, drawn to the mean of all ways where origins are few. A way that is half as far off has 256 times
 * the share.
 */
export function weighLooks(
  network: SeasonNetwork,
  looks: readonly Look[],
  { values, end, horizon }: { readonly values: Float64Array; readonly end: number; readonly horizon: number },
): WeighedLook[] {
  requireOption("weighLooks", "network", NETWORK, network);
  const trial = lookTrial(looks, end, horizon);
  if (looks.length === 1 || trial.origins.length === 0) return [{ look: looks[0], share: 1 }];
  const histories = trial.origins.map((origin) => ({ values, end: origin }));
  const found = looks.map((look) => new ZeroShot(network, look).forecast(histories, trial.rows));
  return sharesOfLooks(looks, found, trial, values);
}

/** In proportion to 1 / e^8; the smallest are 0. */
function sharesOf(errors: readonly number[], origins: number): number[] {
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const drawn = errors.map((error) => (origins * error + PRIOR * mean) / (origins + PRIOR));
  const least = Math.min(...drawn);
  // Where all are exact, one is enough, and a mean would round.
  if (!(least > 0)) return errors.map((_, i) => (i === 0 ? 1 : 0));
  const weights = drawn.map((error) => {
    const squared = (least / error) * (least / error);
    return squared * squared * squared * squared;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kept = weights.map((weight) => (weight < LEAST * total ? 0 : weight));
  const all = kept.reduce((sum, weight) => sum + weight, 0);
  return kept.map((weight) => weight / all);
}
