// The scales on which a linear forecast is made: the values themselves, or their logarithms where all are positive.

import { exp, log } from "../../core/math.ts";
import { standardise } from "../estimation/standardise.ts";

/** (value - centre) / spread: only a unit for sums of squares, for the forecast is the same in any. */
interface PlainScale {
  readonly form: "plain";
  readonly centre: number;
  readonly spread: number;
}

/** The logarithm of a value, of one below `least` that of `least`; forecasts stay within [exp(floor), exp(ceiling)]. */
interface LogScale {
  readonly form: "log";
  readonly least: number;
  readonly floor: number;
  readonly ceiling: number;
}

export type LinearScale = PlainScale | LogScale;

/** The largest number whose exponential is finite, rounded down. */
const LARGEST = 709;

/** The scales that values may have; undefined where none is known. */
export function scalesOf(values: Float64Array): LinearScale[] | undefined {
  const unit = standardise(values, 0, values.length);
  if (unit === undefined) return undefined;
  const plain: LinearScale = { form: "plain", centre: unit.centre, spread: unit.scale };
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(least > 0) || least === most) return [plain];
  // Forecasts stay within twice the range that was seen, so that an exponential cannot run away.
  const [low, high] = [log(least), log(most)];
  return [plain, { form: "log", least, floor: 2 * low - high, ceiling: Math.min(2 * high - low, LARGEST) }];
}

/** A value on a scale. */
export function toScale(scale: LinearScale, value: number): number {
  if (scale.form === "plain") return (value - scale.centre) / scale.spread;
  return log(Math.max(value, scale.least));
}

/** The value whose place on the scale this is. */
export function fromScale(scale: LinearScale, seen: number): number {
  if (scale.form === "plain") return scale.centre + scale.spread * seen;
  return exp(Math.min(scale.ceiling, Math.max(scale.floor, seen)));
}
