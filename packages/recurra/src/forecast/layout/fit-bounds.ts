// What the forecasts of a fit keep to: what was asked for, or found from the rows that it was given.

import { type Bounds, findMin } from "../../data/bounds.ts";
import type { ForecasterSettings } from "../settings/forecaster-options.ts";

type Asked = Pick<ForecasterSettings, "min" | "max">;

function between(min: number | undefined, max: Asked["max"]): Bounds | undefined {
  const most = max === "none" ? undefined : max;
  if (min === undefined && most === undefined) return undefined;
  return { ...(min !== undefined && { min }), ...(most !== undefined && { max: most }) };
}

/** The bounds of a fit on these values of the target; undefined where there are none. */
export function fitBounds({ min, max }: Asked, values: Float64Array): Bounds | undefined {
  if (min === "none") return between(undefined, max);
  if (min !== undefined) return between(min, max);
  const found = findMin(values);
  // An end that was found gives way to one that was set.
  return between(typeof max === "number" && found !== undefined && found >= max ? undefined : found, max);
}

/**
 * The bounds of a refit on more rows. Those that were found stay, because the scores are of forecasts that kept to them, unless one of
 * the rows lies below.
 */
export function refitBounds({ min, max }: Asked, former: Bounds | undefined, values: Float64Array): Bounds | undefined {
  const least = former?.min;
  const holds = typeof min === "number" || (least !== undefined && !values.some((value) => value < least));
  return between(holds ? least : undefined, max);
}
