// Columns of numbers that are times: Unix seconds and their parts, day numbers of a spreadsheet, 198501 and 1985.01.

import { isMissing } from "../cells/missing-word.ts";
import { DAY, daysFromCivil, floorMod } from "./calendar.ts";
import { nameWords } from "./column-name.ts";
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
const plain = /^\d+(?:\.\d+)?$/;

/**
 * The times that the numbers of a column are; undefined where they are none, or are years or digits of dates, which are read as texts.
 * Day numbers are taken only where the name speaks of dates, or the column was `asked` for.
 */
export function readNumberTimes(cells: readonly string[], column: string, asked: boolean): TimeColumn | undefined {
  if (cells.length === 0 || !cells.every((cell) => plain.test(cell) || isMissing(cell))) return undefined;
  const filled = cells.filter((cell) => !isMissing(cell));
  if (filled.length < cells.length || filled.length === 0) return undefined;
  const words = nameWords(column);
  const name = JSON.stringify(column);
  return (
    readUnix(filled, name) ??
    readMonths(filled, name, words.has("week")) ??
    (asked || speaksOfYears(words) ? decimalYears(filled, name) : undefined) ??
    (asked || ["date", "datetime", "day", "month", "serial"].some((word) => words.has(word))
      ? readDayNumbers(filled, name)
      : undefined)
  );
}

/** Whether a name speaks of what a decimal year is. */
export function speaksOfYears(words: ReadonlySet<string>): boolean {
  return ["year", "date", "datetime", "time", "decimal"].some((word) => words.has(word));
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
  if (!numbers.every((number) => number >= 20_000 && number <= 80_000)) return undefined;
  // To the second: a fraction of a day has no more in a cell of a spreadsheet.
  const values = Float64Array.from(numbers, (number) => Math.round((number - SPREADSHEET_EPOCH) * 86_400) * 1000);
  const days = values.every((value) => floorMod(value, DAY) === 0);
  const notes = [`column ${name} holds day numbers of a spreadsheet, days since 1899-12-30: read as dates`];
  return { kind: days ? "date" : "datetime", values, zoned: false, notes };
}
