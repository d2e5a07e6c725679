// Which column of a table is the clock, or which several are it together.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { asNamedZone } from "../clock/column-zone.ts";
import { readDecimalYears } from "../clock/decimal-years.ts";
import { isIsoColumn, readIsoTimes } from "../clock/iso-times.ts";
import { everyForm } from "../clock/number-cells.ts";
import { readNumberTimes, speaksOfYears } from "../clock/number-times.ts";
import { allTimes, shareOfTimes } from "../clock/time-cells.ts";
import { readTimeColumn } from "../clock/time-column.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { nameWords } from "../columns/column-name.ts";
import type { Table } from "../csv/table.ts";
import type { ClockFound } from "../table/series-parts.ts";
import type { DateOrder } from "../time/time-cell.ts";
import { timeReader } from "../time/time-format.ts";
import { TimeIndex } from "../time/time-index.ts";
import { type JoinedClock, joinedClocks } from "./joined-clock.ts";
import { nearlyAll, placeIn, share } from "./number-column.ts";

/** Where a table's clock stands. */
export interface ClockColumns {
  /** The columns that are it; none when the rows are the clock. */
  readonly indices: readonly number[];
  readonly name: string;
  /** The time of each row as text. */
  readonly cells: CellColumn;
  /** Whether it was named. */
  readonly asked: boolean;
  readonly found: ClockFound;
  /** Whether its numbers count the rows, so that these are the clock. */
  readonly counts?: boolean;
}

/** What was said about the clock. */
interface ClockOptions {
  readonly time?: string | readonly string[] | false | undefined;
  readonly dateOrder?: DateOrder | undefined;
  readonly timeFormat?: string | undefined;
  readonly timeZone?: string | undefined;
}

const timeNames = [
  ...["datetime", "timestamp", "date", "time", "week", "quarter", "month", "period", "day", "year", "unix"],
];

/** The clock that was named, or the one that is found; `unread` are the columns that were asked for as numbers. */
export function findClock(
  table: Table,
  { time, timeFormat }: ClockOptions,
  unread: ReadonlySet<string> | undefined,
  notes: string[],
): ClockColumns {
  if (time === false) return rowClock;
  if (time !== undefined) return namedClock(table, time, timeFormat, notes);
  if (timeFormat !== undefined) return formattedClock(table, timeFormat, unread);
  const { index, found } = findTimeColumn(table, unread, notes);
  const single = index < 0 ? undefined : singleClock(table, index, false, found);
  const joined = bestJoined(table, single);
  const nameless = single === undefined && joined === undefined ? findNameless(table, unread) : -1;
  if (nameless >= 0) {
    notes.pop();
    notes.push(`the numbers of ${quoteCell(table.header[nameless])} rise as times do: it is the clock`);
    return singleClock(table, nameless, true, "numbers");
  }
  if (joined === undefined) return single ?? rowClock;
  const names = joined.indices.map((at) => table.header[at]);
  const said = `columns ${listNames(names, names.length)} together are the clock`;
  // The rows are not the clock after all.
  if (index < 0) notes.pop();
  notes.push(said);
  return { ...joined, name: names.join(" "), asked: false, found: "joined" };
}

/** The column whose cells fit a pattern, most of them at least; one that is called a time first. */
function formattedClock(table: Table, format: string, unread: ReadonlySet<string> | undefined): ClockColumns {
  const read = timeReader(format);
  const way = { dissect: read };
  const free = (index: number) => !unread?.has(table.header[index]);
  const candidates = [...namedTimeColumns(table.header), ...table.header.keys()].filter(free);
  const fitting = candidates.find((at) => shareOfTimes(table.columns[at], way) >= 0.5);
  if (fitting !== undefined) return singleClock(table, fitting, true, "cells");
  const joined = joinedClocks(table).find(({ cells }) => everyCell(cells, (cell) => read(cell) !== undefined));
  if (joined !== undefined)
    return { ...joined, name: joined.indices.map((at) => table.header[at]).join(" "), asked: true, found: "joined" };
  const [first = 0] = candidates;
  return singleClock(table, first, true, "name");
}

const rowClock: ClockColumns = { indices: [], name: "row", cells: new CellColumn(), asked: false, found: "none" };

function singleClock(table: Table, index: number, asked: boolean, found: ClockFound): ClockColumns {
  return { indices: [index], name: table.header[index], cells: table.columns[index], asked, found };
}

