// Forecasts past the horizon of a model, which goes on from its own, and what they say of the width of intervals there.

import { Turns } from "../core/turns.ts";
import type { Season } from "../data/seasons/season.ts";
import type { Series } from "../data/series/series.ts";
import { beyondWindows, measureBeyond } from "./intervals/beyond.ts";
import type { Beyond } from "./intervals/beyond-factor.ts";
import type { Intervals } from "./intervals/intervals.ts";
import { seasonPlaces } from "./intervals/season-places.ts";

export interface FurtherForecasts {
  readonly origins: Uint32Array;
  /** Of each window, from its origin on. */
  readonly rows: number;
  /** [n * rows] */
  readonly predicted: Float64Array;
}

/** What goes on past its horizon. */
interface GoesOn {
  readonly target: string;
  readonly horizon: number;
  readonly predictBeyond?: ((series: Series, origins: Uint32Array, rows: number) => Float64Array) | undefined;
}

/** Windows forecast at once. */
const BLOCK = 16;

/** Of some of the windows, with turns of the event loop; undefined where the model cannot, or too few windows have the rows to compare with. */
export async function forecastFurther(
  { target, horizon, predictBeyond }: GoesOn,
  series: Series,
  given: Uint32Array,
  level: number,
  signal: AbortSignal | undefined,
): Promise<FurtherForecasts | undefined> {
  const found = predictBeyond && beyondWindows(series, given, { target, horizon, level });
  if (predictBeyond === undefined || found === undefined) return undefined;
  const { origins, rows } = found;
  const predicted = new Float64Array(origins.length * rows);
  const turns = new Turns();
  for (let from = 0; from < origins.length; from += BLOCK) {
    signal?.throwIfAborted();
    predicted.set(predictBeyond(series, origins.slice(from, from + BLOCK), rows), from * rows);
    if (turns.due) await turns.take();
  }
  return { origins, rows, predicted };
}

/** How much wider intervals are there. `measured`: the target's values, NaN where there are none. */
export function beyondOf(
  { origins, rows, predicted }: FurtherForecasts,
  {
    model,
    series,
    seasons,
    measured,
    intervals,
  }: {
    readonly model: GoesOn;
    readonly series: Series;
    readonly seasons: readonly Season[];
    readonly measured: Float64Array;
    readonly intervals: Intervals;
  },
): Beyond | undefined {
  if (intervals.radius === null) return undefined;
  const actual = new Float64Array(predicted.length);
  origins.forEach((origin, i) => {
    actual.set(measured.subarray(origin, origin + rows), i * rows);
  });
  const target = series.column(model.target);
  const last = Float64Array.from(origins, (origin) => target[origin - 1]);
  const season = seasonPlaces(seasons, series.times, origins[0], origins[origins.length - 1] + rows);
  const errors = { horizon: rows, origins, last, actual, predicted, values: measured, ...(season && { season }) };
  return measureBeyond(errors, model.horizon, intervals);
}
