// What every rival is: a forecast of the target from its own known values, either by a rule alone (naive) or by a method with few
// parameters (simple). The backtest asks each for the same windows as the model, so one that cannot be beaten is seen.

import type { Season } from "../../data/seasons/season.ts";

/** A season that rivals repeat. */
export interface RivalSeason extends Season {
  /** Whether the series was found to repeat after it, or a user says so; else only the clock suggests it. */
  readonly found: boolean;
}

/** What a rival may learn from: the target on its regular grid. */
export interface RivalHistory {
  /** [slots] The target; NaN where there is no row (a gap, a holiday) and where the cell was filled in. */
  readonly values: Float64Array;
  /** Slots before this one are those that the model was fitted on: parameters are estimated on them alone, once. */
  readonly fitted: number;
  /** Seasons of the step that the fitted slots hold twice, ascending. */
  readonly seasons: readonly RivalSeason[];
  /** Slots that a forecast reaches ahead. */
  readonly horizon: number;
}

/** A method that a model has to beat. */
export interface Rival {
  /** As tables call it: "last value", "seasonal naive (week)", "Theta". */
  readonly name: string;
  /** Naive: nothing is fitted. Simple: a published method with few parameters, or one in closed form. */
  readonly kind: "naive" | "simple";
  /** As sentences call it: "repeating the last value", "always 0", "the Theta method". */
  readonly words: string;
  /** What it repeats, where it repeats a season. */
  readonly season?: RivalSeason;
  /** undefined where the history is too short, or the method is not defined for it. */
  fit(history: RivalHistory): FittedRival | undefined;
}

/** A rival whose parameters are fixed. */
export interface FittedRival {
  /**
   * Forecasts [origins * horizon] of the slots from each origin on, from the values before it. Origins ascend from `fitted` on; one
   * may be `values.length`, for the forecast to come. `values` may go on where the history ended: states roll over what became known
   * with the parameters that they have.
   */
  forecast(values: Float64Array, origins: Uint32Array): Float64Array;
}

/** Whether any of the first `end` values is known. A rival has nothing to say where none is. */
export function hasKnown(values: Float64Array, end: number): boolean {
  for (let slot = 0; slot < end; slot++) if (!Number.isNaN(values[slot])) return true;
  return false;
}
