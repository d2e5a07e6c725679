// Windows over a series: where each one lies is arithmetic on row numbers, so that N windows need no more memory than
// the series. Only the spans of rows whose windows touch no missing value are kept, however many windows they hold.

import { COPY } from "../../core/copy.ts";
import { DataError, OptionError } from "../../core/errors.ts";
import { listNames } from "../../core/nearest-names.ts";
import {
  checkOptions,
  flag,
  made,
  NUMBERS,
  names,
  type OptionRule,
  type OptionRules,
  requireArguments,
  requireOption,
  shownValue,
  whole,
} from "../../core/option-rules.ts";
import type { Phrase } from "../../core/phrase.ts";
import { bisect } from "../../statistics/bisect.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { SERIES } from "../table/series-rule.ts";
import type { SeriesView } from "../table/series-view.ts";
import { type BatchOptions, batchesOf, type WindowBatch } from "./batches.ts";
import { findRuns, longestRun, type WindowRun } from "./window-runs.ts";

export interface WindowsOptions {
  /** Rows that the input of each window spans. */
  readonly lookback: number;
  /** Rows of target in each window. */
  readonly horizon: number;
  /** Rows from the start of one window to the start of the next. Default 1. */
  readonly stride?: number;
  /** Rows between the last input and the first target. Default 0: the target starts on the next row. */
  readonly offset?: number;
  /** Rows from one input row of a window to the next, counted from its oldest. Default 1: every row of the lookback. */
  readonly samplingRate?: number;
  /** The newest input row of a window first. Default false: the oldest first. */
  readonly reverse?: boolean;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** First row that a window may touch. Default 0. */
  readonly from?: number;
  /** Row after the last one that a window may touch. Default: the series' length. */
  readonly to?: number;
}

/** At least one column. */
export const COLUMNS: OptionRule<readonly string[]> = {
  ...names,
  wanted: "a list of at least one column",
  fits: (value): value is readonly string[] => names.fits(value) && value.length > 0,
};

const RULES: OptionRules<WindowsOptions> = {
  lookback: whole(1),
  horizon: whole(1),
  stride: whole(1),
  offset: whole(0),
  samplingRate: whole(1),
  reverse: flag,
  inputs: COLUMNS,
  targets: COLUMNS,
  from: whole(0),
  to: whole(0),
};

const FLOATS: OptionRule<Float32Array> = /* @__PURE__ */ made(
  "a Float32Array",
  (value): value is Float32Array => value instanceof Float32Array,
);
const GATHERED = { indices: NUMBERS, x: FLOATS, y: FLOATS };

/**
 * Pairs of input rows and target rows, cut from a series.
 *
 *   window i:  inputs  rows [s, s + lookback),  targets  rows [s + lookback + offset, s + lookback + offset + horizon)
 *              s = from + stride * k, where k counts the places whose rows have no missing value
 *
 * With a samplingRate r the input rows are s, s + r, s + 2 r, ... below s + lookback: `steps` of them.
 *
 * Shapes: x [B, steps, I] and y [B, horizon, O], in the order of `inputs` and `targets`; steps = ceil(lookback / r).
 * Throws OptionError for sizes below 1, and DataError when times are out of order or twice, or when no window fits:
 * the message has the numbers.
 */
export class Windows {
  readonly series: SeriesView;
  readonly lookback: number;
  readonly horizon: number;
  readonly stride: number;
  readonly offset: number;
  readonly samplingRate: number;
  readonly reverse: boolean;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** Number of windows. */
  readonly length: number;
  readonly #from: number;
  readonly #runs: readonly WindowRun[];
  readonly #inputColumns: readonly Float64Array[];
  readonly #targetColumns: readonly Float64Array[];

