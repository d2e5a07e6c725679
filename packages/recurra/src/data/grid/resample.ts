// Rows put into bins of time: a clock that jumps becomes a regular one.

import { DataError } from "../../core/errors.ts";
import { type OptionRule, refuseValue, requireOption, word } from "../../core/option-rules.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import type { Filled, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";
import { stepLength } from "../time/step-length.ts";
import { TimeIndex } from "../time/time-index.ts";
import { type Bin, readBin } from "./bin.ts";

/** What a bin's row has of the values in it. */
export type BinRule = "mean" | "sum" | "last";

const BIN_RULE: OptionRule<BinRule> = /* @__PURE__ */ word<BinRule>("mean", "sum", "last");

/** "1h", or "1h:sum" with the rule. */
export const RESAMPLE: OptionRule<string> = {
  wanted:
    'a step such as "15min", "1h", "1d", "1w" or "1mo", with ":sum" or ":last" behind it where the mean is not meant',
  fits: (value): value is string => typeof value === "string" && splitResample(value) !== undefined,
  read: (text) => (RESAMPLE.fits(text) ? text : undefined),
};

/** The step and the rule of "1h:sum"; undefined for a text that has none. */
export function splitResample(text: string): readonly [string, BinRule] | undefined {
  const [step, rule = "mean", ...more] = text.split(":");
  return more.length === 0 && readBin(step) !== undefined && BIN_RULE.fits(rule) ? [step, rule] : undefined;
}

interface Resampled extends SeriesView {
  readonly notes: readonly string[];
  readonly parts: SeriesParts;
}

export function resampleParts(series: Resampled, step: string, rule: BinRule): Partial<SeriesParts> {
  const bin = readBin(step);
  if (bin === undefined) {
    throw refuseValue("Series.resample", "step", 'a step such as "15min", "1h", "1d", "1w" or "1mo"', step);
  }
  requireOption("Series.resample", "rule", BIN_RULE, rule);
  requireTimes(series, bin);
  const { times, parts } = series;
  // Days and months are those of the local clock.
  const { zone } = times;
  const local = zone === undefined || bin.unit === "time" ? undefined : zone;
  const stands = (time: number) => (local === undefined ? time : time + local.offsetAt(time));
  const starts = Float64Array.from(times.values(), (time) => bin.startOf(stands(time)));
  const [from, to] = rule === "sum" ? wholeBins(series, bin, starts, stands) : [0, series.length];
  /** The first row of each bin, and the row behind the last one. */
  const edges: number[] = [];
  for (let row = from; row < to; row++) if (row === from || starts[row] !== starts[row - 1]) edges.push(row);
  const values = (column: Float64Array) =>
    Float64Array.from(edges, (first, i) => reduceBin(column, first, edges[i + 1] ?? to, rule));
  const left = series.length - (to - from);
  return {
    times: new TimeIndex({
      name: times.name,
      zoned: times.zoned && local === undefined,
      zone,
      kind: bin.unit === "month" ? "month" : bin.unit === "day" ? "date" : "datetime",
      values: Float64Array.from(edges, (row) => starts[row]),
    }),
    columns: new Map([...parts.columns].map(([name, column]) => [name, values(column)])),
    rows: Uint32Array.from(edges, (row) => parts.rows[row]),
    lines: parts.lines && Uint32Array.from(edges, (row) => (parts.lines as Uint32Array)[row]),
    inserted: undefined,
    filled: series.filled.flatMap((span) => binFilled(span, edges)),
    notes: [
      ...series.notes,
      `${counted(to - from, "row")} put into ${counted(edges.length, "step")} of ${step}: the ${rule} of each`,
      ...(left > 0 ? [`${counted(left, "row")} left out: of a first or last step that is not whole`] : []),
    ],
  };
}

/** Bins need times, in order, and at least as far apart as the rows. */
function requireTimes(series: SeriesView, bin: Bin): void {
  const { name, times, length } = series;
  const what = { option: "resample", value: bin.text } as const;
  if (times.kind === "row") {
    throw new DataError("RESAMPLE", name, [what, " needs times, but the rows are the clock"], {
      found: "row",
      remedies: [
        ["name the time column with ", { option: "time", like: "COLUMN" }],
        ["leave ", { option: "resample" }, " out"],
      ],
    });
  }
  const rows = stepLength(times.step);
  if (rows !== undefined && bin.length < rows * 0.9 && !times.irregular) {
    throw new DataError("RESAMPLE", name, [what, ` is finer than the rows, whose step is ${times.step}`], {
      found: times.step,
      remedies: ["give a longer step", ["leave ", { option: "resample" }, " out"]],
    });
  }
  const late = times.values().findIndex((time, row, all) => row > 0 && time < all[row - 1]);
  // Says what is out of order, and what to do.
  if (late > 0) series.requireOrdered();
  if (length === 0) throw new DataError("RESAMPLE", name, [what, " needs at least one row"], { found: 0 });
}

/** Rows [from, to) without those of a first and a last bin that has room for a row before the first or after the last. */
function wholeBins(
  { times, length }: SeriesView,
  bin: Bin,
  starts: Float64Array,
  stands: (time: number) => number,
): [number, number] {
  const step = stepLength(times.step) ?? 0;
  const [first, last] = [stands(times.at(0)), stands(times.at(length - 1))];
  const from = first - step >= starts[0] ? bisect(length, (row) => starts[row] > starts[0]) : 0;
  const to =
    last + step < bin.after(starts[length - 1]) ? bisect(length, (row) => starts[row] === starts[length - 1]) : length;
  return from < to ? [from, to] : [0, length];
}

/** NaN where no value of rows [from, to) is known. */
function reduceBin(column: Float64Array, from: number, to: number, rule: BinRule): number {
  let sum = 0;
  let known = 0;
  let last = Number.NaN;
  for (let row = from; row < to; row++) {
    if (Number.isNaN(column[row])) continue;
    sum += column[row];
    known++;
    last = column[row];
  }
  if (known === 0) return Number.NaN;
  return rule === "last" ? last : rule === "sum" ? sum : sum / known;
}

/** A bin with a cell that was made is made; it knows the future where the row that helped lies in a later bin. */
function binFilled({ column, from, to, ahead }: Filled, edges: readonly number[]): Filled[] {
  const binOf = (row: number) => bisect(edges.length, (i) => edges[i] > row) - 1;
  const [first, last, helper] = [Math.max(0, binOf(from)), binOf(to - 1), binOf(to)];
  if (last < first) return [];
  if (!ahead) return [{ column, from: first, to: last + 1, ahead }];
  const known = { column, from: first, to: helper, ahead };
  if (helper > last) return [known];
  const own = { column, from: helper, to: helper + 1, ahead: false };
  return first < helper ? [known, own] : [own];
}
