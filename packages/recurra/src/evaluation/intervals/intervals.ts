// Intervals as they are kept with a model and put around its forecasts.

import { type Bounds, clip } from "../../data/bounds.ts";
import type { TimeIndex } from "../../data/time/time-index.ts";
import { type Beyond, factorAt } from "./beyond-factor.ts";
import { correctedEnds } from "./own-ends.ts";

/** How wide the intervals of the forecast to come are: the radius of each step, from all windows of the backtest. */
export interface Intervals {
  /** Share of truths that they are to hold: the first that was asked for. */
  readonly level: number;
  /** "relative": the radius is a fraction of the last known value; "absolute": it is in units of the target. */
  readonly scale: "absolute" | "relative";
  /** One radius per step; null when there were too few windows for the level (`note` says how many are needed): then there are those of `own` alone. */
  readonly radius: number[] | null;
  readonly note?: string;
  /** What is used in place of `scale` and `radius`, where it was measured to be narrower. */
  readonly shape?: IntervalShape;
  /** Corrections of the intervals that the model gives itself, one per step, in the units of `scale`; used where these are known, in place of all else. */
  readonly own?: { readonly radius: readonly number[] };
  /** Those of the other levels, of the same shape. */
  readonly further?: readonly FurtherLevel[];
  /** How much wider they are past the horizon; absent where that was not measured: then there are none there. */
  readonly beyond?: Beyond;
  /** What sample paths are drawn by: path-errors.ts. */
  readonly paths?: {
    /** Of signed errors in units of radii, from the smallest to the largest. */
    readonly quantiles: readonly number[];
    /** Of the errors of the second step with those of the first, of the third with the second, ... */
    readonly correlation: readonly number[];
  };
}

/** What the width of an interval follows: a radius is a multiple of the unit and of the factor of the row's place in the season. */
export interface IntervalShape {
  /**
   * 1; the last known value; the forecast itself and `floor`, which keeps it from 0; or the usual change of late ({@link changeIn}) and `floor`,
   * times the last known value where the intervals are relative. All without their signs.
   */
  readonly unit: "absolute" | "relative" | "value" | "change";
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
  readonly own?: readonly number[] | null;
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

/** What of a row and its origin an interval may follow. */
interface Around {
  /** The place of the row in the season of the intervals' shape: {@link placeIn}. */
  readonly place?: number | undefined;
  /** The usual change before the origin: {@link changeIn}. */
  readonly change?: number | undefined;
  /** The model's own interval of a level at this row. */
  readonly own?: ((level: number) => Ends | undefined) | undefined;
}

/**
 * The interval around one forecast value, cut off at `bounds`; null when the backtest had too few windows to make one.
 * `step` counts from 0, past the horizon on; `last` is the last known value of the target. Without the place or the change that they follow, intervals are as wide
 * as those that follow none.
 */
export function intervalAround(
  value: number,
  step: number,
  last: number,
  intervals: Intervals,
  bounds: Bounds = {},
  around: Around = {},
): IntervalEnds | null {
  const { shape, further = [], scale, radius, beyond, own } = intervals;
  const horizon = (radius ?? own?.radius)?.length;
  if (horizon === undefined) return null;
  if (step >= horizon && beyond === undefined) return null;
  const wider = beyond === undefined ? 1 : factorAt(beyond, step, horizon);
  const shaped = shape !== undefined && hasAll(shape, around) ? shape : undefined;
  const unit = reachOf(shaped ?? { unit: scale }, value, last, scale, around);
  const ends = (radii: readonly number[]): Ends => endsOf(value, radii[step % horizon] * wider * unit, bounds);
  const corrected = (level: number, corrections: readonly number[] | null | undefined): Ends | undefined => {
    const given = step < horizon && corrections ? around.own?.(level) : undefined;
    const plain = reachOf({ unit: scale }, value, last, scale, around);
    return given && correctedEnds(value, given, (corrections as readonly number[])[step] * plain, bounds);
  };
  const others = further.flatMap(({ level, radius: plain, shaped: followed = null, own: corrections }) => {
    const radii = shaped === undefined ? plain : followed;
    const found = corrected(level, corrections) ?? (radii === null ? undefined : ends(radii));
    return found === undefined ? [] : [{ level, ...found }];
  });
  const plain = shaped?.radius ?? radius;
  const first = corrected(intervals.level, own?.radius) ?? (plain === null ? undefined : ends(plain));
  if (first === undefined) return null;
  return { ...first, ...(others.length > 0 && { further: others }) };
}

/** Half the width of the interval around a value within the horizon, before it is cut off at bounds; null where there is none. */
export function halfWidth(
  value: number,
  step: number,
  last: number,
  { shape, scale, radius }: Intervals,
  around: Around,
): number | null {
  if (radius === null) return null;
  const shaped = shape !== undefined && hasAll(shape, around) ? shape : undefined;
  return (shaped?.radius ?? radius)[step] * reachOf(shaped ?? { unit: scale }, value, last, scale, around);
}

function hasAll({ unit, season }: IntervalShape, { place, change }: Around): boolean {
  return (season === undefined || place !== undefined) && (unit !== "change" || change !== undefined);
}

/** The place of a time in the season that these intervals follow; undefined where they follow none, or the clock has no places. */
export function placeIn(intervals: Intervals | undefined, times: TimeIndex, time: number): number | undefined {
  const { season } = intervals?.shape ?? {};
  return season && times.placeIn(season.rows, time);
}

/** What a radius of 1 reaches; NaN where the usual change is followed and not known. */
export function reachOf(
  { unit, floor = 0, season }: Pick<IntervalShape, "unit" | "floor" | "season">,
  value: number,
  last: number,
  scale: Intervals["scale"],
  { place, change = Number.NaN }: Around,
): number {
  const factor = season === undefined || place === undefined ? 1 : season.factors[place];
  return unitOf() * factor;

  function unitOf(): number {
    if (unit === "absolute") return 1;
    if (unit === "relative") return Math.abs(last);
    if (unit === "value") return Math.abs(value) + floor;
    return (change + floor) * (scale === "relative" ? Math.abs(last) : 1);
  }
}

/** A value plus and minus its reach, cut off at the bounds. */
export function endsOf(value: number, reach: number, bounds: Bounds): Ends {
  return { lower: clip(value - reach, bounds), upper: clip(value + reach, bounds) };
}
