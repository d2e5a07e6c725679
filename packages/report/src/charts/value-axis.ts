import { shorten } from "recurra/drawing";
import type { ForecastResult } from "../data/result.ts";

/** The name of the axis of the target's values, with their unit. */
export function valueLabel({ target, unit }: Pick<ForecastResult, "target" | "unit">): string {
  return unit === undefined ? shorten(target, 40) : `${shorten(target, 40)}, ${unit}`;
}
