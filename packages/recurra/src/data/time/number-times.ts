// Columns of numbers that are times: Unix seconds and their parts, day numbers of a spreadsheet, 198501 and 1985.01.

import { isMissing } from "../cells/missing-word.ts";
import { nameWords } from "../columns/column-name.ts";
import { DAY, daysFromCivil, daysInMonth, floorMod } from "./calendar.ts";
import type { TimeColumn } from "./column-zone.ts";
import { readDecimalYears } from "./decimal-years.ts";
import { dissectTime, resolveTime } from "./time-cell.ts";

/** Units of Unix time: how many make a millisecond. Between 1973 and 2103 no number is plausible in two of them. */
const units = [
  { name: "seconds", perMillisecond: 0.001 },
  { name: "milliseconds", perMillisecond: 1 },
  { name: "microseconds", perMillisecond: 1000 },
  { name: "nanoseconds", perMillisecond: 1e6 },
] as const;
const EARLIEST = 1e11;
const LATEST = 4.2e12;

/** Days from 1899-12-30, from which spreadsheets count, to 1970. */
const SPREADSHEET_EPOCH = 25_569;
/** Days from noon of -4712-01-01, from which astronomers count, to 1970. */
const JULIAN_EPOCH = 2_440_587.5;
const plain = /^\d+(?:\.\d+)?$/;
const ordinal = /^([12]\d{3})-?(\d{3})$/;

/**
 * The times that the numbers of a column are; undefined where they are none, or are years or digits of dates, which are read as texts.
 * Day numbers are taken only where the name speaks of dates, or the column was `asked` for.
 */
export function readNumberTimes(given: readonly string[], column: string, asked: boolean): TimeColumn | undefined {
  const cells = given.length > 0 && /e/i.test(given[0]) ? given.map(withoutExponent) : given;
  if (cells.length > 0 && (asked || speaksOfDays(nameWords(column))) && cells.every((cell) => ordinal.test(cell))) {
    const days = readOrdinalDays(cells, JSON.stringify(column));
    if (days !== undefined) return days;
  }
  if (cells.length === 0 || !cells.every((cell) => plain.test(cell) || isMissing(cell))) return undefined;
  const filled = cells.filter((cell) => !isMissing(cell));
  if (filled.length < cells.length || filled.length === 0) return undefined;
  const words = nameWords(column);
  const name = JSON.stringify(column);
  const weeks = words.has("week") ? readWeeks(filled, name) : undefined;
  if (weeks !== undefined) return weeks;
  return (
    readUnix(filled, name) ??
    readMonths(filled, name, words.has("week")) ??
    (asked || words.has("year") ? readWholeYears(filled, name) : undefined) ??
    (asked || speaksOfYears(words) ? decimalYears(filled, name) : undefined) ??
    (asked || speaksOfDays(words) ? (readDayNumbers(filled, name) ?? readSixDigits(filled, name)) : undefined)
  );
}

/** 1.5267744e+09 in plain digits. */
function withoutExponent(cell: string): string {
  return /^\d(?:\.\d+)?[eE]\+?\d{1,2}$/.test(cell) ? String(Number(cell)) : cell;
}

function speaksOfDays(words: ReadonlySet<string>): boolean {
  return ["date", "datetime", "day", "month", "serial", "dayofyear"].some((word) => words.has(word));
}

/** 2018140 and 2018-140: the days of years. */
function readOrdinalDays(cells: readonly string[], name: string): TimeColumn | undefined {
  const days: number[] = [];
  for (const cell of cells) {
    const [, year, day] = ordinal.exec(cell) ?? [];
    const first = daysFromCivil(Number(year), 1, 1);
    if (Number(day) < 1 || Number(day) > daysFromCivil(Number(year) + 1, 1, 1) - first) return undefined;
    days.push(first + Number(day) - 1);
  }
  return ofDays(days, `column ${name} holds years and days of the year: read as dates`);
}

/** 180520, where the rows rise or fall by it: other numbers of six digits are none. */
function readSixDigits(cells: readonly string[], name: string): TimeColumn | undefined {
  const days: number[] = [];
  for (const cell of cells) {
    if (!/^\d{6}$/.test(cell)) return undefined;
    const [year, month, day] = [0, 2, 4].map((at) => Number(cell.slice(at, at + 2)));
    const whole = year + (year < 40 ? 2000 : 1900);
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(whole, month)) return undefined;
    days.push(daysFromCivil(whole, month, day));
  }
  const rises = days.length > 1 && days[1] > days[0];
  if (days.length < 2 || days.some((day, i) => i > 0 && (rises ? day <= days[i - 1] : day >= days[i - 1])))
    return undefined;
  return ofDays(days, `column ${name} holds six digits: read as year, month and day`);
}

function ofDays(days: readonly number[], note: string): TimeColumn {
  return { kind: "date", values: Float64Array.from(days, (day) => day * DAY), zoned: false, notes: [note] };
}

/** Whether a name speaks of what a decimal year is. */
export function speaksOfYears(words: ReadonlySet<string>): boolean {
  return ["year", "date", "datetime", "time", "decimal"].some((word) => words.has(word));
}

