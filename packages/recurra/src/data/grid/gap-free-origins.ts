// Where windows can lie that neither cross a gap nor know their future. An origin is the row at which a window's target starts.

import { COUNT, checkOptions, names, type OptionRules, PLACE, requireArguments } from "../../core/option-rules.ts";
import { SERIES } from "../table/series-rule.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { TimeIndex } from "../time/time-index.ts";

/** Rows [from, to) that follow each other without a gap. */
interface RowRun {
  readonly from: number;
  readonly to: number;
}

/** The runs of clocks that were asked for before: a plan asks many times, of many rows. */
const known = /* @__PURE__ */ new WeakMap<TimeIndex, readonly RowRun[]>();

/** The rows in runs without gaps (`TimeIndex.missedAfter`), in their order; none where there are no rows. */
export function gapFreeRuns({ length, times }: SeriesView): readonly RowRun[] {
  const found = known.get(times) ?? runsOf(length, times);
  known.set(times, found);
  return found;
}

function runsOf(length: number, times: TimeIndex): readonly RowRun[] {
  if (length === 0) return [];
  const starts = [0, ...times.gapRows().map((row) => row + 1), length];
  return starts.slice(1).map((to, i) => ({ from: starts[i], to }));
}

export interface OriginOptions {
  readonly lookback: number;
  readonly horizon: number;
  /** The first origin. Default: the first with `lookback` rows before it. */
  readonly from?: number;
  /** Rows from one origin to the next, counted from `from`. Default 1. */
  readonly stride?: number;
  /** The columns that windows read. Default: all. */
  readonly columns?: readonly string[];
}

const RULES: OptionRules<OriginOptions> = {
  lookback: PLACE,
  horizon: COUNT,
  from: PLACE,
  stride: COUNT,
  columns: names,
};

/**
 * The origins from, from + stride, ... whose rows [origin - lookback, origin + horizon) lie in the series and hold no gap. Left out are
 * those inside a span of cells that were made with the help of a later row (from < origin <= to): their inputs would know the future.
 */
export function gapFreeOrigins(series: SeriesView, options: OriginOptions): Uint32Array {
  requireArguments("gapFreeOrigins", { series: SERIES }, series);
  checkOptions("gapFreeOrigins", options, RULES, ["lookback", "horizon"]);
  const { lookback, horizon, stride = 1, columns = series.columns } = options;
  const first = options.from ?? lookback;
  const { length, lookahead } = series;
  const free = new Uint8Array(length + 1);
  for (const run of gapFreeRuns(series)) {
    // The target of the last window ends with the run.
    const end = Math.max(0, run.to - horizon + 1);
    free.fill(1, Math.min(run.from + lookback, end), end);
  }
  for (const span of lookahead) if (columns.includes(span.column)) free.fill(0, span.from + 1, span.to + 1);
  const origins: number[] = [];
  for (let origin = first; origin <= length - horizon; origin += stride) if (free[origin] === 1) origins.push(origin);
  return Uint32Array.from(origins);
}
