// One cell that holds a date or a time, taken apart without deciding yet which part is the day and which the month.

import { type OptionRule, word } from "../../core/option-rules.ts";
import { DAY, daysFromCivil, daysInMonth, HOUR, MINUTE, monthNames } from "./calendar.ts";

/**
 * How a date is written: year first, year last (day and month in an order still to be found), year and month, with the
 * month's name, a bare year, eight digits, or with a year of two digits (which is refused).
 */
type DateShape = "year-first" | "year-last" | "month" | "named" | "named-month" | "year" | "digits" | "two-digit-year";

export type DateOrder = "ymd" | "dmy" | "mdy";
export const DATE_ORDER: OptionRule<DateOrder> = /* @__PURE__ */ word<DateOrder>("ymd", "dmy", "mdy");

export interface TimeCell {
  readonly shape: DateShape;
  readonly year: number;
  /** The part that stands first of the two that are not the year; the month for every shape but "year-last". */
  readonly first: number;
  /** The other part; the day for every shape but "year-last". */
  readonly second: number;
  /** Milliseconds since midnight, or undefined when the cell has no clock time. NaN when the clock time is impossible. */
  readonly clock: number | undefined;
  /** Minutes east of UTC, or undefined when the cell names no zone. */
  readonly zone: number | undefined;
}

const clockPattern =
  /(?:T|\s)\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;
const numericPattern = /^(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?$/;
const dayNamePattern = /^(\d{1,2})(?:\s+|-)([A-Za-z]{3,9})\.?(?:,?\s+|-)(\d{4}|\d{2})$/;
const nameDayPattern = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:,\s*|\s+)(\d{4})$/;
const monthNamePattern = /^([A-Za-z]{3,9})\.?(?:,?\s+|-)(\d{4})$/;

const monthByName = new Map(
  monthNames.flatMap((name, i) => {
    const lower = name.toLowerCase();
    const entries: [string, number][] = [
      [lower, i + 1],
      [lower.slice(0, 3), i + 1],
    ];
    if (lower === "september") entries.push(["sept", 9]);
    return entries;
  }),
);

/** The parts of a date or time, or undefined when the cell is not written like one. Longer cells than any date are not. */
export function dissectTime(cell: string): TimeCell | undefined {
  if (cell.length < 4 || cell.length > 48) return undefined;
  const text = cell.trim();
  const match = text.includes(":") ? clockPattern.exec(text) : null;
  const date = dissectDate(match === null ? text : text.slice(0, match.index).trim());
  if (date === undefined) return undefined;
  if (match === null) return { ...date, clock: undefined, zone: undefined };
  return { ...date, clock: readClock(match), zone: readZone(match[6]) };
}

/** True for a cell that is surely a date: a bare number such as 2020 or 20130513 may be one, and is not counted. */
export function isTimeCell(cell: string): boolean {
  const parts = dissectTime(cell);
  return parts !== undefined && parts.shape !== "year" && parts.shape !== "digits";
}

type DateParts = Omit<TimeCell, "clock" | "zone">;

function dissectDate(text: string): DateParts | undefined {
  return /^\d/.test(text) ? (dissectNumeric(text) ?? dissectNamed(text)) : dissectNamed(text);
}

function dissectNumeric(text: string): DateParts | undefined {
  if (/^\d{4}$/.test(text)) return { shape: "year", year: Number(text), first: 1, second: 1 };
  if (/^\d{8}$/.test(text)) {
    const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number);
    return { shape: "digits", year, first: month, second: day };
  }
  const match = numericPattern.exec(text);
  if (match === null) return undefined;
  const [, a, separator, b, c] = match;
  if (c === undefined) {
    // 1949-01 and 01/1949; with a point it is a number.
    if (separator === ".") return undefined;
    if (a.length === 4) return { shape: "month", year: Number(a), first: Number(b), second: 1 };
    return undefined;
  }
  if (a.length === 4 && c.length <= 2)
    return { shape: "year-first", year: Number(a), first: Number(b), second: Number(c) };
  if (a.length > 2) return undefined;
  if (c.length === 4) return { shape: "year-last", year: Number(c), first: Number(a), second: Number(b) };
  return c.length <= 2 ? { shape: "two-digit-year", year: Number(c), first: Number(a), second: Number(b) } : undefined;
}

function dissectNamed(text: string): DateParts | undefined {
  let match = dayNamePattern.exec(text);
  if (match !== null) {
    const shape = match[3].length === 2 ? "two-digit-year" : "named";
    return readMonthName(shape, match[2], match[3], match[1]);
  }
  match = nameDayPattern.exec(text);
  if (match !== null) return readMonthName("named", match[1], match[3], match[2]);
  match = monthNamePattern.exec(text);
  return match === null ? undefined : readMonthName("named-month", match[1], match[2], "1");
}

function readMonthName(shape: DateShape, monthName: string, year: string, day: string): DateParts | undefined {
  const month = monthByName.get(monthName.toLowerCase());
  return month === undefined ? undefined : { shape, year: Number(year), first: month, second: Number(day) };
}

function readClock(match: RegExpExecArray): number {
  let hour = Number(match[1]);
  const minute = Number(match[2]);
  const second = Number(match[3] ?? 0);
  // Times are kept in whole milliseconds: further digits are cut off.
  const millisecond = Number((match[4] ?? "0").padEnd(3, "0").slice(0, 3));
  const half = match[5]?.toLowerCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return hour * HOUR + minute * MINUTE + second * 1000 + millisecond;
}

function readZone(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[+-]/.test(text)) return 0;
  const digits = text.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return text.startsWith("-") ? -minutes : minutes;
}

/** UTC milliseconds of a cell, with the day and month named, or the sentence that says why there is no such time. */
export function resolveTime(cell: TimeCell, order: DateOrder): number | string {
  const swapped = cell.shape === "year-last" && order === "dmy";
  const month = swapped ? cell.second : cell.first;
  const day = swapped ? cell.first : cell.second;
  if (month < 1 || month > 12) return `there is no month ${month}`;
  const length = daysInMonth(cell.year, month);
  if (day < 1 || day > length) return `${monthNames[month - 1]} ${cell.year} has ${length} days`;
  if (Number.isNaN(cell.clock)) return "there is no such time of day";
  if (cell.zone !== undefined && Math.abs(cell.zone) > 14 * 60) return "no zone lies more than 14 hours from UTC";
  return daysFromCivil(cell.year, month, day) * DAY + (cell.clock ?? 0) - (cell.zone ?? 0) * MINUTE;
}
