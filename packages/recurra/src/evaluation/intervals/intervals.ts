// Intervals as they are kept with a model and put around its forecasts.

import { type Bounds, clip } from "../../data/bounds.ts";
import type { TimeIndex } from "../../data/time/time-index.ts";

/** How wide the intervals of the forecast to come are: the radius of each step, from all windows of the backtest. */
export interface Intervals {
  /** Share of truths that they are to hold: the first that was asked for. */
  readonly level: number;
  /** "relative": the radius is a fraction of the last known value; "absolute": it is in units of the target. */
  readonly scale: "absolute" | "relative";
  /** One radius per step; null when there were too few windows for the level (`note` says how many are needed). */
  readonly radius: number[] | null;
  readonly note?: string;
  /** What is used in place of `scale` and `radius`, where it was measured to be narrower. */
  readonly shape?: IntervalShape;
  /** Those of the other levels, of the same shape. */
  readonly further?: readonly FurtherLevel[];
}

/** What the width of an interval follows: a radius is a multiple of the unit and of the factor of the row's place in the season. */
export interface IntervalShape {
  /** 1; the last known value; or the forecast itself and `floor`, which keeps it from 0. All without their signs. */
  readonly unit: "absolute" | "relative" | "value";
  readonly floor?: number;
  readonly season?: { readonly rows: number; readonly factors: readonly number[] };
  /** One per step. */
  readonly radius: readonly number[];
}

/** The intervals of one more level: as `radius`, and as that of the shape. */
export interface FurtherLevel {
  readonly level: number;
  readonly radius: readonly number[] | null;
  readonly shaped?: readonly number[] | null;
}

/** The interval of one level around a forecast value. */
export interface Ends {
  readonly lower: number;
  readonly upper: number;
}

/** An interval around a forecast value, and those of the further levels that were sized. */
export interface IntervalEnds extends Ends {
  readonly further?: readonly (Ends & { readonly level: number })[];
}

/**
 * The interval around one forecast value, cut off at `bounds`; null when the backtest had too few windows to make one.
 * `step` counts from 0, `last` is the last known value of the target, `place` that of the row in the season of the intervals' shape
 * ({@link placeIn}): without it such intervals are as wide as those that know no season.
 */
export function intervalAround(
  value: number,
  step: number,
  last: number,
  intervals: Intervals,
  bounds: Bounds = {},
  place?: number,
): IntervalEnds | null {
  const { shape, further = [], scale, radius } = intervals;
  if (radius === null) return null;
  const shaped = shape !== undefined && (shape.season === undefined || place !== undefined) ? shape : undefined;
  const unit = shaped === undefined ? unitOf({ unit: scale }, value, last) : reachOf(shaped, value, last, place);
  const around = (radii: readonly number[]): Ends => endsOf(value, radii[step] * unit, bounds);
  const others = further.flatMap(({ level, radius: plain, shaped: own = null }) => {
    const radii = shaped === undefined ? plain : own;
    return radii === null ? [] : [{ level, ...around(radii) }];
  });
  return { ...around(shaped?.radius ?? radius), ...(others.length > 0 && { further: others }) };
}

/** The place of a time in the season that these intervals follow; undefined where they follow none, or the clock has no places. */
export function placeIn(intervals: Intervals | undefined, times: TimeIndex, time: number): number | undefined {
  const { season } = intervals?.shape ?? {};
  return season && times.placeIn(season.rows, time);
}

/** What a radius of 1 reaches. */
export function reachOf(
  shape: Pick<IntervalShape, "unit" | "floor" | "season">,
  value: number,
  last: number,
  place: number | undefined,
): number {
  const factor = shape.season === undefined || place === undefined ? 1 : shape.season.factors[place];
  return unitOf(shape, value, last) * factor;
}

function unitOf({ unit, floor = 0 }: Pick<IntervalShape, "unit" | "floor">, value: number, last: number): number {
  if (unit === "absolute") return 1;
  return unit === "relative" ? Math.abs(last) : Math.abs(value) + floor;
}

/** A value plus and minus its reach, cut off at the bounds. */
export function endsOf(value: number, reach: number, bounds: Bounds): Ends {
  return { lower: clip(value - reach, bounds), upper: clip(value + reach, bounds) };
}
