// A series: columns of numbers over one clock. Everything that is cut from it is a view; nothing is changed in place.

import { COPY } from "../../core/copy.ts";
import { type ErrorPlace, OptionError, wordPlace } from "../../core/errors.ts";
import { Recent } from "../../core/recent.ts";
import { bisect } from "../../statistics/bisect.ts";
import { findFindings } from "../findings/find-findings.ts";
import type { Finding } from "../findings/finding.ts";
import { measuredCells } from "../grid/filled-cells.ts";
import { type BinRule, resampleParts } from "../grid/resample.ts";
import type { CsvOptions } from "../reading/csv-options.ts";
import { partsFromCsv } from "../reading/csv-reader.ts";
import type { Season } from "../seasons/season.ts";
import { seasonsOf } from "../seasons/seasons-of.ts";
import type { GapFill, Repair } from "../table/repair-method.ts";
import type { Filled, Lookahead, SeriesParts } from "../table/series-parts.ts";
import type { SeriesView } from "../table/series-view.ts";
import type { TimeIndex } from "../time/time-index.ts";
import { Windows, type WindowsOptions } from "../windows/windows.ts";
import { columnOf, replaceColumns, selectColumns } from "./column-parts.ts";
import { checkFillGaps, type FillGapsOptions, fillCells } from "./fill-gaps.ts";
import { type FromColumnsOptions, partsFromColumns } from "./from-columns.ts";
import { insertMissingRows } from "./insert-rows.ts";
import { type PlainRow, plainRows } from "./plain-rows.ts";
import { repairParts } from "./repair.ts";
import { requireClean, requireNoLookahead, requireOrdered } from "./requirements.ts";
import { seriesText } from "./row-lines.ts";
import { sliceRows, sortRows, takeRows } from "./row-parts.ts";
import { checkArguments } from "./series-arguments.ts";

/** Slices, selections and seasons that are kept of each series. */
const MOST_KEPT = 4;

/**
 * Columns of numbers over a time index. Missing values are NaN; there are no infinite ones.
 *
 * Make one with `Series.fromCsv` or `Series.fromColumns`. Row numbers in the API count from 0; messages name rows as
 * the file has them, from 1, with the line.
 */
export class Series implements SeriesView {
  readonly #parts: SeriesParts;
  /** What was asked for of late: plan, fit and backtest each ask for the same rows and columns, of which the same is found. */
  #findings: readonly Finding[] | undefined;
  #slices: Recent<Series> | undefined;
  #selections: Recent<Series> | undefined;
  #seasons: Recent<readonly Season[]> | undefined;

