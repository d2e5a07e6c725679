// The clock of a series: the time of each row, how times are written, and which times come next.

import { COPY } from "../../core/copy.ts";
import { DataError, OptionError } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import {
  COUNT,
  made,
  NUMBER,
  type OptionRule,
  refuseValue,
  requireArguments,
  requireOption,
  shownValue,
  TEXT,
  whole,
} from "../../core/option-rules.ts";
import { Recent } from "../../core/recent.ts";
import { counted } from "../../words/counted.ts";
import { civilFromDays, DAY, floorMod, formatDays, formatYear, HOUR, MINUTE, pad } from "./calendar.ts";
import { findStep } from "./find-step.ts";
import type { RowStep, RowsPer } from "./step.ts";
import { dissectTime, resolveTime } from "./time-cell.ts";
import type { TimeZone } from "./time-zone.ts";

/** What a time is: a day, a month, a quarter, a year, a moment, or, without a time column, the row's number. */
export type TimeKind = "date" | "month" | "quarter" | "year" | "datetime" | "row";

export interface TimeIndexParts {
  readonly kind: TimeKind;
  /** Name of the time column; "row" without one. */
  readonly name: string;
  /** UTC milliseconds, or row numbers from 1. */
  readonly values: Float64Array;
  /** Whether the times are UTC moments and not the local clock of wherever the data are from. */
  readonly zoned?: boolean;
  /** The zone whose local clock shows the moments, where they are written as it does. */
  readonly zone?: TimeZone | undefined;
}

/** Slices that are kept. */
const MOST_SLICES = 4;

/** A grid this many times as long as its series holds next to nothing. */
const MOST_SLOTS = 16;

/** As many rows as a series in memory may have. */
const ROWS: OptionRule<number> = /* @__PURE__ */ whole(0, 2 ** 27);
const SPAN = { start: NUMBER, end: NUMBER };
const TIMES: OptionRule<Float64Array> = /* @__PURE__ */ made(
  "times, a Float64Array",
  (value): value is Float64Array => value instanceof Float64Array,
);

/**
 * Times of the rows of a series. All arithmetic is in UTC and does not depend on the time zone of the machine.
 *
 * Times without a zone are taken as they stand ("16:00" is 16:00); times with one are turned into UTC and written with
 * a "Z", or with the offset of their local clock where their zone was named. Without a time column the rows are the clock: kind "row", and the time of a row is its number, from 1.
 */
export class TimeIndex {
  readonly kind: TimeKind;
  readonly name: string;
  readonly zoned: boolean;
  readonly zone: TimeZone | undefined;
  readonly length: number;
  readonly #values: Float64Array;
  #step: RowStep | undefined | null = null;
  #slots: Float64Array | undefined;
  #hasGrid = false;
  #precision: "minute" | "second" | "millisecond" | undefined;
  /** The last parts that were asked for, by their first row and end: what is found of one, its step and its places, is found once. */
  #slices: Recent<TimeIndex> | undefined;