  constructor(series: SeriesView, options: WindowsOptions) {
    requireOption("windows", "series", SERIES, series);
    checkOptions("windows", options, RULES, ["lookback", "horizon", "inputs", "targets"]);
    this.series = series;
    this.lookback = options.lookback;
    this.horizon = options.horizon;
    this.stride = options.stride ?? 1;
    this.offset = options.offset ?? 0;
    this.samplingRate = options.samplingRate ?? 1;
    this.reverse = options.reverse ?? false;
    this.inputs = [...options.inputs];
    this.targets = [...options.targets];
    this.#from = options.from ?? 0;
    const to = Math.min(options.to ?? series.length, series.length);
    this.#inputColumns = this.inputs.map((name) => series.column(name));
    this.#targetColumns = this.targets.map((name) => series.column(name));
    series.requireOrdered();
    for (const name of new Set([...this.inputs, ...this.targets])) requireFloat32(series, name);
    const target = this.lookback + this.offset;
    const reaches = [
      { columns: this.#inputColumns, begin: 0, end: this.lookback, every: Math.min(this.samplingRate, this.lookback) },
      { columns: this.#targetColumns, begin: target, end: target + this.horizon, every: 1 },
    ];
    const { stride, rowsNeeded } = this;
    const { runs, length } = findRuns(reaches, { from: this.#from, to, stride, rowsNeeded });
    this.#runs = runs;
    this.length = length;
    if (length === 0) throw this.#tooShort(to);
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Input rows in each window: the T of x [B, T, I]. */
  get steps(): number {
    return Math.ceil(this.lookback / this.samplingRate);
  }

  /** Rows from the first input to the last target. */
  get rowsNeeded(): number {
    return this.lookback + this.offset + this.horizon;
  }

  /** First input row of window i. */
  start(i: number): number {
    if (!(Number.isInteger(i) && i >= 0 && i < this.length)) {
      throw new OptionError(
        "WINDOW_RANGE",
        "windows",
        `there is no window ${shownValue(i)}; they are numbered 0 to ${this.length - 1}`,
        { found: i },
      );
    }
    const run = this.#runs[bisect(this.#runs.length, (later) => this.#runs[later].index > i) - 1];
    return this.#from + (run.first + i - run.index) * this.stride;
  }

  /** Row where window i's target starts. */
  origin(i: number): number {
    return this.start(i) + this.lookback + this.offset;
  }

  /**
   * Writes the windows at `indices` into x [n, steps, I] and y [n, horizon, O], rounded to float32.
   *
   * Throws OptionError when x or y is too short.
   */
  gather(indices: ArrayLike<number>, x: Float32Array, y: Float32Array): void {
    requireArguments("windows", GATHERED, indices, x, y);
    const { steps, horizon, samplingRate } = this;
    const [sizeX, sizeY] = [steps * this.inputs.length, horizon * this.targets.length];
    this.#requireRoom("x", x, indices.length * sizeX);
    this.#requireRoom("y", y, indices.length * sizeY);
    for (let n = 0; n < indices.length; n++) {
      const start = this.start(indices[n]);
      const newest = start + (steps - 1) * samplingRate;
      if (this.reverse) copyRows(this.#inputColumns, newest, -samplingRate, steps, x, n * sizeX);
      else copyRows(this.#inputColumns, start, samplingRate, steps, x, n * sizeX);
      copyRows(this.#targetColumns, start + this.lookback + this.offset, 1, horizon, y, n * sizeY);
    }
  }

  /**
   * Batches of `batchSize` windows as tensors, in the order of time or, with a seed, shuffled: the same seed and epoch
   * give the same order. The last batch may be smaller.
   *
   * Throws OptionError when the batch size is not a whole number of at least 1.
   */
  batches(batchSize: number, options: BatchOptions = {}): Iterable<WindowBatch> {
    return batchesOf(this, batchSize, options);
  }

  /** The dates of a window: `window 0: inputs "Close" 2013-05-13 to 2013-06-21 (30 rows), targets "Close" 2013-06-24 ...`. */
  describe(i: number): string {
    const start = this.start(i);
    const origin = this.origin(i);
    const rows = (count: number) => counted(count, "row");
    const sampled = this.samplingRate === 1 ? "" : `, every ${counted(this.samplingRate, "row")}`;
    const reading = `${rows(this.steps)}${sampled}${this.reverse ? ", newest first" : ""}`;
    const last = start + (this.steps - 1) * this.samplingRate;
    const inputs = `${listNames(this.inputs)} ${this.series.span(start, last + 1)} (${reading})`;
    const targets = `${listNames(this.targets)} ${this.series.span(origin, origin + this.horizon)} (${rows(this.horizon)})`;
    return `window ${i}: inputs ${inputs}, targets ${targets}`;
  }

  #requireRoom(name: string, array: Float32Array, needed: number): void {
    if (array.length >= needed) return;
    throw new OptionError(
      "WINDOW_ROOM",
      "windows",
      `${name} holds ${counted(array.length, "number")}, but the windows need ${grouped(needed)}`,
      { found: array.length },
    );
  }

  #tooShort(to: number): DataError {
    const { series, lookback, offset, horizon, rowsNeeded } = this;
    const sizes = offset === 0 ? `horizon ${horizon}` : `offset ${offset} + horizon ${horizon}`;
    const needs = `lookback ${lookback} + ${sizes} needs ${counted(rowsNeeded, "row")}`;
    const shorter: Phrase = ["shorten the ", { option: "lookback" }, " or ", { option: "horizon" }];
    const repaired: Phrase = ["repair the gaps with ", { option: "repair", value: "forward-fill" }];
    const refuse = (found: number, has: string, ...remedies: Phrase[]): DataError =>
      new DataError("WINDOWS_TOO_SHORT", series.name, `${needs}, ${has}`, { found, remedies });
    const names = [...new Set([...this.inputs, ...this.targets])];
    const holed = names.filter((name) => series.column(name).subarray(this.#from, to).some(Number.isNaN));
    const count = Math.max(0, to - this.#from);
    if (holed.length === 0) {
      const what =
        count === series.length ? `there are ${grouped(count)}` : `rows ${this.#from} to ${to} are ${grouped(count)}`;
      const span = count === 0 ? "" : ` (${series.span(this.#from, to)})`;
      return refuse(count, `but ${what}${span}`, shorter, "give more rows");
    }
    const [start, end] = longestRun(
      holed.map((name) => series.column(name)),
      this.#from,
      to,
    );
    const run = `(${end - start >= rowsNeeded ? "the longest: " : ""}${series.span(start, end)})`;
    if (end - start >= rowsNeeded) {
      const has = `and stride ${this.stride} passes over every run without gaps in ${listNames(holed)} that has as many ${run}`;
      return refuse(end - start, has, ["use a smaller ", { option: "stride" }], repaired);
    }
    const has = `but the longest run without gaps in ${listNames(holed)} has ${grouped(end - start)} ${run}`;
    return refuse(end - start, has, shorter, repaired);
  }
}

/** Batches are float32: a larger number would become infinite there. */
function requireFloat32(series: SeriesView, name: string): void {
  const values = series.column(name);
  const row = values.findIndex((value) => Math.abs(Math.fround(value)) === Number.POSITIVE_INFINITY);
  if (row < 0) return;
  throw new DataError("VALUE_TOO_LARGE", series.name, `${values[row]} is too large for float32 (3.4e38)`, {
    place: series.placeOf(row, name),
    found: values[row],
    remedies: ["scale the column first"],
  });
}

/** Copies `count` rows, each `every` rows after the one before, into out [count, columns] from `at` on. */
function copyRows(
  columns: readonly Float64Array[],
  first: number,
  every: number,
  count: number,
  out: Float32Array,
  at: number,
): void {
  const width = columns.length;
  for (let c = 0; c < width; c++) {
    const values = columns[c];
    for (let r = 0; r < count; r++) out[at + r * width + c] = values[first + r * every];
  }
}
