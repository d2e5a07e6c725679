// Intervals that make no assumption on how errors are distributed: the radius of a step is a quantile of the errors
// that the same model made at that step in the past (conformal prediction).
//
// Source: Vovk, Gammerman and Shafer 2005; Lei et al. 2018, Distribution-free predictive inference for regression.
// The guarantee wants exchangeable errors. Windows that follow each other in time are not, so the coverage is measured
// on later windows and reported beside the level.
import { grouped } from "../../words/grouped.ts";
import { shortPercent } from "../../words/percent.ts";
import { adaptiveRadii, followRadii } from "./adaptive-radii.ts";
import { chooseShape } from "./choose-shape.ts";
import type { ForecastErrors } from "./forecast-errors.ts";
import type { IntervalShape, Intervals } from "./intervals.ts";
import { type OwnEnds, ownScores } from "./own-ends.ts";
import { windowsNeeded } from "./quantile.ts";
import { radiiOf } from "./radii.ts";
import { reachesOf } from "./reaches.ts";
import { followChanges } from "./usual-change.ts";

/**
 * "relative" (errors as a fraction of the last known value, so that a price of 180 gets a wider interval than one of
 * 60) when every known value is positive, otherwise "absolute".
 */
export function intervalScale(known: Float64Array): Intervals["scale"] {
  return known.every((value) => value > 0) ? "relative" : "absolute";
}

/** How wide intervals are, beside the errors that they are sized on. */
export interface Sizing {
  /** Undefined where they are plain. */
  readonly shape: Omit<IntervalShape, "radius"> | undefined;
  /** What a radius of 1 reaches at each error, [n * horizon]. */
  readonly reaches: Float64Array;
}

/** The shape that follows the changes of the target, or the narrowest, by the first level; undefined where there are too few windows for any. */
export function sizeIntervals(errors: ForecastErrors, level: number, scale: Intervals["scale"]): Sizing | undefined {
  const reaches = reachesOf(errors, { unit: scale }, scale);
  const [radius] = radiiOf(errors, reaches, [level]);
  if (radius === null) return undefined;
  const shape = followChanges(errors, level, scale);
  if (shape !== undefined) return { shape, reaches: reachesOf(errors, shape, scale) };
  return chooseShape(errors, level, scale, radius) ?? { shape: undefined, reaches };
}

/**
 * The radius of each step for the forecast to come, of one level or of several: quantiles of the errors of all windows, at levels that follow
 * how often intervals held of late ({@link adaptiveRadii}).
 */
export function conformalIntervals(
  errors: ForecastErrors,
  level: number | readonly number[],
  scale: Intervals["scale"],
): Intervals {
  const levels = [level].flat();
  const [first, ...others] = levels;
  const [radius, ...more] = adaptiveRadii(errors, reachesOf(errors, { unit: scale }, scale), levels);
  const sizing = sizeIntervals(errors, first, scale);
  if (radius === null || sizing === undefined) {
    const had = `the backtest has ${grouped(errors.origins.length)}`;
    if (errors.own !== undefined) return ownAlone(levels, errors.horizon, scale, had);
    return { level: first, scale, radius: null, note: tooFew(first, had) };
  }
  const [ownRadius, ...ownMore] = ownRadii(errors, levels, scale);
  const { shape, reaches } = sizing;
  const [own, ...shaped] = shape === undefined ? [radius] : adaptiveRadii(errors, reaches, levels);
  const further = others.map((one, i) => ({
    ...{ level: one, radius: more[i] },
    ...(shape && { shaped: shaped[i] }),
    ...(ownRadius && { own: ownMore[i] }),
  }));
  return {
    level: first,
    scale,
    radius,
    ...(shape && { shape: { ...shape, radius: own ?? radius } }),
    ...(ownRadius && { own: { radius: ownRadius } }),
    ...(further.length > 0 && { further }),
  };
}

/** The model's own intervals as they are, where there are too few windows to correct them. `had`: how many there are, in words. */
export function ownAlone(
  [first, ...others]: readonly number[],
  horizon: number,
  scale: Intervals["scale"],
  had: string,
): Intervals {
  const none = (): number[] => new Array<number>(horizon).fill(0);
  const further = others.map((level) => ({ level, radius: null, own: none() }));
  return {
    ...{ level: first, scale, radius: null, own: { radius: none() } },
    note: `They are the network's own, and nothing has corrected them: that takes ${grouped(windowsNeeded(first))} windows, ${had}.`,
    ...(further.length > 0 && { further }),
  };
}

/** The corrections of the model's own intervals; none where it gives none. */
function ownRadii(
  errors: ForecastErrors,
  levels: readonly number[],
  scale: Intervals["scale"],
): readonly (readonly number[] | null)[] {
  const { own, actual } = errors;
  if (own === undefined) return [];
  const units = reachesOf(errors, { unit: scale }, scale);
  const tracks = levels.map((level) => ({ level, scores: ownScores(actual, own.get(level) as OwnEnds, units) }));
  return followRadii(errors, tracks);
}

function tooFew(level: number, had: string): string {
  return `Too few windows for intervals of ${shortPercent(level, 4)}: it takes ${grouped(windowsNeeded(level))} to size them, ${had}. Test on more rows, or lower the level.`;
}