  constructor(parts: TimeIndexParts) {
    this.kind = parts.kind;
    this.name = parts.name;
    this.zoned = parts.zoned ?? false;
    this.zone = parts.zone;
    this.length = parts.values.length;
    this.#values = parts.values;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** The clock of a series without a time column: rows 1 to `length`. */
  static rows(length: number): TimeIndex {
    requireOption("TimeIndex.rows", "length", ROWS, length);
    return new TimeIndex({ kind: "row", name: "row", values: Float64Array.from({ length }, (_, i) => i + 1) });
  }

  /** UTC milliseconds of a row (counted from 0), or its row number from 1 for kind "row". */
  at(row: number): number {
    if (!(Number.isInteger(row) && row >= 0 && row < this.length)) {
      throw new OptionError("ROW_RANGE", "times", `row ${shownValue(row)} is outside 0 to ${this.length - 1}`, {
        found: row,
      });
    }
    return this.#values[row];
  }

  /** The time of a row as text: "2018-05-11", "2018-05", "2018-Q2", "2018", "2018-05-11 16:00" or "1260". */
  label(row: number): string {
    return this.format(this.at(row));
  }

  /** A view of all times, in UTC milliseconds or row numbers. Do not write into it. */
  values(): Float64Array {
    return this.#values;
  }

  /** A time of this clock as text. Times of day are as precise as the most precise row. */
  format(time: number): string {
    requireOption("format", "time", NUMBER, time);
    if (this.kind === "row") return String(time);
    if (this.zone !== undefined && this.kind === "datetime") {
      const local = time + this.zone.offsetAt(time);
      return `${formatDays(Math.floor(local / DAY))} ${this.#clock(floorMod(local, DAY))}${this.zone.offsetText(time)}`;
    }
    const days = Math.floor(time / DAY);
    const { year, month } = civilFromDays(days);
    if (this.kind === "year") return formatYear(year);
    if (this.kind === "quarter") return `${formatYear(year)}-Q${Math.ceil(month / 3)}`;
    if (this.kind === "month") return `${formatYear(year)}-${pad(month, 2)}`;
    if (this.kind === "date") return formatDays(days);
    return `${formatDays(days)} ${this.#clock(floorMod(time, DAY))}${this.zoned ? "Z" : ""}`;
  }

  /**
   * The time that a text names: "2018", "2018-05", "2018-05-11", "2018-05-11 16:00", with a zone or not; the start of
   * the year, month or day when nothing finer is given. For kind "row" a row number.
   *
   * Throws OptionError TIME_NOT_READ.
   */
  parse(text: string): number {
    requireOption("parse", "text", TEXT, text);
    if (this.kind === "row") {
      if (/^\s*\d+\s*$/.test(text)) return Number(text);
      throw unread(text, "is no row number, and the series has no time column", 'write a row number such as "100"');
    }
    const cell = dissectTime(text);
    if (cell === undefined || cell.shape === "year-last" || cell.short) {
      throw unread(text, "is not read as a time", "write it as 2018-05-31, 2018-05 or 2018-05-31 16:00");
    }
    const time = resolveTime(cell, "ymd");
    if (typeof time === "string") throw unread(text, `is a date that is none: ${time}`, "name another");
    // A local time without an offset; where it comes twice, the first.
    return this.zone !== undefined && cell.zone === undefined ? (this.zone.momentsOf(time)[0] ?? time) : time;
  }

  /** Rows [start, end) as a view. */
  slice(start: number, end: number): TimeIndex {
    requireArguments("slice", SPAN, start, end);
    this.#slices ??= new Recent(MOST_SLICES);
    return this.#slices.of(`${start},${end}`, () => this.derive(this.#values.subarray(start, end)));
  }

  /** The same clock with other times. */
  derive(values: Float64Array): TimeIndex {
    requireOption("derive", "values", TIMES, values);
    return new TimeIndex({ kind: this.kind, name: this.name, zoned: this.zoned, zone: this.zone, values });
  }

  /** Usual step between rows, in words: "business day", "1 day", "1 hour", "1 month", "row"; "unknown" for one row. */
  get step(): string {
    return this.kind === "row" ? "row" : (this.#findStep()?.description ?? "unknown");
  }

  /** Which holes between rows count as gaps, in words. */
  get gapRule(): string {
    return this.kind === "row" ? "rows have no gaps" : (this.#findStep()?.gapRule ?? "one row has no gaps");
  }

  /**
   * Rows per season where the calendar gives one: 12 for months, 4 for quarters, 24 for hours, 7 for calendar days; as
   * many as a day has rows for other steps within the day. Undefined for business days, weeks, years and row numbers.
   */
  seasonLength(): number | undefined {
    return this.kind === "row" ? undefined : this.#findStep()?.season;
  }

  /** How many rows the periods of the calendar have, each where the step tells: an hour of minutes 60. Empty for row numbers. */
  rowsPer(): RowsPer {
    return this.kind === "row" ? {} : (this.#findStep()?.rowsPer ?? {});
  }

  /** How many rows are missing between row and row + 1, when so many that it counts as a gap by `gapRule`; else 0. */
  missedAfter(row: number): number {
    if (typeof row !== "number") throw refuseValue("missedAfter", "row", "a row, from 0", row);
    if (this.kind === "row" || row + 1 >= this.length) return 0;
    return this.#findStep()?.missedBetween(this.at(row), this.at(row + 1)) ?? 0;
  }

  /** The rows behind which any are missing, ascending. */
  gapRows(): number[] {
    const rows: number[] = [];
    const step = this.kind === "row" ? undefined : this.#findStep();
    if (step === undefined) return rows;
    const values = this.#values;
    for (let row = 0; row + 1 < values.length; row++)
      if (step.missedBetween(values[row], values[row + 1]) > 0) rows.push(row);
    return rows;
  }

  /** The times that are missing between row and row + 1, where `missedAfter` counts any, in ascending order. */
  missingAfter(row: number): number[] {
    const missing: number[] = [];
    if (this.missedAfter(row) === 0) return missing;
    const step = this.#findStep() as RowStep;
    const [earlier, later] = [this.at(row), this.at(row + 1)];
    // A row that came a little late stands on its own place, and no time is missing right before it.
    const placeOf = (time: number) => (step.slotOf === undefined ? 0 : Math.round(step.slotOf(time)));
    for (let time = step.after(earlier); time < later && placeOf(time) < placeOf(later); time = step.after(time)) {
      missing.push(time);
    }
    return missing;
  }

  /** Whether the steps between rows differ too much for gaps and seasons to be told. */
  get irregular(): boolean {
    const step = this.kind === "row" ? undefined : this.#findStep();
    return step !== undefined && step.slotOf === undefined;
  }

  /**
   * The place of each row on the regular grid of the clock, the first row's being 0: rows one step apart differ by 1, missing rows leave
   * numbers out. Business days count Monday to Friday, so that a holiday is an empty place; months count by the calendar, trading hours
   * by their pattern. Places ascend strictly. Where there is no grid (row numbers, steps that differ too much, times out of order), or
   * holes would make it more than 16 times as long as the series, the rows are the grid: 0, 1, 2, ...
   */
  slots(): Float64Array {
    this.#slots ??= this.#findSlots() ?? Float64Array.from({ length: this.length }, (_, row) => row);
    return this.#slots;
  }

  /** Whether `slots` are places on a grid of the clock, on which periods of the calendar can be counted, and not the rows alone. */
  get hasGrid(): boolean {
    this.slots();
    return this.#hasGrid;
  }

  /**
   * The place of a time in a season of so many rows, from 0 to `season` - 1: the same in any part of a series. Undefined where the clock
   * has no grid, as of row numbers.
   */
  placeIn(season: number, time: number): number | undefined {
    requireArguments("placeIn", { season: COUNT, time: NUMBER }, season, time);
    const step = this.kind === "row" ? undefined : this.#findStep();
    return step?.slotOf && floorMod(Math.round(step.slotOf(time)), season);
  }

  #findSlots(): Float64Array | undefined {
    const step = this.kind === "row" ? undefined : this.#findStep();
    if (step?.slotOf === undefined) return undefined;
    const first = step.slotOf(this.at(0));
    const slots = new Float64Array(this.length);
    for (let row = 1; row < this.length; row++) {
      if (this.#values[row] <= this.#values[row - 1]) return undefined;
      slots[row] = Math.max(slots[row - 1] + 1, Math.round(step.slotOf(this.#values[row]) - first));
    }
    this.#hasGrid = slots[this.length - 1] < MOST_SLOTS * this.length;
    return this.#hasGrid ? slots : undefined;
  }

  /**
   * The `count` times after the last row, following the weekdays and steps seen: business days skip weekends, month
   * ends stay month ends, trading hours go on with the next day.
   *
   * Throws DataError STEP_UNKNOWN when fewer than two rows show no step.
   */
  next(count: number): number[] {
    requireOption("next", "count", ROWS, count);
    const result: number[] = [];
    if (this.kind === "row") {
      const last = this.length === 0 ? 0 : this.#values[this.length - 1];
      for (let i = 1; i <= count; i++) result.push(last + i);
      return result;
    }
    const step = this.#findStep();
    if (step === undefined) {
      throw new DataError(
        "STEP_UNKNOWN",
        "times",
        `${counted(this.length, "row shows", "rows show")} no step between rows`,
        { found: this.length, remedies: ["give at least two rows"] },
      );
    }
    let time = this.at(this.length - 1);
    for (let i = 0; i < count; i++) {
      time = step.after(time);
      result.push(time);
    }
    return result;
  }

  #findStep(): RowStep | undefined {
    if (this.#step === null) {
      const units = {
        datetime: "clock",
        date: "day",
        row: "day",
        month: "month",
        quarter: "month",
        year: "year",
      } as const;
      // Steps are read from the times in order, each once: what check() says about disorder is said there.
      const ascending = this.#values.every((time, row, all) => row === 0 || time > all[row - 1]);
      const sorted = ascending
        ? this.#values
        : this.#values.toSorted().filter((time, i, all) => i === 0 || time !== all[i - 1]);
      this.#step = findStep(sorted, units[this.kind]);
    }
    return this.#step;
  }

  /** Parts of a millisecond are cut off. */
  #clock(exact: number): string {
    const time = Math.floor(exact);
    this.#precision ??= this.#findPrecision();
    const minutes = `${pad(Math.floor(time / HOUR), 2)}:${pad(Math.floor(time / MINUTE) % 60, 2)}`;
    if (this.#precision === "minute" && time % MINUTE === 0) return minutes;
    const seconds = `${minutes}:${pad(Math.floor(time / 1000) % 60, 2)}`;
    return this.#precision !== "millisecond" && time % 1000 === 0 ? seconds : `${seconds}.${pad(time % 1000, 3)}`;
  }

  #findPrecision(): "minute" | "second" | "millisecond" {
    if (this.#values.every((time) => time % MINUTE === 0)) return "minute";
    return this.#values.every((time) => time % 1000 === 0) ? "second" : "millisecond";
  }
}

function unread(found: string, words: string, remedy: string): OptionError {
  return new OptionError("TIME_NOT_READ", "time", `${quoteCell(found)} ${words}`, { found, remedies: [remedy] });
}
