// A column of times: its format is found over all cells, so that no row is read by a guess made from another.

import { DataError, type ErrorDetails, type ErrorPlace, wordPlace } from "../../core/errors.ts";
import { quoteCell } from "../../core/nearest-names.ts";
import type { Phrase } from "../../core/phrase.ts";
import { isMissing } from "../cells/missing-word.ts";
import { DAY, floorMod, MINUTE } from "./calendar.ts";
import { type DateOrder, dissectTime, resolveTime, type TimeCell } from "./time-cell.ts";
import type { TimeKind } from "./time-index.ts";

interface TimeColumn {
  readonly kind: TimeKind;
  /** UTC milliseconds. */
  readonly values: Float64Array;
  /** Whether the cells named a zone, so that the values are UTC and not a local clock. */
  readonly zoned: boolean;
  readonly notes: readonly string[];
}

interface TimeColumnContext {
  /** File name, for messages. */
  readonly file: string;
  /** Column name, for messages. */
  readonly column: string;
  readonly dateOrder?: DateOrder;
  /** Row and line of an index from 0. */
  place(index: number): ErrorPlace;
}

const accepted =
  "Read are 2018-05-31, 2018/5/31, 5/31/2018, 31.05.2018, 2018-05, May 31, 2018 and each with a time such as 2018-05-31T16:00:00Z";

/**
 * Reads all cells of a time column.
 *
 * Throws DataError naming the row for a cell that is missing, not written as a time, written unlike the first one, or
 * a date that is none; DATE_ORDER_AMBIGUOUS when no cell shows whether day or month comes first.
 */
export function readTimeColumn(cells: readonly string[], context: TimeColumnContext): TimeColumn {
  const parts = cells.map((_, i) => dissect(cells, i, context));
  requireOneForm(cells, parts, context);
  const order = findOrder(cells, parts, context);
  const values = new Float64Array(cells.length);
  for (const [i, part] of parts.entries()) {
    const value = resolveTime(part, order);
    if (typeof value === "string")
      fail("DATE_INVALID", i, cells, `is a date that is none: ${value}`, context, ["correct the cell"]);
    values[i] = value;
  }
  return withKind(parts, values);
}

/** Refuses a cell; the problem's words follow the cell's. */
function fail(
  code: string,
  index: number,
  cells: readonly string[],
  words: string,
  { file, column, place }: TimeColumnContext,
  remedies: readonly Phrase[],
  details: ErrorDetails = {},
): never {
  const found = cells[index];
  throw new DataError(code, file, isMissing(found) ? words : `${quoteCell(found)} ${words}`, {
    place: { ...place(index), column },
    found,
    remedies,
    ...details,
  });
}

function dissect(cells: readonly string[], index: number, context: TimeColumnContext): TimeCell {
  const cell = cells[index];
  if (isMissing(cell)) {
    fail("TIME_MISSING", index, cells, "the time is missing", context, ["fill it in or remove the row"]);
  }
  const part = dissectTime(cell);
  if (part === undefined) {
    const other: Phrase[] = [
      ["name another time column with ", { option: "time", like: "COLUMN" }],
      ["none with ", { option: "time", value: false }],
    ];
    // A column whose first cell is a time is the time column.
    const remedies = index > 0 && dissectTime(cells[0]) !== undefined ? ["correct the cell", ...other] : other;
    fail("TIME_NOT_READ", index, cells, "is not a date or time", context, remedies, { context: accepted });
  }
  if (part.shape === "two-digit-year") {
    fail("TIME_NOT_READ", index, cells, "has a year of two digits", context, ["write years with four digits"]);
  }
  return part;
}

