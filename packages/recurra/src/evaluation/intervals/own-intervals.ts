import type { Ends, Intervals } from "./intervals.ts";
import type { OwnEnds } from "./own-ends.ts";

/** The model's own intervals of the levels, around the forecast `value` of a step. */
export type OwnAt = (step: number, value: number) => (level: number) => Ends | undefined;

/**
 * What a model says itself of the windows that intervals are to be put around, by window; undefined where intervals do not go by it. `spreadOf` is
 * asked for the levels of the intervals.
 */
export function ownIntervals(
  intervals: Intervals | undefined,
  spreadOf: (levels: readonly number[]) => readonly OwnEnds[] | undefined,
): ((window: number) => OwnAt) | undefined {
  if (!intervals?.own) return undefined;
  const horizon = intervals.own.radius.length;
  const levels = [intervals.level, ...(intervals.further ?? []).map(({ level }) => level)];
  const spread = spreadOf(levels);
  if (spread === undefined) return undefined;
  return (window) => (step, value) => (level) => {
    const ends = spread[levels.indexOf(level)];
    const at = window * horizon + step;
    return step < horizon && ends !== undefined
      ? { lower: value + ends.lower[at], upper: value + ends.upper[at] }
      : undefined;
  };
}

/** The ends around forecasts, by their level, from how far they lie from them. */
export function endsByLevel(
  predicted: Float64Array,
  levels: readonly number[],
  spread: readonly OwnEnds[],
): ReadonlyMap<number, OwnEnds> {
  const around = (offsets: Float64Array): Float64Array => offsets.map((offset, at) => predicted[at] + offset);
  return new Map(levels.map((level, i) => [level, { lower: around(spread[i].lower), upper: around(spread[i].upper) }]));
}