/** 1950.0 in any order: years that went through a program which takes them for numbers. */
function readWholeYears(cells: readonly string[], name: string): TimeColumn | undefined {
  if (!cells.every((cell) => /^(?:1[5-9]|20|21)\d\d\.0+$/.test(cell))) return undefined;
  const values = Float64Array.from(cells, (cell) => daysFromCivil(Number(cell), 1, 1) * DAY);
  return { kind: "year", values, zoned: false, notes: [`column ${name} holds years with fractions: read as years`] };
}

function decimalYears(cells: readonly string[], name: string): TimeColumn | undefined {
  const found = readDecimalYears(cells, name);
  return found === "none" ? undefined : found;
}

function readUnix(cells: readonly string[], name: string): TimeColumn | undefined {
  const numbers = cells.map(Number);
  const unit = units.find(({ perMillisecond }) =>
    numbers.every((number) => number / perMillisecond >= EARLIEST && number / perMillisecond <= LATEST),
  );
  if (unit === undefined || cells.every(isDigitsOfTime)) return undefined;
  const { perMillisecond } = unit;
  const values = Float64Array.from(numbers, (number, i) =>
    perMillisecond === 1e6 && !cells[i].includes(".")
      ? Number(cells[i].slice(0, -6))
      : perMillisecond < 1
        ? Math.round(number * 1000)
        : Math.floor(number / perMillisecond),
  );
  const days = values.every((value) => floorMod(value, DAY) === 0);
  return {
    kind: days ? "date" : "datetime",
    values,
    zoned: !days,
    notes: [`column ${name} holds Unix ${unit.name}: read as UTC`],
  };
}

/** 2021010403 is a moment as digits rather than a second of 2034. */
function isDigitsOfTime(cell: string): boolean {
  const part = /^(?:\d{8}|\d{10}|\d{12}|\d{14})$/.test(cell) ? dissectTime(cell) : undefined;
  return part !== undefined && part.year >= 1900 && part.year < 2100 && typeof resolveTime(part, "ymd") === "number";
}

/** 201905 in a column of weeks: the Monday of ISO week 5. */
function readWeeks(cells: readonly string[], name: string) {
  const values = new Float64Array(cells.length);
  for (const [i, cell] of cells.entries()) {
    const part = /^\d{6}$/.test(cell) ? dissectTime(`${cell.slice(0, 4)}-W${cell.slice(4)}`) : undefined;
    const value = part === undefined ? "none" : resolveTime(part, "ymd");
    if (typeof value === "string") return undefined;
    values[i] = value;
  }
  const notes = [`column ${name} holds years and ISO weeks in six digits: read as their Mondays`];
  return { kind: "date" as const, values, zoned: false, notes };
}

/** 198501, 1985.01 and 01.1985; where trailing zeros were lost, 1985.1 is October. */
function readMonths(cells: readonly string[], name: string, weeks: boolean): TimeColumn | undefined {
  const digits = cells.every((cell) => /^\d{6}$/.test(cell));
  const yearFirst = cells.every((cell) => /^\d{4}\.\d{1,2}$/.test(cell));
  const yearLast = cells.every((cell) => /^\d{2}\.\d{4}$/.test(cell));
  if (!(digits || yearFirst || yearLast) || (weeks && !yearFirst && !yearLast)) return undefined;
  // The middles of years.
  if (yearFirst && cells.every((cell) => cell.slice(4) === ".5")) return undefined;
  const lostZeros = yearFirst && cells.some((cell) => cell[5] === "0");
  const values = new Float64Array(cells.length);
  for (const [i, cell] of cells.entries()) {
    const [year, month] = digits
      ? [cell.slice(0, 4), cell.slice(4)]
      : yearFirst
        ? [cell.slice(0, 4), lostZeros ? cell.slice(5).padEnd(2, "0") : cell.slice(5)]
        : [cell.slice(3), cell.slice(0, 2)];
    if (Number(year) < 1600 || Number(year) > 2200 || Number(month) < 1 || Number(month) > 12) return undefined;
    values[i] = daysFromCivil(Number(year), Number(month), 1) * DAY;
  }
  const how = digits ? "year and month in six digits" : "years and months with a point between them";
  return { kind: "month", values, zoned: false, notes: [`column ${name} holds ${how}: read as months`] };
}

function readDayNumbers(cells: readonly string[], name: string): TimeColumn | undefined {
  const numbers = cells.map(Number);
  const julian = numbers.every((number) => number >= 2_305_000 && number <= 2_525_000);
  if (!julian && !numbers.every((number) => number >= 20_000 && number <= 80_000)) return undefined;
  const epoch = julian ? JULIAN_EPOCH : SPREADSHEET_EPOCH;
  // To the second: a fraction of a day has no more in a cell of a spreadsheet.
  const values = Float64Array.from(numbers, (number) => Math.round((number - epoch) * 86_400) * 1000);
  const days = values.every((value) => floorMod(value, DAY) === 0);
  const what = julian ? "Julian day numbers" : "day numbers of a spreadsheet, days since 1899-12-30";
  return {
    kind: days ? "date" : "datetime",
    values,
    zoned: false,
    notes: [`column ${name} holds ${what}: read as dates`],
  };
}