function requireOneForm(cells: readonly string[], parts: readonly TimeCell[], context: TimeColumnContext): void {
  const clocked = parts.findIndex((part) => part.clock !== undefined);
  for (const [i, part] of parts.entries()) {
    if (part.shape !== parts[0].shape) {
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

function findOrder(cells: readonly string[], parts: readonly TimeCell[], context: TimeColumnContext): DateOrder {
  if (parts.length === 0 || parts[0].shape !== "year-last") return "ymd";
  const none = parts.findIndex(({ first, second }) => first > 12 && second > 12);
  if (none >= 0) {
    const { first, second } = parts[none];
    const words = `is a date that is none: neither ${first} nor ${second} is a month`;
    fail("DATE_INVALID", none, cells, words, context, ["correct the cell"]);
  }
  const asked = context.dateOrder;
  if (asked === "ymd") {
    const remedies: Phrase[] = [["use ", { option: "dateOrder", value: ["dmy", "mdy"] }]];
    fail(
      "DATE_ORDER",
      0,
      cells,
      "ends with the year, but was to be read in the order year, month, day",
      context,
      remedies,
    );
  }
  if (asked !== undefined) {
    requireMonths(cells, parts, asked, context);
    return asked;
  }
  const dayFirst = parts.findIndex(({ first, second }) => first > 12 && second <= 12);
  const monthFirst = parts.findIndex(({ first, second }) => second > 12 && first <= 12);
  if (dayFirst >= 0 && monthFirst >= 0) {
    const [early, late] = dayFirst < monthFirst ? [dayFirst, monthFirst] : [monthFirst, dayFirst];
    const [meant, other] = early === dayFirst ? ["month/day", "day/month"] : ["day/month", "month/day"];
    const words = `is ${meant}, but ${wordPlace(context.place(early))} is ${other} (${quoteCell(cells[early])})`;
    fail("DATE_ORDER_MIXED", late, cells, words, context, ["write all dates in one order"]);
  }
  if (dayFirst >= 0) return "dmy";
  if (monthFirst >= 0) return "mdy";
  const example = Math.max(
    0,
    parts.findIndex(({ first, second }) => first !== second),
  );
  // Dates such as 05/05/2020 are the same day both ways.
  if (parts.every(({ first, second }) => first === second)) return "mdy";
  throw new DataError(
    "DATE_ORDER_AMBIGUOUS",
    context.file,
    `column ${quoteCell(context.column)}: no date shows whether the day or the month comes first: ${quoteCell(cells[example])} (${wordPlace(context.place(example))}) is ${readBothWays(parts[example])}`,
    {
      place: { ...context.place(example), column: context.column, said: true },
      found: cells[example],
      remedies: [["say which with ", { option: "dateOrder", value: ["dmy", "mdy"] }]],
    },
  );
}

function requireMonths(
  cells: readonly string[],
  parts: readonly TimeCell[],
  order: DateOrder,
  context: TimeColumnContext,
): void {
  const wrong = parts.findIndex(({ first, second }) => (order === "dmy" ? second : first) > 12);
  if (wrong < 0) return;
  const { first, second } = parts[wrong];
  const [month, other, read] = order === "dmy" ? [second, "mdy", "day/month/year"] : [first, "dmy", "month/day/year"];
  fail("DATE_INVALID", wrong, cells, `has no month ${month}, read as ${read}`, context, [
    "correct the cell",
    ["choose the other order with ", { option: "dateOrder", value: other }],
  ]);
}

function readBothWays(part: TimeCell): string {
  const dmy = isoDate(part.year, part.second, part.first);
  const mdy = isoDate(part.year, part.first, part.second);
  return `${dmy} read as day/month/year and ${mdy} read as month/day/year`;
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function withKind(parts: readonly TimeCell[], values: Float64Array): TimeColumn {
  const shape = parts[0]?.shape;
  if (shape === "month" || shape === "named-month") return { kind: "month", values, zoned: false, notes: [] };
  if (shape === "year") return { kind: "year", values, zoned: false, notes: [] };
  const zoned = parts.some(({ zone }) => zone !== undefined);
  if (parts.some(({ clock }) => clock !== undefined && clock !== 0)) {
    return { kind: "datetime", values, zoned, notes: [] };
  }
  if (!zoned) return { kind: "date", values, zoned, notes: [] };
  // Daily rows stamped with the local midnight of a market ("2018-05-11 00:00:00-04:00") are dates: in UTC their hour
  // would move with daylight saving time.
  if (parts.some(({ zone }) => zone !== undefined && zone !== 0)) {
    const days = values.map((value, i) => value + (parts[i].zone ?? 0) * MINUTE);
    return { kind: "date", values: days, zoned: false, notes: ["every time is midnight in its zone: read as dates"] };
  }
  return {
    kind: values.every((value) => floorMod(value, DAY) === 0) ? "date" : "datetime",
    values,
    zoned: false,
    notes: [],
  };
}
