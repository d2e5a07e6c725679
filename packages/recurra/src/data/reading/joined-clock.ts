// A clock that stands in several columns: a date beside a time of day, or year, month, day and hour each for itself.

import { isMissing } from "../cells/missing-word.ts";
import { CellColumn } from "../columns/cell-column.ts";
import { nameWords } from "../columns/column-name.ts";
import type { Table } from "../csv/table.ts";
import { civilFromDays, daysFromCivil, pad } from "../time/calendar.ts";
import { readClockCell } from "../time/clock-cell.ts";
import { dissectTime } from "../time/time-cell.ts";
import { namelessRoles } from "./nameless-clock.ts";

const roles = [
  "date",
  "clock",
  "year",
  "quarter",
  "month",
  "week",
  "dayofyear",
  "day",
  "hour",
  "minute",
  "second",
] as const;
type Role = (typeof roles)[number];

export interface JoinedClock {
  readonly indices: readonly number[];
  /** The time of each row as one text; empty where a part is missing. */
  readonly cells: CellColumn;
}

const ranges: Partial<Record<Role, readonly [number, number]>> = {
  ...{ year: [1000, 2999], quarter: [1, 4], month: [1, 12], week: [1, 53], dayofyear: [1, 366] },
  ...{ day: [1, 31], hour: [0, 24], minute: [0, 59], second: [0, 59] },
};
/** What makes a clock together, the finest part last. */
const ways: readonly (readonly Role[])[] = [
  ["date", "clock"],
  ["date", "hour", "minute", "second"],
  ["year", "month", "day", "clock"],
  ["year", "month", "day", "hour", "minute", "second"],
  ["year", "dayofyear", "hour", "minute", "second"],
  ["year", "dayofyear", "clock"],
  ["year", "month"],
  ["year", "quarter"],
  ["year", "week"],
];
const least: Readonly<Record<string, number>> = { date: 2, month: 3, dayofyear: 2 };

/** The clocks that columns of a table make together, by their names and cells; with `among`, of all these and no other. */
export function joinedClocks(table: Table, among?: readonly number[]): JoinedClock[] {
  const found = among === undefined ? namelessRoles(table, ranges) : new Map<Role, number>();
  for (const index of among ?? table.header.keys()) {
    const role = roleOf(table, index);
    if (role !== undefined && !found.has(role)) found.set(role, index);
  }
  const clocks: JoinedClock[] = [];
  for (const way of ways) {
    const present: Role[] = [];
    for (const role of way) {
      if (found.has(role)) present.push(role);
      else if (present.length < 2 || role === "day") break;
    }
    const needed = way.includes("day") ? least.month : 2;
    if (present.length < needed) continue;
    const indices = present.map((role) => found.get(role) as number);
    if (among !== undefined && indices.length !== among.length) continue;
    clocks.push({
      indices,
      cells: CellColumn.of(
        joinedCells(
          indices.map((index) => table.columns[index]),
          writerOf(present),
        ),
      ),
    });
  }
  return clocks;
}

function* joinedCells(columns: readonly CellColumn[], write: (cells: readonly string[]) => string): Generator<string> {
  for (let row = 0; row < columns[0].length; row++) {
    const parts = columns.map((column) => column.at(row));
    yield parts.some(isMissing) ? "" : write(parts);
  }
}

