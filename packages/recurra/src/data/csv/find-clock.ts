// Which column of a table is the clock, or which several are it together.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { isMissing } from "../cells/missing-word.ts";
import { parseNumber } from "../cells/number-cell.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { nameWords } from "../time/column-name.ts";
import { isIsoColumn, readIsoTimes } from "../time/iso-times.ts";
import { readNumberTimes } from "../time/number-times.ts";
import { type DateOrder, dissectTime, isTimeCell } from "../time/time-cell.ts";
import { readTimeColumn } from "../time/time-column.ts";
import { TimeIndex } from "../time/time-index.ts";
import { type JoinedClock, joinedClocks } from "./joined-clock.ts";
import { nearlyAll, placeIn, share } from "./number-column.ts";
import type { Table } from "./table.ts";

/** Where a table's clock stands. */
export interface ClockColumns {
  /** The columns that are it; none when the rows are the clock. */
  readonly indices: readonly number[];
  readonly name: string;
  /** The time of each row as text. */
  readonly cells: CellColumn;
  /** Whether it was named. */
  readonly asked: boolean;
}

const timeNames = [
  ...["datetime", "timestamp", "date", "time", "week", "quarter", "month", "period", "day", "year", "unix"],
];

/** The clock that was named, or the one that is found; `unread` are the columns that were asked for as numbers. */
export function findClock(
  table: Table,
  time: string | readonly string[] | false | undefined,
  unread: ReadonlySet<string> | undefined,
  notes: string[],
): ClockColumns {
  if (time === false) return rowClock;
  if (time !== undefined) return namedClock(table, time);
  const index = findTimeColumn(table, unread, notes);
  const single = index < 0 ? undefined : singleClock(table, index, false);
  const joined = bestJoined(table, single);
  const nameless = single === undefined && joined === undefined ? findNameless(table, unread) : -1;
  if (nameless >= 0) {
    notes.pop();
    notes.push(`the numbers of ${quoteCell(table.header[nameless])} rise as times do: it is the clock`);
    return singleClock(table, nameless, true);
  }
  if (joined === undefined) return single ?? rowClock;
  const names = joined.indices.map((at) => table.header[at]);
  const said = `columns ${listNames(names, names.length)} together are the clock`;
  // The rows are not the clock after all.
  if (index < 0) notes.pop();
  notes.push(said);
  return { ...joined, name: names.join(" "), asked: false };
}

const rowClock: ClockColumns = { indices: [], name: "row", cells: new CellColumn(), asked: false };

function singleClock(table: Table, index: number, asked: boolean): ClockColumns {
  return { indices: [index], name: table.header[index], cells: table.columns[index], asked };
}

/** The clock of several columns that tells the most rows apart, where one column repeats its times. */
function bestJoined(table: Table, single: ClockColumns | undefined): JoinedClock | undefined {
  let most = single === undefined ? 0 : single.cells.distinct();
  if (most === table.length) return undefined;
  let best: JoinedClock | undefined;
  for (const clock of joinedClocks(table)) {
    const distinct = clock.cells.distinct();
    if (distinct <= most) continue;
    most = distinct;
    best = clock;
  }
  return best;
}

function namedClock(table: Table, time: string | readonly string[]): ClockColumns {
  const known = typeof time === "string" ? table.header.indexOf(time) : -1;
  if (known >= 0) return singleClock(table, known, true);
  const names = typeof time === "string" ? time.split(",").map((name) => name.trim()) : time;
  const indices = names.map((name) => {
    const index = table.header.indexOf(name);
    if (index >= 0) return index;
    throw new DataError("COLUMN_UNKNOWN", table.name, `there is no time column ${quoteCell(name)}`, {
      place: { column: name, said: true },
      context: suggestNames(name, table.header),
    });
  });
  if (indices.length === 1) return singleClock(table, indices[0], true);
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
  return { ...joined, name: names.join(" "), asked: true };
}

/** Index of the one column that is the clock, or -1 when the rows are. */
function findTimeColumn(table: Table, unread: ReadonlySet<string> | undefined, notes: string[]): number {
  const named = namedTimeColumns(table.header).filter((index) => !unread?.has(table.header[index]));
  const known = named.find((index) => holdsClock(table, index));
  if (known !== undefined) return known;
  const other = table.header.findIndex((column, index) => !unread?.has(column) && holdsTimes(table.columns[index]));
  if (other >= 0) return other;
  const [first] = named;
  if (first === undefined) {
    notes.push("no column holds dates or times: the rows are the clock, in the file's order");
    return -1;
  }
  const holds = (what: string) =>
    notes.push(`column ${quoteCell(table.header[first])} holds ${what}, not dates: the rows are the clock`);
  if (share(table.columns[first], isNumber) >= nearlyAll) {
    holds("numbers");
    return -1;
  }
  if (!table.columns[first].hasDigits) {
    holds("words");
    return -1;
  }
  // Reading it as times names the first cell that is none.
  return first;
}

/** Index of the first column without a name of its own that holds long numbers which are times and rise; -1 where there is none. */
function findNameless(table: Table, unread: ReadonlySet<string> | undefined): number {
  return table.header.findIndex((column, index) => {
    if (!/^column \d+$/.test(column) || unread?.has(column)) return false;
    const cells = [...table.columns[index]];
    const rises = cells.every((cell, i) => /^\d{9,}$/.test(cell) && (i === 0 || Number(cell) > Number(cells[i - 1])));
    return rises && readNumberTimes(cells, "unix", false) !== undefined;
  });
}

function holdsTimes(column: CellColumn): boolean {
  if (isIsoColumn(column)) return true;
  for (const cell of column) if (!isTimeCell(cell)) return false;
  return true;
}

function isNumber(cell: string): boolean {
  return parseNumber(cell, ".") !== undefined;
}

/** Whether a column is one of times, most of its cells at least; where they are numbers, all of them. */
function holdsClock(table: Table, index: number): boolean {
  if (isIsoColumn(table.columns[index])) return true;
  const least = share(table.columns[index], isNumber) === 1 ? 1 : 0.5;
  if (share(table.columns[index], (cell) => dissectTime(cell) !== undefined) >= least) return true;
  const cells = [...table.columns[index]];
  if (least < 1 || isMissing(cells[0])) return false;
  return readNumberTimes(cells, table.header[index], false) !== undefined;
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
export function readClock(
  table: Table,
  clock: ClockColumns,
  dateOrder: DateOrder | undefined,
  notes: string[],
): TimeIndex {
  if (clock.indices.length === 0) return TimeIndex.rows(table.length);
  const iso = readIsoTimes(clock.cells);
  if (iso !== undefined) return new TimeIndex({ name: clock.name, ...iso });
  const context = { file: table.name, column: clock.name, asked: clock.asked };
  const column = readTimeColumn([...clock.cells], {
    ...context,
    ...(dateOrder === undefined ? {} : { dateOrder }),
    place: (row) => placeIn(table, row),
  });
  notes.push(...column.notes);
  return new TimeIndex({ name: clock.name, kind: column.kind, values: column.values, zoned: column.zoned });
}
