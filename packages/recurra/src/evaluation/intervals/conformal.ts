// Intervals that make no assumption on how errors are distributed: the radius of a step is a quantile of the errors
// that the same model made at that step in the past (split conformal prediction).
//
// Source: Vovk, Gammerman and Shafer 2005; Lei et al. 2018, Distribution-free predictive inference for regression.
// The guarantee wants exchangeable errors. Windows that follow each other in time are not, so the coverage is measured
// on later windows and reported beside the level.
import { grouped } from "../../words/grouped.ts";
import { shortPercent } from "../../words/percent.ts";
import { chooseShape } from "./choose-shape.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import type { Intervals } from "./intervals.ts";
import { windowsNeeded } from "./quantile.ts";
import { radiiOf } from "./radii.ts";
import { reachesOf } from "./reaches.ts";

/**
 * "relative" (errors as a fraction of the last known value, so that a price of 180 gets a wider interval than one of
 * 60) when every known value is positive, otherwise "absolute".
 */
export function intervalScale(known: Float64Array): Intervals["scale"] {
  return known.every((value) => value > 0) ? "relative" : "absolute";
}

/** The radius of each step from all windows, of one level or of several: for the forecast to come. */
export function conformalIntervals(
  errors: ForecastErrors,
  level: number | readonly number[],
  scale: Intervals["scale"],
): Intervals {
  const levels = [level].flat();
  const [first, ...others] = levels;
  const [radius, ...more] = radiiOf(errors, reachesOf(errors, { unit: scale }), levels);
  if (radius === null) {
    return { level: first, scale, radius, note: tooFew(first, `the backtest has ${grouped(errors.origins.length)}`) };
  }
  const chosen = chooseShape(errors, levels, scale, radius);
  const further = others.map((one, i) => ({
    level: one,
    radius: more[i],
    ...(chosen && { shaped: chosen.further[i] }),
  }));
  return {
    level: first,
    scale,
    radius,
    ...(chosen && { shape: chosen.shape }),
    ...(further.length > 0 && { further }),
  };
}

function tooFew(level: number, had: string): string {
  return `Too few windows for intervals of ${shortPercent(level, 4)}: it takes ${grouped(windowsNeeded(level))} to size them, ${had}. Test on more rows, or lower the level.`;
}
