// A level, or a unit, that changes: for a while (stretch.ts), or midway and for good. For the latter, the medians of the stretches before and after a row are compared: at the row of a
// change they differ by many times what they differ by anywhere else. So a walk, a trend or a season, whose medians differ everywhere,
// has none.

import { log } from "../../core/math.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import { knownValues } from "../../statistics/known-values.ts";
import { median, medianOf } from "../../statistics/median.ts";
import { counted } from "../../words/counted.ts";
import type { SeriesView } from "../table/series-view.ts";
import { hasDifferent } from "./different.ts";
import { figure } from "./figure.ts";
import type { Finding } from "./finding.ts";
import { nameRow } from "./row-list.ts";
import { findStretch } from "./stretch.ts";
import { unitFactor } from "./unit-factor.ts";

const FEWEST = 60;
const FEWEST_DIFFERENT = 5;
/** Times the largest difference of medians elsewhere. */
const OUTSTANDING = 5;
/** Times the spread of values around their medians. */
const CLEAR = 4;
/** The share of the change that the very row must make: a rise over many rows is a trend. */
const AT_ONCE = 0.6;
/** In a series of fewer rows than this there is little elsewhere, and the step must be so many standard deviations of the usual one. */
const SHORT = 400;
const STEEP = 8 * 1.4826;
/** Rows on each side that show it. */
const NEAR = 3;

/** A change of level: the row behind it, and the medians of all rows before and after. */
interface Shift {
  readonly row: number;
  readonly before: number;
  readonly after: number;
}

/** The change of level of a series, if it has one. NaN is a missing value; `season` is the rows of a season. */
export function findShift(values: Float64Array, season = 1): Shift | undefined {
  const present = knownValues(values);
  if (present.length < FEWEST || !hasDifferent(present, FEWEST_DIFFERENT)) return undefined;
  // A change of unit is a factor, which is seen best in logarithms: there the swings before and after it are alike.
  const at =
    outstandingChange(present, season) ??
    (present.every((x) => x > 0) ? outstandingChange(present.map(log), season) : undefined);
  if (at === undefined) return undefined;
  return { row: rowOf(values, at), before: median(present.subarray(0, at)), after: median(present.subarray(at)) };
}

/** The row of the value that has so many before it. */
function rowOf(values: Float64Array, before: number): number {
  let row = 0;
  for (let left = before; left > 0 || Number.isNaN(values[row]); row++) if (!Number.isNaN(values[row])) left--;
  return row;
}

function outstandingChange(values: Float64Array, season: number): number | undefined {
  const width = widthOf(values.length, season);
  const stride = Math.max(1, Math.floor(width / 8));
  const count = Math.floor((values.length - width) / stride) + 1;
  const medians = new Float64Array(count);
  const near = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    for (let at = 0, from = i * stride; at < width; at++) near[at] = values[from + at];
    medians[i] = medianOf(near);
  }
  // The stretch that ends where stretch i begins is `lag` places before it.
  const lag = Math.ceil(width / stride);
  const changes = medians.map((middle, i) => (i < lag ? 0 : Math.abs(middle - medians[i - lag])));
  let best = lag;
  for (let i = lag; i < count; i++) if (changes[i] > changes[best]) best = i;
  let elsewhere = 0;
  for (let i = lag; i < count; i++) if (Math.abs(i - best) >= 2 * lag) elsewhere = Math.max(elsewhere, changes[i]);
  const change = changes[best];
  if (!(change > OUTSTANDING * elsewhere)) return undefined;
  const at = steepest(
    values,
    Math.max(NEAR, (best - lag) * stride),
    Math.min(values.length - NEAR, best * stride + width),
  );
  if (at < width || values.length - at < width) return undefined;
  const [before, after] = [values.subarray(0, at), values.subarray(at)];
  const [left, right] = [values.subarray(at - width, at), values.subarray(at, at + width)];
  const step = median(right) - median(left);
  const lasting = (median(after) - median(before)) / step;
  const atOnce = jumpAt(values, at) / step;
  const spread = Math.max(spreadOf(left), spreadOf(right));
  if (values.length < SHORT && Math.abs(values[at] - values[at - 1]) < STEEP * usualStep(values)) return undefined;
  return lasting >= 0.5 && atOnce >= AT_ONCE && Math.abs(step) >= CLEAR * spread ? at : undefined;
}

/** A twelfth of the series, 12 to 200 rows, in whole seasons where they fit. */
function widthOf(length: number, season: number): number {
  const wanted = Math.min(200, Math.max(12, Math.floor(length / 12)));
  const whole = Math.ceil(wanted / season) * season;
  return whole <= length / 4 ? whole : wanted;
}

function jumpAt(values: Float64Array, at: number): number {
  return median(values.subarray(at, at + NEAR)) - median(values.subarray(at - NEAR, at));
}

function steepest(values: Float64Array, from: number, to: number): number {
  let best = from;
  for (let at = from; at <= to; at++) if (Math.abs(jumpAt(values, at)) > Math.abs(jumpAt(values, best))) best = at;
  // Three rows on each side see a step one row early or late as well.
  const step = (at: number) => Math.abs(values[at] - values[at - 1]);
  return [best - 1, best, best + 1].reduce((a, b) => (step(b) > step(a) ? b : a));
}

function usualStep(values: Float64Array): number {
  return median(values.subarray(1).map((value, i) => Math.abs(value - values[i])));
}

/** Mean absolute distance from the median: of counts, most of which are the same, the median distance is 0. */
function spreadOf(values: Float64Array): number {
  const middle = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length;
}

/** A change of level or of unit, for good or for a while. `values` are the column's, without marks for missing. */
export function findLevelShift(series: SeriesView, column: string, values: Float64Array): Finding[] {
  const shift = findShift(values, series.times.seasonLength());
  if (shift === undefined) return findForAWhile(series, column, values);
  const { row, before, after } = shift;
  const unit =
    before !== 0 && unitFactor(after / before) !== undefined ? ": another unit from there on?" : ", for good";
  const message = `${quoteCell(column)}: the level changes at ${nameRow(series, row)}, from about ${figure(before)} to about ${figure(after)}${unit}`;
  return [{ kind: "level-shift", column, rows: [row], count: series.length - row, message }];
}

function findForAWhile(series: SeriesView, column: string, values: Float64Array): Finding[] {
  const stretch = findStretch(values);
  if (stretch === undefined) return [];
  const { rows, stretches, level, others, factor } = stretch;
  const more = stretches.length > 1 ? ` in ${stretches.length} stretches, the first` : ",";
  const [from, to] = stretches[0].map((row) => nameRow(series, row));
  const what =
    factor === undefined
      ? `are about ${figure(level)}, the others about ${figure(others)}: another level?`
      : `are about ${figure(factor)} times the others: another unit?`;
  const message = `${quoteCell(column)}: ${counted(rows.length, "row")}${more} from ${from}, to ${to}, ${what}`;
  return [{ kind: "level-shift", column, rows: stretches.map(([first]) => first), count: rows.length, message }];
}
