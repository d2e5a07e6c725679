// A column of times: its format is found over all cells, so that no row is read by a guess made from another.

import { wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { isMissing } from "../cells/missing-word.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { nameWords } from "../columns/column-name.ts";
import { DAY, floorMod, MINUTE } from "../time/calendar.ts";
import { type DateOrder, dissectTime, resolveTime, type TimeCell } from "../time/time-cell.ts";
import { timeReader } from "../time/time-format.ts";
import type { TimeKind } from "../time/time-index.ts";
import { TimeZone } from "../time/time-zone.ts";
import { asNamedZone, inZone, settleZones, type TimeColumn } from "./column-zone.ts";
import { findOrder } from "./date-order.ts";
import { readDecimalYears } from "./decimal-years.ts";
import { readNumberTimes, speaksOfYears } from "./number-times.ts";
import { findShortYears, type ShortYears } from "./short-years.ts";
import { TimeCells, type TimeWay } from "./time-cells.ts";
import { findFacts, type TimeFacts } from "./time-facts.ts";
import { refuseTime as fail, type TimeColumnContext } from "./time-refusal.ts";

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
export function readTimeColumn(given: CellColumn | readonly string[], context: TimeColumnContext): TimeColumn {
  const column = given instanceof CellColumn ? given : CellColumn.of(given);
  const zone = context.zone === undefined ? undefined : new TimeZone(context.zone);
  const found = context.format === undefined ? readFound(column, context) : readByFormat(column, context);
  if (zone === undefined) return asNamedZone(found, context.column);
  return inZone(found, zone, (row) => column.at(row), context);
}

function readByFormat(column: CellColumn, context: TimeColumnContext): TimeColumn {
  const { format = "" } = context;
  const cells = new TimeCells(column, { dissect: timeReader(format) }, context.least);
  const facts = findFacts(cells);
  if (typeof facts === "number") {
    requireFilled(cells, facts, context);
    const remedies: Phrase[] = ["correct the cell", ["write another pattern with ", { option: "timeFormat" }]];
    const words = `does not fit the pattern ${quoteCell(format)}`;
    return fail("TIME_NOT_READ", facts, cells.text(facts), words, context, remedies);
  }
  return resolveAll(cells, facts, { order: "ymd" }, context, []);
}

function readFound(column: CellColumn, context: TimeColumnContext): TimeColumn {
  const intervals = holdsIntervals(column);
  const numbers = intervals ? undefined : readNumberTimes(column, context.column, context.asked ?? false);
  if (numbers !== undefined) return numbers;
  const words = nameWords(context.column);
  const years = !intervals && (context.asked === true || speaksOfYears(words));
  const cells = new TimeCells(column, intervals ? starts : undefined, context.least);
  if (years && cells.length > 0 && readDecimalYears(column, "") === "none") {
    const problem = "may be a year with a fraction, but the fractions are no quarters, months or days of a year";
    fail("TIME_NOT_READ", 0, cells.text(0), problem, context, otherClocks);
  }
  const notes: string[] = [];
  if (intervals) notes.push(intervalNote);
  const facts = findFacts(cells);
  if (typeof facts === "number") return refuseCell(cells, facts, context);
  readAsNamed(cells, facts, words, notes);
  requireOneForm(cells, facts, context);
  const short = facts.short ? findShortYears(cells, facts, context) : undefined;
  requireQuarters(cells, facts, context, notes);
  const order = short?.order ?? findOrder(cells, facts, context, notes);
  return resolveAll(cells, facts, { ...short, order }, context, notes);
}

/** T1 is a quarter in languages that say trimestre, and elsewhere a third of the year. */
function requireQuarters(cells: TimeCells, facts: TimeFacts, context: TimeColumnContext, notes: string[]): void {
  if (facts.shape !== "quarter" || !/T[1-4]|[1-4]T/.test(cells.text(0))) return;
  if (cells.length > 3 && facts.mostFirst < 10) {
    const words = "may be a quarter or a third of the year: no row has the fourth";
    fail("TIME_NOT_READ", 0, cells.text(0), words, context, ["write quarters as 2018-Q1", ...otherClocks]);
  }
  notes.push("T1 to T4 read as quarters");
}

function resolveAll(
  cells: TimeCells,
  facts: TimeFacts,
  { order, century, note }: Partial<ShortYears> & { readonly order: DateOrder },
  context: TimeColumnContext,
  notes: string[],
): TimeColumn {
  const offsets = settleZones(facts, notes);
  const values = new Float64Array(cells.length);
  const dates = new DateTimes(order, century);
  for (let row = 0; row < values.length; row++) {
    const value = dates.timeOf(cells.read(row) as TimeCell, offsets);
    if (typeof value === "string")
      fail("DATE_INVALID", row, cells.text(row), `is a date that is none: ${value}`, context, [
        "correct the cell",
        ...otherPattern(value, context),
      ]);
    values[row] = value;
  }
  if (note !== undefined) notes.push(note);
  noteForms(facts, notes);
  const { kind, zoned, notes: more = [] } = findKind(cells, facts, offsets, values);
  return { kind, zoned, values, notes: [...notes, ...more] };
}

/** The times of cells, of which neighbours have the same date. */
class DateTimes {
  readonly #order: DateOrder;
  readonly #century: ShortYears["century"] | undefined;
  #date = Number.NaN;
  #shape: TimeCell["shape"] | undefined;
  #start = 0;

  constructor(order: DateOrder, century: ShortYears["century"] | undefined) {
    this.#order = order;
    this.#century = century;
  }

  /** As `resolveTime`, with the offset of a zone whose name means several. */
  timeOf(cell: TimeCell, offsets: ReadonlyMap<string, number>): number | string {
    const { clock, shape } = cell;
    const zone = zoneOf(cell, offsets);
    const date = (cell.year * 100 + cell.first) * 100 + cell.second;
    if (date !== this.#date || shape !== this.#shape || Number.isNaN(clock) || Math.abs(zone ?? 0) > 14 * 60) {
      const value = resolveTime({ ...cell, zone }, this.#order, this.#century);
      if (typeof value === "string") return value;
      this.#date = date;
      this.#shape = shape;
      this.#start = resolveTime({ ...cell, clock: undefined, zone: undefined }, this.#order, this.#century) as number;
    }
    return this.#start + (clock ?? 0) - (zone ?? 0) * MINUTE;
  }
}

/** The zone of a cell; that of a doubtful name where others settle it. */
function zoneOf({ zone, zoneName }: TimeCell, offsets: ReadonlyMap<string, number>): number | undefined {
  return zone !== undefined && Number.isNaN(zone) ? offsets.get(zoneName ?? "") : zone;
}

const intervalNote = "the times are intervals: their starts are read";
const hours = /(\d{1,2}:\d{2})\s?[-–]\s?(\d{1,2}:\d{2})$/;

/** 14:00-15:00 in each row is an interval; the same -05:00 in all is an offset. */
function holdsIntervals(column: CellColumn): boolean {
  if (column.length < 4) return false;
  for (let code = 0; code < column.forms; code++)
    if (column.count(code) > 0 && !hours.test(column.pattern(code))) return false;
  const ends = new Set<string>();
  for (const cell of column) {
    ends.add(hours.exec(cell)?.[2] ?? "");
    if (ends.size === 4) return true;
  }
  return false;
}

const starts: TimeWay = { prepare: (cell) => cell.replace(hours, "$1"), dissect: dissectTime };

/**
 * In a column called week, 2018-05 is the fifth week and not May; in one of quarters, 2018-1 the first quarter. 1985/86, 1986/87 are years
 * that begin and end within calendar years; 2001/02 beside them is no February.
 */
function readAsNamed(cells: TimeCells, facts: TimeFacts, words: ReadonlySet<string>, notes: string[]): void {
  if (facts.shape !== "month" || facts.rows.mixedShape >= 0) return;
  const [shape, most] = words.has("week") ? (["week", 53] as const) : (["quarter", 4] as const);
  if (words.has(shape) && facts.leastFirst >= 1 && facts.mostFirst <= most) {
    notes.push(
      `years and numbers read as ${shape}s, as the column is called${shape === "week" ? ": ISO weeks, by their Mondays" : ""}`,
    );
    cells.readAs(shape, (first) => (shape === "week" ? first : 3 * first - 2));
  } else if (cells.length >= 3 && facts.seasons) {
    notes.push("years such as 1985/86 read as the years in which they begin");
    cells.readAs("year", () => 1);
  }
}

/** Notes what was read in a way that a reader should know of. */
function noteForms({ intervals, midnights }: TimeFacts, notes: string[]): void {
  if (intervals) notes.push(intervalNote);
  if (midnights) notes.push("24:00 read as the midnight that begins the next day");
}

function requireFilled(cells: TimeCells, index: number, context: TimeColumnContext): void {
  const text = cells.text(index);
  if (!isMissing(text)) return;
  fail("TIME_MISSING", index, text, "the time is missing", context, ["fill it in or remove the row"]);
}

function refuseCell(cells: TimeCells, index: number, context: TimeColumnContext): never {
  requireFilled(cells, index, context);
  const other: Phrase[] = [
    ["say how times are written with ", { option: "timeFormat", like: "%d.%m.%Y" }],
    ...otherClocks,
  ];
  // A column whose first cell is a time is the time column.
  const remedies = index > 0 ? ["correct the cell", ...other] : other;
  return fail("TIME_NOT_READ", index, cells.text(index), "is not a date or time", context, remedies, {
    context: accepted,
  });
}

function requireOneForm(cells: TimeCells, { rows }: TimeFacts, context: TimeColumnContext): void {
  const { mixed, zones, clocked } = rows;
  if (mixed >= 0 && (zones < 0 || mixed <= zones)) {
    const words = `is written unlike the first row's ${quoteCell(cells.text(0))}`;
    fail("TIME_FORMATS_MIXED", mixed, cells.text(mixed), words, context, ["write all dates alike"]);
  }
  if (zones < 0) return;
  const [here, there] = cells.read(zones)?.zone === undefined ? ["no zone", "one"] : ["a zone", "none"];
  const words = `names ${here}, but ${wordPlace(context.place(clocked))} names ${there}`;
  fail("TIME_ZONE_MIXED", zones, cells.text(zones), words, context, ["write all times alike"]);
}

interface FoundKind {
  readonly kind: TimeKind;
  readonly zoned: boolean;
  readonly notes?: readonly string[];
}

/** What the times are. Those of a zone's midnights become days in place. */
function findKind(
  cells: TimeCells,
  { shape: written, daytimes, ...facts }: TimeFacts,
  offsets: ReadonlyMap<string, number>,
  values: Float64Array,
): FoundKind {
  const shape = cells.shape ?? written;
  const zoned = facts.zoned || offsets.size > 0;
  if (!daytimes && !zoned) {
    if (shape === "month" || shape === "named-month") return { kind: "month", zoned };
    if (shape === "year" || shape === "quarter") return { kind: shape, zoned };
    return { kind: "date", zoned };
  }
  if (daytimes) return { kind: "datetime", zoned };
  // Daily rows stamped with the local midnight of a market ("2018-05-11 00:00:00-04:00") are dates: in UTC their hour
  // would move with daylight saving time.
  if (facts.beyondUtc || [...offsets.values()].some((offset) => offset !== 0)) {
    for (let row = 0; row < values.length; row++)
      values[row] += (zoneOf(cells.read(row) as TimeCell, offsets) ?? 0) * MINUTE;
    return { kind: "date", zoned: false, notes: ["every time is midnight in its zone: read as dates"] };
  }
  return { kind: values.every((value) => floorMod(value, DAY) === 0) ? "date" : "datetime", zoned: false };
}