/** The clock of several columns that tells the most rows apart, where one column repeats its times. */
function bestJoined(table: Table, single: ClockColumns | undefined): JoinedClock | undefined {
  if (single?.cells.rises === true) return undefined;
  // To count times takes a copy of them, which is not made where nothing else could be the clock.
  const clocks = joinedClocks(table);
  if (clocks.length === 0) return undefined;
  let most = single === undefined ? 0 : single.cells.distinct();
  if (most === table.length) return undefined;
  let best: JoinedClock | undefined;
  for (const clock of clocks) {
    const distinct = clock.cells.distinct();
    if (distinct <= most) continue;
    most = distinct;
    best = clock;
  }
  return best;
}

/** A column that was named: its times, or the numbers of the rows. Throws DataError TIME_NOT_READ for other numbers. */
function namedColumn(table: Table, index: number, notes: string[]): ClockColumns {
  const clock = singleClock(table, index, true, "asked");
  const { name } = clock;
  const { cells } = clock;
  if (isIsoColumn(cells)) return clock;
  const range = rangeOf(cells);
  if (range === undefined || allTimes(cells)) return clock;
  if (readNumberTimes(cells, name, true) !== undefined || readDecimalYears(cells, "") === "none") return clock;
  if (range.counts) {
    notes.push(`column ${quoteCell(name)} counts the rows: they are the clock`);
    return { ...clock, counts: true, found: "none" };
  }
  const { least, most } = range;
  const words = `column ${quoteCell(name)} holds numbers from ${least} to ${most}, which are no times and do not count up by one`;
  throw new DataError("TIME_NOT_READ", table.name, words, {
    place: { column: name, said: true },
    found: cells.at(0),
    remedies: [
      ["name another time column with ", { option: "time", like: "COLUMN" }],
      ["take the rows as the clock with ", { option: "time", value: false }],
    ],
  });
}

/** The least and the most of a column's numbers, and whether each is one more than the one before; undefined where a cell is none. */
function rangeOf(cells: CellColumn): { least: number; most: number; counts: boolean } | undefined {
  let [least, most, counts, before] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, 0];
  for (let row = 0; row < cells.length; row++) {
    const number = parseNumber(cells.at(row), ".") ?? Number.NaN;
    if (!Number.isFinite(number)) return undefined;
    counts &&= Number.isInteger(number) && (row === 0 || number === before + 1);
    before = number;
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return { least, most, counts };
}

function namedClock(
  table: Table,
  time: string | readonly string[],
  format: string | undefined,
  notes: string[],
): ClockColumns {
  const known = typeof time === "string" ? table.header.indexOf(time) : -1;
  if (known >= 0)
    return format === undefined ? namedColumn(table, known, notes) : singleClock(table, known, true, "asked");
  const names = typeof time === "string" ? time.split(",").map((name) => name.trim()) : time;
  const indices = names.map((name) => {
    const index = table.header.indexOf(name);
    if (index >= 0) return index;
    throw new DataError("COLUMN_UNKNOWN", table.name, `there is no time column ${quoteCell(name)}`, {
      place: { column: name, said: true },
      context: suggestNames(name, table.header),
    });
  });
  if (indices.length === 1) return namedColumn(table, indices[0], notes);
  if (format !== undefined) {
    const cells = new CellColumn(table.length);
    for (let row = 0; row < table.length; row++) cells.add(indices.map((at) => table.columns[at].at(row)).join(" "));
    return { indices, name: names.join(" "), cells, asked: true, found: "asked" };
  }
  const [joined] = joinedClocks(table, indices);
  if (joined === undefined) {
    throw new DataError(
      "TIME_NOT_JOINED",
      table.name,
      `columns ${listNames(names, names.length)} make no clock together`,
      {
        context:
          "Read together are a date and a time of day or an hour; year, month, day and hour; year and month, quarter, week or day of the year",
        remedies: [["name columns of that kind with ", { option: "time", like: "COLUMN,COLUMN" }]],
      },
    );
  }
  return { ...joined, name: names.join(" "), asked: true, found: "asked" };
}

interface FoundColumn {
  readonly index: number;
  readonly found: ClockFound;
}

const noColumn: FoundColumn = { index: -1, found: "none" };

