import type { Bounds } from "../../data/bounds.ts";
import type { OwnEnds } from "./own-ends.ts";

/** Forecasts of a backtest as the intervals see them. Shapes: origins, last [n]; actual (NaN where not measured), predicted [n * horizon]. */
export interface ForecastErrors {
  readonly horizon: number;
  readonly origins: Uint32Array;
  readonly last: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** The target by row, NaN where not measured, up to the last origin at least: intervals may follow how much it changes. */
  readonly values?: Float64Array;
  /** The ends that the model itself gives to its intervals, by their level; then intervals are these, corrected. */
  readonly own?: ReadonlyMap<number, OwnEnds>;
  /** What the forecasts keep to: intervals are cut off there. */
  readonly bounds?: Bounds;
  /** A season of the rows whose places intervals may follow: `places[row - origins[0]]` is a row's, from 0 to `rows` - 1. */
  readonly season?: { readonly rows: number; readonly places: Int32Array };
}