function roleOf(table: Table, index: number): Role | undefined {
  const words = nameWords(table.header[index]);
  if (table.length === 0) return undefined;
  const column = table.columns[index];
  const first = column.at(0);
  if (isMissing(first)) return undefined;
  const all = (test: (cell: string) => boolean) => {
    for (const cell of column) if (!isMissing(cell) && !test(cell)) return false;
    return true;
  };
  const named = [...roles].reverse().find((role) => ranges[role] !== undefined && words.has(role));
  if (named !== undefined) {
    const [low, high] = ranges[named] as readonly [number, number];
    if (all((cell) => /^\d{1,4}$/.test(cell) && Number(cell) >= low && Number(cell) <= high)) return named;
  }
  if (named === "month" && all((cell) => monthOf(cell) !== undefined)) return "month";
  if (named === "quarter" && all((cell) => /^[Qq][1-4]$/.test(cell))) return "quarter";
  // "18.00.00" below "Time" is no date.
  if (words.has("time") && all((cell) => pointed.test(cell) && clockOf(cell) !== undefined)) return "clock";
  if (words.has("period") && all((cell) => /^Q0?[1-4]$/.test(cell))) return "quarter";
  if (words.has("period") && all((cell) => /^M(?:0[1-9]|1[0-2])$/.test(cell))) return "month";
  if (isDate(first) && all(isDate)) return "date";
  if (clockOf(first) !== undefined && all((cell) => clockOf(cell) !== undefined)) return "clock";
  // 0, 100, ... 2300 beside a date are hours and minutes in digits.
  const time = words.has("time") || words.has("hhmm");
  if (time && all((cell) => /^\d{1,4}$/.test(cell) && Number(cell) % 100 < 60 && Number(cell) <= 2400)) {
    return all((cell) => Number(cell) <= 24) ? "hour" : "clock";
  }
  return undefined;
}

const wholeDates = new Set(["year-first", "year-last", "named", "digits", "short"]);

function isDate(cell: string): boolean {
  const part = dissectTime(cell);
  // A midnight that stands in each cell is none of the clock's: "2011-01-01 00:00:00" beside hours.
  return part !== undefined && wholeDates.has(part.shape) && (part.clock === undefined || part.clock === 0);
}

const pointed = /^\d{1,2}\.\d{2}\.\d{2}$/;

/** "09:30" or the start of "00:00 - 01:00" as text; "18.00.00" as well. */
function clockOf(cell: string): string | undefined {
  if (pointed.test(cell)) return clockOf(cell.replaceAll(".", ":"));
  if (!/[:AaPpMm]/.test(cell)) return undefined;
  const [start, end, ...more] = cell.split(/\s*[-–]\s*(?=\d)/);
  if (more.length > 0 || readClockCell(start) === undefined) return undefined;
  return end === undefined || readClockCell(end) !== undefined ? start : undefined;
}

function monthOf(cell: string): number | undefined {
  const part = dissectTime(`1 ${cell} 2000`);
  return part?.shape === "named" ? part.first : undefined;
}

function writerOf(present: readonly Role[]): (cells: readonly string[]) => string {
  const at = (role: Role) => present.indexOf(role);
  const [date, clock, year, hour, minute, second] = (
    ["date", "clock", "year", "hour", "minute", "second"] as const
  ).map(at);
  return (cells) => {
    const day = date >= 0 ? withoutMidnight(cells[date]) : writeDay(cells, cells[year], at);
    if (clock >= 0) return `${day} ${/^\d+$/.test(cells[clock]) ? inDigits(cells[clock]) : clockOf(cells[clock])}`;
    if (hour < 0) return day;
    const seconds = second < 0 ? "" : `:${cells[second].padStart(2, "0")}`;
    return `${day} ${cells[hour].padStart(2, "0")}:${minute < 0 ? "00" : cells[minute].padStart(2, "0")}${seconds}`;
  };
}

function withoutMidnight(cell: string): string {
  return cell.replace(/[T\s]0{1,2}:00(?::00(?:\.0+)?)?$/, "");
}

function inDigits(cell: string): string {
  const digits = cell.padStart(4, "0");
  return `${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function writeDay(cells: readonly string[], year: string, at: (role: Role) => number): string {
  if (at("quarter") >= 0) return `${year}-Q${Number(cells[at("quarter")].replace(/\D/g, ""))}`;
  if (at("week") >= 0) return `${year}-W${cells[at("week")].padStart(2, "0")}`;
  if (at("dayofyear") >= 0) {
    const { month, day } = civilFromDays(daysFromCivil(Number(year), 1, 1) + Number(cells[at("dayofyear")]) - 1);
    return `${year}-${pad(month, 2)}-${pad(day, 2)}`;
  }
  const month = cells[at("month")].replace(/^M(?=\d)/, "");
  const number = /^\d+$/.test(month) ? month : String(monthOf(month));
  const day = at("day") < 0 ? "" : `-${cells[at("day")].padStart(2, "0")}`;
  return `${year}-${number.padStart(2, "0")}${day}`;
}
