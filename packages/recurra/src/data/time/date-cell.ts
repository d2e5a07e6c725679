// A date as cells hold it, taken apart without deciding yet which part is the day and which the month.

import { isWeekday, monthNamed } from "./month-names.ts";

/**
 * How a date is written: year first, year last (day and month in an order still to be found), year and month, with the
 * month's name, a bare year, eight digits, a quarter, an ISO week, or three numbers of up to two digits ("short").
 */
type DateShape =
  | "year-first"
  | "year-last"
  | "month"
  | "named"
  | "named-month"
  | "year"
  | "digits"
  | "quarter"
  | "week"
  | "short";

export interface DateParts {
  readonly shape: DateShape;
  /** The third number for shape "short". */
  readonly year: number;
  /** The part that stands first of the two that are not the year; the month, or the week, for every shape but "year-last" and "short". */
  readonly first: number;
  /** The other part; the day for every shape but "year-last" and "short", of a week from Monday as 1. */
  readonly second: number;
  /** Whether the year has two digits. */
  readonly short: boolean;
  /** The sign between the numbers, where it may tell one order from another. */
  readonly separator?: string | undefined;
}

const numericPattern = /^(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?$/;
const monthYearPattern = /^(\d{1,2})[-/](\d{4})$/;
const monthCodePattern = /^(\d{4})[-\s]?[Mm](\d{1,2})$/;
const quarterPatterns = [
  /^(\d{4})[-:/\s]?[Qq]([1-4])$/,
  /^[Qq]([1-4])[-:/\s]?(\d{4}|\d{2})$/,
  /^([1-4])[Qq](\d{4}|\d{2})$/,
];
const weekPatterns = [/^(\d{4})[-\s]?[Ww](\d{1,2})(?:-?([1-7]))?$/, /^[Ww](\d{1,2})[-/\s](\d{4})$/];
const name = String.raw`([\p{L}\p{M}]{3,14})\.?`;
const dayNamePattern = new RegExp(String.raw`^(\d{1,2})(?:\.?\s+|[-/.])?${name}(?:,?\s+|[-/.])?(\d{4}|\d{2})$`, "u");
const nameDayPattern = new RegExp(String.raw`^${name}(?:\s+|[-/])(\d{1,2})(?:,\s*|\s+|[-/])(\d{4})$`, "u");
const yearNameDayPattern = new RegExp(String.raw`^(\d{4})[-/.\s]*${name}[-/.\s]*(\d{1,2})$`, "u");
const monthNamePattern = new RegExp(String.raw`^${name}(?:,?\s+|[-/])?('?\d{4}|(?<=[-/\s])'?\d{2}|'\d{2})$`, "u");
const yearMonthNamePattern = new RegExp(String.raw`^(\d{4})[-/:\s]*${name}$`, "u");
const weekdayBefore = /^([\p{L}\p{M}]{2,14})(?:-feira)?\.?,?\s+(?=\S)/u;
const weekdayBehind = /,?\s+\(?([\p{L}\p{M}]{2,14})\.?\)?$/u;
/** "31st", "1er", "1º" and the words between day, month and year: "31 de mayo de 2018", "31 мая 2018 г.". */
const ordinal = /^(\d{1,2})(?:st|nd|rd|th|er|ère|[ºª°])(?=[\s-]|$)/iu;
const ordinalBehind = /\s(\d{1,2})(?:st|nd|rd|th)(?=,?\s)/i;
const between = /\s+(?:de|del|di|do|of)\s+/giu;
const yearWord = /(?<=\d)\s*(?:г|r)\.?$/u;

/** The parts of a date without a time of day, or undefined. */
export function dissectDate(text: string): DateParts | undefined {
  if (!/\d/.test(text)) return undefined;
  const written = /^\d/.test(text) ? (dissectNumeric(text) ?? dissectNamed(text)) : dissectNamed(text);
  if (written !== undefined) return written;
  // "mar. 5 juin" begins with a weekday, "Mar 5" with a month.
  const before = weekdayBefore.exec(text);
  if (before !== null) return isWeekday(before[1]) ? dissectDate(text.slice(before[0].length)) : undefined;
  const behind = /^\d/.test(text) ? weekdayBehind.exec(text) : null;
  return behind !== null && isWeekday(behind[1]) ? dissectDate(text.slice(0, behind.index)) : undefined;
}

function dissectNumeric(text: string): DateParts | undefined {
  if (/^\d{4}$/.test(text)) return dateParts("year", text);
  if (/^\d{8}$/.test(text)) return dateParts("digits", text.slice(0, 4), text.slice(4, 6), text.slice(6));
  const match = numericPattern.exec(text);
  if (match === null) {
    const month = monthYearPattern.exec(text);
    if (month !== null) return dateParts("month", month[2], month[1]);
    const code = monthCodePattern.exec(text);
    return code === null ? dissectPeriod(text) : dateParts("month", code[1], code[2]);
  }
  const [, a, separator, b, c] = match;
  if (c === undefined) {
    // 1949-01; with a point it is a number.
    return separator !== "." && a.length === 4 ? dateParts("month", a, b) : undefined;
  }
  if (a.length === 4) return c.length <= 2 ? dateParts("year-first", a, b, c) : undefined;
  if (a.length > 2) return undefined;
  if (c.length === 4) return { ...dateParts("year-last", c, a, b), separator };
  return c.length <= 2 ? { ...dateParts("short", c, a, b), short: true, separator } : undefined;
}

function dissectPeriod(text: string): DateParts | undefined {
  const [yearFirst, ...yearLast] = quarterPatterns;
  const quarter = yearFirst.exec(text);
  if (quarter !== null) return quarterParts(quarter[1], quarter[2]);
  for (const pattern of yearLast) {
    const match = pattern.exec(text);
    if (match !== null) return quarterParts(match[2], match[1]);
  }
  const week = weekPatterns[0].exec(text);
  if (week !== null) return dateParts("week", week[1], week[2], week[3]);
  const other = weekPatterns[1].exec(text);
  return other === null ? undefined : dateParts("week", other[2], other[1]);
}

function quarterParts(year: string, quarter: string): DateParts {
  return dateParts("quarter", year, String(3 * Number(quarter) - 2));
}

function dissectNamed(written: string): DateParts | undefined {
  const text = /\p{L}/u.test(written) ? plainWords(written) : written;
  let match = dayNamePattern.exec(text);
  if (match !== null) return named("named", match[2], match[3], match[1]);
  match = nameDayPattern.exec(text);
  if (match !== null) return named("named", match[1], match[3], match[2]);
  match = yearNameDayPattern.exec(text);
  if (match !== null) return named("named", match[2], match[1], match[3]);
  match = monthNamePattern.exec(text);
  if (match !== null) return named("named-month", match[1], match[2].replace("'", ""));
  match = yearMonthNamePattern.exec(text);
  if (match !== null) return named("named-month", match[2], match[1]);
  return dissectPeriod(text);
}

function plainWords(text: string): string {
  return text.replace(ordinal, "$1").replace(ordinalBehind, " $1").replace(between, " ").replace(yearWord, "");
}

function named(shape: DateShape, monthName: string, year: string, day?: string): DateParts | undefined {
  const month = monthNamed(monthName);
  return month === undefined ? undefined : dateParts(shape, year, String(month), day);
}

function dateParts(shape: DateShape, year: string, first = "1", second = "1"): DateParts {
  return { shape, year: Number(year), first: Number(first), second: Number(second), short: year.length === 2 };
}