/** The one column that is the clock; index -1 when the rows are. */
function findTimeColumn(table: Table, unread: ReadonlySet<string> | undefined, notes: string[]): FoundColumn {
  const named = namedTimeColumns(table.header).filter((index) => !unread?.has(table.header[index]));
  const known = named.find((index) => holdsClock(table, index));
  if (known !== undefined) return { index: known, found: "name" };
  const other = table.header.findIndex((column, index) => !unread?.has(column) && holdsTimes(table.columns[index]));
  if (other >= 0) return { index: other, found: "cells" };
  const [first] = named;
  if (first === undefined) {
    notes.push("no column holds dates or times: the rows are the clock, in the file's order");
    return noColumn;
  }
  const cells = table.columns[first];
  const name = quoteCell(table.header[first]);
  if (share(table.columns[first], isNumber) >= nearlyAll) {
    if (speaksOfYears(nameWords(table.header[first])) && readDecimalYears(cells, "") === "none")
      return { index: first, found: "name" };
    notes.push(`column ${name} holds numbers, not dates: the rows are the clock`);
    return noColumn;
  }
  // A column of dates in a form of its own is refused: reading it names the first cell that is none.
  if (share(table.columns[first], looksDated) >= 0.5) return { index: first, found: "name" };
  const example = firstCell(cells, (cell) => !isMissing(cell) && /\d/.test(cell));
  const holds = example === undefined ? "words" : `texts such as ${quoteCell(example)}`;
  notes.push(`column ${name} holds ${holds}, not dates: the rows are the clock`);
  return noColumn;
}

/** Whether a cell has what a date needs: a day and a month, or a year, beside other signs. */
function looksDated(cell: string): boolean {
  if (/^\d{1,4}[-/.:]\d{1,4}(?:\D|$)/.test(cell)) return true;
  return cell.length < 40 && cell.replace(/\D/g, "").length >= 4 && /\d\D+\d|\p{L}{3}/u.test(cell);
}

/** Index of the first column without a name of its own that holds long numbers which are times and rise; -1 where there is none. */
function findNameless(table: Table, unread: ReadonlySet<string> | undefined): number {
  return table.header.findIndex((column, index) => {
    if (!/^column \d+$/.test(column) || unread?.has(column)) return false;
    const cells = table.columns[index];
    let before = Number.NEGATIVE_INFINITY;
    const rises =
      everyForm(cells, /^\d{9,}$/) &&
      everyCell(cells, (cell) => {
        const rising = Number(cell) > before;
        before = Number(cell);
        return rising;
      });
    return rises && readNumberTimes(cells, "unix", false) !== undefined;
  });
}

function holdsTimes(column: CellColumn): boolean {
  if (isIsoColumn(column)) return true;
  const bare = /^\d+(?:\.\d+)?$/;
  for (let code = 0; code < column.forms; code++)
    if (column.count(code) > 0 && bare.test(column.pattern(code))) return false;
  return allTimes(column);
}

function everyCell(column: CellColumn, test: (cell: string) => boolean): boolean {
  for (const cell of column) if (!test(cell)) return false;
  return true;
}

function firstCell(column: CellColumn, test: (cell: string) => boolean): string | undefined {
  for (const cell of column) if (test(cell)) return cell;
  return undefined;
}

function isNumber(cell: string): boolean {
  return parseNumber(cell, ".") !== undefined;
}

/** Whether a column is one of times, most of its cells at least; where they are numbers, all of them. */
function holdsClock(table: Table, index: number): boolean {
  if (isIsoColumn(table.columns[index])) return true;
  const column = table.columns[index];
  const least = share(column, isNumber) === 1 ? 1 : 0.5;
  if (shareOfTimes(column) >= least) return true;
  if (least < 1 || isMissing(column.at(0))) return false;
  return readNumberTimes(column, table.header[index], false) !== undefined;
}

/** Columns whose name says that they hold times, the surest name first. */
function namedTimeColumns(header: readonly string[]): number[] {
  const words = header.map(nameWords);
  return timeNames.flatMap((name) => {
    const exact = header.findIndex((column) => column.toLowerCase() === name);
    const within = words.findIndex((set) => set.has(name));
    return [exact, within].filter((index) => index >= 0);
  });
}

/** The times of a clock. Throws DataError for a cell that is none. */
export function readClock(table: Table, clock: ClockColumns, options: ClockOptions, notes: string[]): TimeIndex {
  if (clock.indices.length === 0 || clock.counts === true) return TimeIndex.rows(table.length);
  const iso = (options.timeFormat ?? options.timeZone) ? undefined : readIsoTimes(clock.cells);
  if (iso !== undefined) {
    const { notes: said, ...parts } = asNamedZone({ ...iso, notes: [] }, clock.name);
    notes.push(...said);
    return new TimeIndex({ ...parts, name: clock.name });
  }
  const column = readTimeColumn(clock.cells, {
    file: table.name,
    column: clock.name,
    asked: clock.asked,
    dateOrder: options.dateOrder,
    format: options.timeFormat,
    zone: options.timeZone,
    place: (row) => placeIn(table, row),
  });
  notes.push(...column.notes);
  return new TimeIndex({ ...column, name: clock.name });
}
