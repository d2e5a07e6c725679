import { meanRival, medianRival, zeroRival } from "./constants.ts";
import { driftRival } from "./drift.ts";
import { exponentialSmoothingRival } from "./exponential-smoothing.ts";
import { harmonicRegressionRival } from "./harmonic-regression.ts";
import { holtRival } from "./holt.ts";
import { holtWintersRival } from "./holt-winters.ts";
import { lastValueRival } from "./last-value.ts";
import { ridgeRegressionRival } from "./ridge-regression.ts";
import type { Rival, RivalHistory } from "./rival.ts";
import { seasonalDriftRival } from "./seasonal-drift.ts";
import { sameWeekdayRival, seasonalNaiveRival } from "./seasonal-naive.ts";
import { thetaRival } from "./theta.ts";

/** The longest season that smoothing and Theta keep a place for each slot of; beyond it each place is seen too rarely. */
const MOST_PLACES = 400;

/**
 * What a model has to beat on a history with these seasons, in the order of tables: naive ones, which fit nothing, then simple ones. `few`
 * are the naive ones and the ridge regression, for very many series.
 */
export function rivals({ seasons }: Pick<RivalHistory, "seasons">, amount: "all" | "few" = "all"): readonly Rival[] {
  const week = seasons.find(({ name }) => name === "a week");
  const shortest = seasons.find(({ found, rows }) => found && rows <= MOST_PLACES);
  const naive = [
    lastValueRival,
    driftRival,
    // Before the others, since a median of 0 is better said so.
    zeroRival,
    meanRival,
    medianRival,
    ...seasons.flatMap((season) => [seasonalNaiveRival(season), seasonalDriftRival(season)]),
    ...(week === undefined ? [] : [sameWeekdayRival(week)]),
  ];
  if (amount === "few") return [...naive, ridgeRegressionRival];
  return [
    ...naive,
    exponentialSmoothingRival,
    holtRival,
    holtWintersRival(shortest),
    thetaRival(shortest),
    harmonicRegressionRival,
    ridgeRegressionRival,
  ];
}
