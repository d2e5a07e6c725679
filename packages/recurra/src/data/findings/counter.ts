// A meter reading, an odometer, a total to date: its level says only how long it has run.

import { quoteCell } from "../../core/nearest-names.ts";
import { knownValues } from "../../statistics/known-values.ts";
import { mean } from "../../statistics/mean.ts";
import { variance } from "../../statistics/variance.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { Finding } from "./finding.ts";

/** So many values without a fall are no accident. */
const FEWEST = 30;
/** Steps of fewer sizes are those of a calendar or of a row number. */
const FEWEST_STEPS = 5;
/** Steps of few sizes are those of a slow counter, where it stands still on such a share of the rows, and rises so often... */
const STANDS_STILL = 0.1;
const FEWEST_RISES = 30;
/** ...after waits that vary by this share of their mean: those of a calendar (a month number by day) are nearly equal. */
const WAITS_VARY = 0.5;
/** Steps that differ less are a line. */
const LEAST_VARIATION = 0.1;
/** Steps that make up for one another, each after the other, are noise around a trend; those of a counter do not. */
const LEAST_CORRELATION = -0.2;

/** Whether values never fall, by steps that vary on their own. */
export function isCounter(values: Float64Array): boolean {
  const present = knownValues(values);
  if (present.length < FEWEST) return false;
  for (let i = 1; i < present.length; i++) if (present[i] < present[i - 1]) return false;
  const steps = present.subarray(1).map((value, i) => value - present[i]);
  if (new Set(steps.filter((step) => step > 0)).size < FEWEST_STEPS && !risesAtRandom(steps)) return false;
  const [usual, spread] = [mean(steps), variance(steps)];
  if (spread < LEAST_VARIATION * LEAST_VARIATION * usual * usual) return false;
  let together = 0;
  for (let i = 1; i < steps.length; i++) together += (steps[i] - usual) * (steps[i - 1] - usual);
  return together / (steps.length * spread) >= LEAST_CORRELATION;
}

/** Whether what never falls mostly waits, each time for another number of rows: what adds up events, not days. */
function risesAtRandom(steps: Float64Array): boolean {
  const rises: number[] = [];
  for (let at = 0; at < steps.length; at++) if (steps[at] > 0) rises.push(at);
  if (rises.length < FEWEST_RISES || steps.length - rises.length < STANDS_STILL * steps.length) return false;
  const waits = Float64Array.from(rises.slice(1), (at, i) => at - rises[i]);
  return Math.sqrt(variance(waits)) >= WAITS_VARY * mean(waits);
}

/** A column that never falls. */
export function findCounter(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  if (!isCounter(values)) return [];
  const present = knownValues(values);
  const ends = `${present[0]} to ${present[present.length - 1]}`;
  const message = `${quoteCell(column)} never falls (${ends}): a counter? Its changes, not its level, are what a forecast can learn`;
  return [{ kind: "counter", column, rows: [], count: present.length, message }];
}
