// A column of times: its format is found over all cells, so that no row is read by a guess made from another.

import { wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { isMissing } from "../cells/missing-word.ts";
import { nameWords } from "../columns/column-name.ts";
import { DAY, floorMod, MINUTE } from "./calendar.ts";
import { asNamedZone, inZone, settleZones, type TimeColumn } from "./column-zone.ts";
import { findOrder } from "./date-order.ts";
import { readDecimalYears } from "./decimal-years.ts";
import { readNumberTimes, speaksOfYears } from "./number-times.ts";
import { findShortYears, type ShortYears } from "./short-years.ts";
import { type DateOrder, dissectTime, resolveTime, type TimeCell } from "./time-cell.ts";
import { timeReader } from "./time-format.ts";
import type { TimeKind } from "./time-index.ts";
import { refuseTime as fail, type TimeColumnContext } from "./time-refusal.ts";
import { TimeZone } from "./time-zone.ts";

const accepted =
  "Read are 2018-05-31, 2018/5/31, 5/31/2018, 31.05.2018, 31-May-18, 2018-05, May 31, 2018, 2018Q2, 2018-W22 and each with a time such as 2018-05-31T16:00:00Z";

const otherClocks: readonly Phrase[] = [
  ["name another time column with ", { option: "time", like: "COLUMN" }],
  ["none with ", { option: "time", value: false }],
];

/** What may help where cells are dates in another order: 20052018, 2018-20-05. */
function otherPattern(problem: string, { format }: TimeColumnContext): readonly Phrase[] {
  if (format !== undefined || !problem.startsWith("there is no month")) return [];
  return [["say how times are written with ", { option: "timeFormat", like: "%Y-%d-%m" }]];
}

/**
 * Reads all cells of a time column.
 *
 * Throws DataError naming the row for a cell that is missing, not written as a time, written unlike the first one, or
 * a date that is none; DATE_ORDER_AMBIGUOUS when no cell shows whether day or month comes first.
 */
export function readTimeColumn(cells: readonly string[], context: TimeColumnContext): TimeColumn {
  const zone = context.zone === undefined ? undefined : new TimeZone(context.zone);
  const found = context.format === undefined ? readFound(cells, context) : readByFormat(cells, context.format, context);
  return zone === undefined ? asNamedZone(found, context.column) : inZone(found, zone, cells, context);
}

function readByFormat(cells: readonly string[], format: string, context: TimeColumnContext): TimeColumn {
  const read = timeReader(format);
  const parts = cells.map((cell, i) => {
    requireFilled(cells, i, context);
    const part = read(cell);
    if (part !== undefined) return part;
    const remedies: Phrase[] = ["correct the cell", ["write another pattern with ", { option: "timeFormat" }]];
    return fail("TIME_NOT_READ", i, cells, `does not fit the pattern ${quoteCell(format)}`, context, remedies);
  });
  return resolveAll(cells, parts, "ymd", undefined, context, []);
}

function readFound(given: readonly string[], context: TimeColumnContext): TimeColumn {
  const cells = startsOfIntervals(given);
  const numbers = readNumberTimes(cells, context.column, context.asked ?? false);
  if (numbers !== undefined) return numbers;
  const words = nameWords(context.column);
  const years = context.asked === true || speaksOfYears(words);
  if (years && cells.length > 0 && readDecimalYears(cells, "") === "none") {
    const problem = "may be a year with a fraction, but the fractions are no quarters, months or days of a year";
    fail("TIME_NOT_READ", 0, cells, problem, context, otherClocks);
  }
  const notes: string[] = [];
  if (cells !== given) notes.push(intervalNote);
  const parts = asSeasons(
    asNamed(
      cells.map((_, i) => dissect(cells, i, context)),
      words,
      notes,
    ),
    notes,
  );
  requireOneForm(cells, parts, context);
  const short = parts[0]?.short ? findShortYears(cells, parts, context) : undefined;
  const order = short?.order ?? findOrder(cells, parts, context, notes);
  return resolveAll(cells, parts, order, short, context, notes);
}

function resolveAll(
  cells: readonly string[],
  written: readonly TimeCell[],
  order: DateOrder,
  short: ShortYears | undefined,
  context: TimeColumnContext,
  notes: string[],
): TimeColumn {
  const parts = settleZones(written, notes);
  const values = new Float64Array(cells.length);
  for (const [i, part] of parts.entries()) {
    const value = resolveTime(part, order, short?.century);
    if (typeof value === "string")
      fail("DATE_INVALID", i, cells, `is a date that is none: ${value}`, context, [
        "correct the cell",
        ...otherPattern(value, context),
      ]);
    values[i] = value;
  }
  if (short !== undefined) notes.push(short.note);
  noteForms(parts, notes);
  const { kind, zoned, values: found = values, notes: more = [] } = findKind(parts, values);
  return { kind, zoned, values: found, notes: [...notes, ...more] };
}

const intervalNote = "the times are intervals: their starts are read";
const hours = /(\d{1,2}:\d{2})\s?[-–]\s?(\d{1,2}:\d{2})$/;

/** 14:00-15:00 in each row is an interval; the same -05:00 in all is an offset. */
function startsOfIntervals(cells: readonly string[]): readonly string[] {
  if (cells.length < 4 || !hours.test(cells[0])) return cells;
  const ends = new Set<string>();
  for (const cell of cells) {
    const match = hours.exec(cell);
    if (match === null) return cells;
    ends.add(match[2]);
  }
  return ends.size < 4 ? cells : cells.map((cell) => cell.replace(hours, "$1"));
}

/** 1985/86, 1986/87 are years that begin and end within calendar years; 2001/02 beside them is no February. */
function asSeasons(parts: readonly TimeCell[], notes: string[]): readonly TimeCell[] {
  if (parts.length < 3 || !parts.every(({ shape, year, first }) => shape === "month" && first === (year + 1) % 100))
    return parts;
  notes.push("years such as 1985/86 read as the years in which they begin");
  return parts.map((part) => ({ ...part, shape: "year", first: 1 }));
}

/** In a column called week, 2018-05 is the fifth week and not May; in one of quarters, 2018-1 the first quarter. */
function asNamed(parts: readonly TimeCell[], words: ReadonlySet<string>, notes: string[]): readonly TimeCell[] {
  const [shape, most] = words.has("week") ? (["week", 53] as const) : (["quarter", 4] as const);
  if (!words.has(shape) || parts.length === 0) return parts;
  const digits = parts.every((part) => part.shape === "digits");
  if (digits || !parts.every((part) => part.shape === "month" && part.first >= 1 && part.first <= most)) return parts;
  notes.push(
    `years and numbers read as ${shape}s, as the column is called${shape === "week" ? ": ISO weeks, by their Mondays" : ""}`,
  );
  return parts.map((part) => ({ ...part, shape, first: shape === "week" ? part.first : 3 * part.first - 2 }));
}

/** Notes what was read in a way that a reader should know of. */
function noteForms(parts: readonly TimeCell[], notes: string[]): void {
  if (parts.some(({ interval }) => interval)) notes.push(intervalNote);
  if (parts.some(({ clock }) => clock === DAY)) notes.push("24:00 read as the midnight that begins the next day");
}

function requireFilled(cells: readonly string[], index: number, context: TimeColumnContext): void {
  if (!isMissing(cells[index])) return;
  fail("TIME_MISSING", index, cells, "the time is missing", context, ["fill it in or remove the row"]);
}

function dissect(cells: readonly string[], index: number, context: TimeColumnContext): TimeCell {
  const cell = cells[index];
  requireFilled(cells, index, context);
  const part = dissectTime(cell);
  if (part === undefined) {
    const other: Phrase[] = [
      ["say how times are written with ", { option: "timeFormat", like: "%d.%m.%Y" }],
      ...otherClocks,
    ];
    // A column whose first cell is a time is the time column.
    const remedies = index > 0 && dissectTime(cells[0]) !== undefined ? ["correct the cell", ...other] : other;
    fail("TIME_NOT_READ", index, cells, "is not a date or time", context, remedies, { context: accepted });
  }
  return part;
}

function requireOneForm(cells: readonly string[], parts: readonly TimeCell[], context: TimeColumnContext): void {
  const clocked = parts.findIndex((part) => part.clock !== undefined);
  for (const [i, part] of parts.entries()) {
    if (part.shape !== parts[0].shape || part.short !== parts[0].short) {
      const words = `is written unlike the first row's ${quoteCell(cells[0])}`;
      fail("TIME_FORMATS_MIXED", i, cells, words, context, ["write all dates alike"]);
    }
    if (part.clock !== undefined && (part.zone === undefined) !== (parts[clocked].zone === undefined)) {
      const [here, there] = part.zone === undefined ? ["no zone", "one"] : ["a zone", "none"];
      const words = `names ${here}, but ${wordPlace(context.place(clocked))} names ${there}`;
      fail("TIME_ZONE_MIXED", i, cells, words, context, ["write all times alike"]);
    }
  }
}

interface FoundKind {
  readonly kind: TimeKind;
  readonly zoned: boolean;
  readonly values?: Float64Array;
  readonly notes?: readonly string[];
}

function findKind(parts: readonly TimeCell[], values: Float64Array): FoundKind {
  const shape = parts[0]?.shape;
  const zoned = parts.some(({ zone }) => zone !== undefined);
  const clocked = parts.some(({ clock }) => clock !== undefined && clock !== 0 && clock !== DAY);
  if (!clocked && !zoned) {
    if (shape === "month" || shape === "named-month") return { kind: "month", zoned };
    if (shape === "year" || shape === "quarter") return { kind: shape, zoned };
    return { kind: "date", zoned };
  }
  if (clocked) return { kind: "datetime", zoned };
  // Daily rows stamped with the local midnight of a market ("2018-05-11 00:00:00-04:00") are dates: in UTC their hour
  // would move with daylight saving time.
  if (parts.some(({ zone }) => zone !== undefined && zone !== 0)) {
    const days = values.map((value, i) => value + (parts[i].zone ?? 0) * MINUTE);
    return { kind: "date", values: days, zoned: false, notes: ["every time is midnight in its zone: read as dates"] };
  }
  return { kind: values.every((value) => floorMod(value, DAY) === 0) ? "date" : "datetime", zoned: false };
}
