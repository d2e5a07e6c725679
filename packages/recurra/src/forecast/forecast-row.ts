import type { FutureRows } from "../ahead/future-rows.ts";
import { type OptionRule, type OptionRules, object, whole } from "../core/option-rules.ts";
import type { Bounds } from "../data/bounds.ts";
import type { TimeIndex } from "../data/time/time-index.ts";
import {
  changeIn,
  type IntervalEnds,
  type Intervals,
  intervalAround,
  type OwnAt,
  placeIn,
} from "../evaluation/index.ts";

/** What may be asked of `predict`. */
export interface PredictOptions {
  /** Rows to forecast. Default: the horizon that the model was fitted for. */
  readonly horizon?: number;
  /** What is known of these rows, of a model that knows columns ahead. Default: what stands in the series behind its last value of the target. */
  readonly future?: FutureRows;
}

/** What it holds is checked with its rows. */
const ROWS: OptionRule<FutureRows> = /* @__PURE__ */ object("a series or an object of columns");

export const PREDICT_RULES: OptionRules<PredictOptions> = { horizon: whole(1), future: ROWS };

/** One row of a forecast, in the target's units. */
export interface ForecastRow {
  /** As the series writes its times: "2018-05-14". */
  readonly time: string;
  readonly value: number;
  /** The ends of the interval; absent where there were too few windows to size it. */
  readonly lower?: number;
  readonly upper?: number;
  /** Those of the further levels; absent where there are none. */
  readonly further?: IntervalEnds["further"];
  /** Set on rows past the horizon of the model, which it forecast from its own forecasts. */
  readonly beyond?: true;
}

/**
 * The rows after those of `clock`, at `times`: values and intervals around them, cut off at `bounds`; `known` are the values before
 * them, to whose last one relative radii refer.
 */
export function forecastRows(
  clock: TimeIndex,
  values: Float64Array,
  known: Float64Array,
  intervals: Intervals | undefined,
  bounds?: Bounds,
  {
    own,
    times = clock.next(values.length),
  }: { readonly own?: OwnAt | undefined; readonly times?: readonly number[] | undefined } = {},
): ForecastRow[] {
  const last = known[known.length - 1];
  const change = changeIn(intervals, known, known.length);
  return times.map((time, step) => {
    const value = values[step];
    const place = placeIn(intervals, clock, time);
    const ends =
      intervals && intervalAround(value, step, last, intervals, bounds, { place, change, own: own?.(step, value) });
    return { time: clock.format(time), value, ...ends };
  });
}