  /** For `fromCsv`, `fromColumns` and the methods that derive one series from another. */
  constructor(parts: SeriesParts) {
    this.#parts = parts;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** Reads CSV text: delimiter, types of columns and format of times are found over the whole file. Throws DataError naming file, row, line, column, and what to do. */
  static fromCsv(text: string, options: CsvOptions = {}): Series {
    return Series.fromParts(partsFromCsv(text, options), options);
  }

  /** The series that a reader of files made, sorted and repaired as asked. */
  static fromParts(parts: SeriesParts, { sort, repair }: Pick<CsvOptions, "sort" | "repair"> = {}): Series {
    const series = sort === true ? new Series(parts).sorted() : new Series(parts);
    return repair === undefined ? series : series.repair(repair);
  }

  /** A series from arrays of numbers, one per column and all of one length; NaN is missing. Throws DataError for other lengths and infinite numbers. */
  static fromColumns(columns: Readonly<Record<string, ArrayLike<number>>>, options: FromColumnsOptions = {}): Series {
    return new Series(partsFromColumns(columns, options));
  }

  get name(): string {
    return this.#parts.name;
  }

  /** Number of rows. */
  get length(): number {
    return this.#parts.rows.length;
  }

  get times(): TimeIndex {
    return this.#parts.times;
  }

  /** Names of the columns of numbers, in the order of the file. */
  get columns(): readonly string[] {
    return [...this.#parts.columns.keys()];
  }

  /** Names of the file's columns that hold text and were left out. */
  get textColumns(): readonly string[] {
    return [...this.#parts.leftOut].filter(([, { kind }]) => kind === "text").map(([name]) => name);
  }

  /** What reading and repairing did that a user should know, such as "newest row first: turned round". */
  get notes(): readonly string[] {
    return this.#parts.notes;
  }

  /** True when the file had the newest row first and was turned round. */
  get reversed(): boolean {
    return this.#parts.reversed;
  }

  /** The cells that were made and not measured: what repairs and `fillGaps` filled, as spans in no order. */
  get filled(): readonly Filled[] {
    return this.#parts.filled;
  }

  /** Rows whose values were made with the help of later rows: what "linear" filled. */
  get lookahead(): readonly Lookahead[] {
    return this.#parts.filled.filter(({ ahead }) => ahead).map(({ column, from, to }) => ({ column, from, to }));
  }

  /** For each row 1 where the cell of a column was measured, 0 where it was made, which no score may take for the truth; undefined where all were. */
  isMeasured(column: string): Uint8Array | undefined {
    checkArguments("isMeasured", column);
    return measuredCells(this.#parts.filled, column, this.length);
  }

  /** What this series is made of, for code that derives another from it. */
  get parts(): SeriesParts {
    return this.#parts;
  }

  /**
   * The values of a column, as a view: do not write into it.
   *
   * Throws DataError COLUMN_UNKNOWN with the nearest names, or COLUMN_NOT_NUMBERS with the first cell that is none.
   */
  column(name: string): Float64Array {
    checkArguments("column", name);
    return columnOf(this.#parts, name);
  }

  /** The first rows as plain objects: the time as text and numbers, each by its column's name; null where a number is missing. */
  head(n = 3): readonly PlainRow[] {
    checkArguments("head", n);
    return plainRows(this, 0, n);
  }

  /** The last rows, as `head` gives the first. */
  tail(n = 3): readonly PlainRow[] {
    checkArguments("tail", n);
    return plainRows(this, this.length - n, this.length);
  }

  /** Rows [start, end) as views. Negative numbers count from the end. */
  slice(start: number, end: number = this.length): Series {
    checkArguments("slice", start, end);
    this.#slices ??= new Recent(MOST_KEPT);
    return this.#slices.of(`${start},${end}`, () => this.derive(sliceRows(this.#parts, start, end)));
  }

  /** The rows before a time: an ISO date or date-time, UTC milliseconds, or a row number for kind "row". */
  before(time: string | number): Series {
    return this.slice(0, this.rowAt(time));
  }

  /** The rows at or after a time. */
  from(time: string | number): Series {
    return this.slice(this.rowAt(time));
  }

  /** The first row (from 0) at or after a time; `length` when there is none. Throws DataError when rows are unordered. */
  rowAt(time: string | number): number {
    checkArguments("rowAt", time);
    this.requireOrdered();
    const wanted = typeof time === "string" ? this.times.parse(time) : time;
    if (Number.isNaN(wanted)) throw new OptionError("TIME_NOT_READ", "time", "NaN is not a time", { found: wanted });
    const values = this.times.values();
    return bisect(this.length, (row) => values[row] >= wanted);
  }

  /** "row 17 (line 18)": where row `row` (from 0) stands in the file; "a row inserted after row 17 (line 18)" for one that it does not have. */
  place(row: number): string {
    checkArguments("placeOf", row);
    return `${this.#parts.inserted?.[row] === 1 ? "a row inserted after " : ""}${wordPlace(this.placeOf(row))}`;
  }

  /** Where row `row` (from 0) stands in the file, or the one that it was inserted after, as an error says it. */
  placeOf(row: number, column?: string): ErrorPlace {
    checkArguments("placeOf", row, column);
    const { rows, lines } = this.#parts;
    return {
      row: rows[row],
      ...(lines === undefined ? {} : { line: lines[row] }),
      ...(column === undefined ? {} : { column }),
    };
  }

  /** "2016-03-01 to 2016-05-26", or "row 1 to row 61": the times of rows [start, end). */
  span(start = 0, end: number = this.length): string {
    checkArguments("span", start, end);
    if (end <= start) return "no rows";
    const prefix = this.times.kind === "row" ? "row " : "";
    return `${prefix}${this.times.label(start)} to ${prefix}${this.times.label(end - 1)}`;
  }

  /** What may need attention: missing cells, duplicate and unordered times, constant columns, gaps, newest row first. */
  check(): readonly Finding[] {
    this.#findings ??= findFindings(this);
    return this.#findings;
  }

  /**
   * The seasons of its clock that a column shows in rows [0, `end`), shortest first: of hours perhaps a day (24 rows) and a week (168). The
   * test is one of significance, for lines in the spectrum, each season held at least twice; of 100 columns of noise two or three have one.
   */
  seasons(column: string, end: number = this.length): readonly Season[] {
    checkArguments("seasons", column, end);
    this.#seasons ??= new Recent(MOST_KEPT);
    return this.#seasons.of(`${end},${column}`, () => {
      const measured = this.isMeasured(column);
      const values = this.column(column).subarray(0, end);
      // What a repair put in would show the season that it was made by.
      const own = measured ? values.map((value, row) => (measured[row] ? value : Number.NaN)) : values;
      return seasonsOf(this.times, own);
    });
  }

  /**
   * A repaired copy. Nothing is repaired without being asked for.
   *
   * - `"drop"` leaves out rows with a missing value, and rows whose time an earlier row has.
   * - `"forward-fill"` repeats the last value before a hole. It uses the past only.
   * - `"linear"` draws a line across a hole, from the value before it to the value after it: it looks into the FUTURE.
   *   The rows are listed in `lookahead`: splits refuse them at their borders, and no window starts among them.
   *
   * Cells that were filled are listed in `filled`, and no score takes them for the truth.
   *
   * Only `columns` are looked at (default: all). Throws DataError for a hole with no value before it (or, with
   * "linear", after it), and when no row would be left.
   */
  repair(method: Repair, columns?: readonly string[]): Series {
    checkArguments("repair", method, columns === undefined ? this.columns : columns);
    return this.derive(repairParts(this, method, columns ?? this.columns));
  }

  /**
   * A copy with the times that are missing (`times.missedAfter`) put in as rows, and every missing cell of `columns` filled, those of
   * rows that were there too. Holidays of business days are no gaps.
   *
   * - `"linear"` draws a line from the value before a hole to the value after it: it looks into the FUTURE, as `repair("linear")` does.
   * - `"forward-fill"` repeats the last value before a hole. It uses the past only.
   * - `"seasonal"` repeats the last value that was measured at the same place of the season, by time; of several seasons (a day and a
   *   week of hours) that which, repeated, was closest to what was measured before the hole; where none is known yet, the value before.
   *   It uses the past only.
   *
   * Throws DataError TIMES_UNORDERED or TIMES_DUPLICATE, GAPS_TOO_LONG where more than four times as many rows were missing as there
   * are, REPAIR_NO_PAST or REPAIR_NO_FUTURE for a hole with no value before (after) it, and SEASON_UNKNOWN.
   */
  fillGaps(method: GapFill, options: FillGapsOptions = {}): Series {
    checkFillGaps(this, method, options);
    const whole = this.derive(insertMissingRows(this));
    return whole.derive(fillCells(whole, method, options, this));
  }

  /**
   * A copy on a regular clock: rows whose times lie in the same bin [t, t + step) become one row at t. Steps are "15min", "1h", "1d",
   * "1w" (from Monday on), "1mo" and their multiples; bins are cut in the times as they stand. A bin without rows is a gap.
   *
   * - `"mean"` of the values in the bin, `"last"` of them, or their `"sum"` (of counts and amounts). Missing cells are passed over.
   * - With `"sum"`, a first or last bin that the rows fill only in part is left out.
   *
   * Throws OptionError for a step that is none, DataError TIMES_UNORDERED, and RESAMPLE where the step is finer than the rows or these
   * have no times. Rows of the same time may stand in one bin.
   */
  resample(step: string, rule: BinRule = "mean"): Series {
    checkArguments("resample", step);
    return this.derive(resampleParts(this, step, rule));
  }

  /** A copy in ascending order of time; rows of equal times keep their order. */
  sorted(): Series {
    const sorted = sortRows(this.#parts);
    return sorted === undefined ? this : this.derive(sorted);
  }

  /** The parts of the rows at `indices`, copied, in that order. */
  take(indices: Uint32Array): Partial<SeriesParts> {
    checkArguments("take", indices);
    return takeRows(this.#parts, indices);
  }

  /** Throws DataError TIMES_UNORDERED or TIMES_DUPLICATE, naming the rows and the remedy, unless times ascend strictly. */
  requireOrdered(): void {
    requireOrdered(this);
  }

  /**
   * Throws DataError unless times ascend strictly and the named columns have no missing value: VALUES_MISSING names
   * the file, row, column and the repairs to choose from; from row `testStart` on, none that looks into the future.
   */
  requireClean(columns: readonly string[], testStart?: number): void {
    checkArguments("requireClean", columns, testStart);
    requireClean(this, columns, testStart);
  }

  /**
   * Throws DataError LOOKS_AHEAD when a hole was filled with the help of a later row in rows [start, end) or across `start`:
   * a score on such rows would see values from its own future.
   */
  requireNoLookahead(start: number, end: number = this.length, columns: readonly string[] = this.columns): void {
    checkArguments("requireNoLookahead", start, end, columns);
    requireNoLookahead(this, start, end, columns);
  }

  /** Windows over this series, as views: see Windows. */
  windows(options: WindowsOptions): Windows {
    return new Windows(this, options);
  }

  /** The series with these columns of numbers alone. Throws DataError COLUMN_UNKNOWN or COLUMN_NOT_NUMBERS for one that it does not have. */
  select(names: readonly string[]): Series {
    checkArguments("select", names);
    this.#selections ??= new Recent(MOST_KEPT);
    return this.#selections.of(JSON.stringify(names), () => {
      const selected = selectColumns(this.#parts, new Set(names));
      return selected === undefined ? this : this.derive(selected);
    });
  }

  /** The same series with some columns replaced, such as scaled ones. Throws DataError for other names and lengths. */
  withColumns(replaced: ReadonlyMap<string, Float64Array>): Series {
    checkArguments("withColumns", replaced);
    return this.derive(replaceColumns(this.#parts, replaced));
  }

  /** A series of the same class with some parts replaced: what is cut from a training part stays one. */
  protected derive(parts: Partial<SeriesParts>): Series {
    return new Series({ ...this.#parts, ...parts });
  }

  /** Name, shape, clock, and the first and last three rows as a table, in lines of 80 signs. */
  toString(): string {
    return seriesText(this);
  }

  /** @internal What console.log shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
