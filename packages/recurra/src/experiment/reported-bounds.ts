// What the forecasts of an experiment keep to, and why, in sentences.

import type { Bounds } from "../data/bounds.ts";
import type { Series } from "../data/index.ts";
import type { Forecaster } from "../forecast/index.ts";
import { counted } from "../words/counted.ts";
import { rangeWords } from "../words/range.ts";
import type { ReportedBounds } from "./result.ts";

/** Of the forecasts of `final`, whose scores are those of `scored`; undefined where neither keeps to anything. */
export function reportBounds(scored: Forecaster, final: Forecaster, series: Series): ReportedBounds | undefined {
  const { bounds = {}, settings, target } = final;
  const found = settings.min === undefined && bounds.min !== undefined;
  const values = series.column(target);
  const remarks = [
    ...(final.bounds ? [`Forecasts stay ${rangeWords(bounds)}${reason(bounds, found)}.`] : []),
    ...beyond(series, values, bounds.min, "below"),
    ...beyond(series, values, bounds.max, "above"),
    ...givenUp(scored, bounds, series, values),
  ];
  if (remarks.length === 0) return undefined;
  return { min: bounds.min ?? null, max: bounds.max ?? null, found, remarks };
}

function reason({ min }: Bounds, found: boolean): string {
  return found ? `: no training value is below ${min}` : ", as they were told to";
}

type Side = "below" | "above";

/** The row of the value farthest beyond an end, and how many lie there. */
function farthest(values: Float64Array, end: number, side: Side): { readonly row: number; readonly count: number } {
  const sign = side === "below" ? -1 : 1;
  let [row, count] = [-1, 0];
  for (let i = 0; i < values.length; i++) {
    if (!(sign * (values[i] - end) > 0)) continue;
    count++;
    if (row < 0 || sign * (values[i] - values[row]) > 0) row = i;
  }
  return { row, count };
}

/** What is known to lie beyond an end that was set. */
function beyond(series: Series, values: Float64Array, end: number | undefined, side: Side): string[] {
  if (end === undefined) return [];
  const { row, count } = farthest(values, end, side);
  if (count === 0) return [];
  const which = count === 1 ? "it is" : `the ${side === "below" ? "lowest" : "highest"} is`;
  return [
    `${counted(count, "known value")} ${count === 1 ? "lies" : "lie"} ${side} ${end} (${which} ${values[row]}, on ${series.times.label(row)}): the data stay as they are, the forecasts do not go there.`,
  ];
}

/** The end that the scored model had found, and that a later row has refuted. */
function givenUp({ bounds }: Forecaster, { min }: Bounds, series: Series, values: Float64Array): string[] {
  const had = bounds?.min;
  if (had === undefined || min !== undefined) return [];
  const { row } = farthest(values, had, "below");
  return [
    `The scored model stayed at or above ${had}, because none of its training values is below; later ones are (${values[row]} on ${series.times.label(row)}), so the forecast may fall below.`,
  ];
}
