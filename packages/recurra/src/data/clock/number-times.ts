// Columns of numbers that are times: Unix seconds and their parts, day numbers of a spreadsheet, 198501 and 1985.01.

import { CellColumn } from "../columns/cell-column.ts";
import { nameWords } from "../columns/column-name.ts";
import { OTHER } from "../columns/templates.ts";
import { DAY, daysFromCivil, daysInMonth, floorMod } from "../time/calendar.ts";
import { dissectTime, resolveTime } from "../time/time-cell.ts";
import type { TimeColumn } from "./column-zone.ts";
import { readDecimalYears } from "./decimal-years.ts";
import { everyForm, NumberCells } from "./number-cells.ts";
import { TimeCells } from "./time-cells.ts";

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

/**
 * The times that the numbers of a column are; undefined where they are none, or are years or digits of dates, which are read as texts.
 * Day numbers are taken only where the name speaks of dates, or the column was `asked` for.
 */
export function readNumberTimes(given: CellColumn, column: string, asked: boolean): TimeColumn | undefined {
  if (given.length === 0) return undefined;
  const cells = /e/i.test(given.at(0)) ? CellColumn.of(withoutExponents(given)) : given;
  const words = nameWords(column);
  const name = JSON.stringify(column);
  if ((asked || speaksOfDays(words)) && everyForm(cells, /^\d{4}-?\d{3}$/)) {
    const days = readOrdinalDays(cells, name);
    if (days !== undefined) return days;
  }
  if (!everyForm(cells, plain)) return undefined;
  const weeks = words.has("week") ? readWeeks(cells, name) : undefined;
  if (weeks !== undefined) return weeks;
  return (
    readUnix(cells, name) ??
    readMonths(cells, name, words.has("week")) ??
    (asked || words.has("year") ? readWholeYears(cells, name) : undefined) ??
    (asked || speaksOfYears(words) ? decimalYears(cells, name) : undefined) ??
    (asked || speaksOfDays(words) ? (readDayNumbers(cells, name) ?? readSixDigits(cells, name)) : undefined)
  );
}

/** 1.5267744e+09 in plain digits. */
function* withoutExponents(cells: CellColumn): Generator<string> {
  for (const cell of cells) yield /^\d(?:\.\d+)?[eE]\+?\d{1,2}$/.test(cell) ? String(Number(cell)) : cell;
}

function speaksOfDays(words: ReadonlySet<string>): boolean {
  return ["date", "datetime", "day", "month", "serial", "dayofyear"].some((word) => words.has(word));
}

/** 2018140 and 2018-140: the days of years. */
function readOrdinalDays(cells: CellColumn, name: string): TimeColumn | undefined {
  const values = new Float64Array(cells.length);
  for (let row = 0; row < values.length; row++) {
    const digits = cells.digitsAt(row);
    const [year, day] = [Math.floor(digits / 1000), digits % 1000];
    if (year < 1000 || year > 2999) return undefined;
    const first = daysFromCivil(year, 1, 1);
    if (day < 1 || day > daysFromCivil(year + 1, 1, 1) - first) return undefined;
    values[row] = (first + day - 1) * DAY;
  }
  return ofDays(values, `column ${name} holds years and days of the year: read as dates`);
}

/** 180520, where the rows rise or fall by it: other numbers of six digits are none. */
function readSixDigits(cells: CellColumn, name: string): TimeColumn | undefined {
  if (cells.length < 2 || !everyForm(cells, /^\d{6}$/)) return undefined;
  const values = new Float64Array(cells.length);
  for (let row = 0; row < values.length; row++) {
    const digits = cells.digitsAt(row);
    const [year, month, day] = [Math.floor(digits / 1e4), Math.floor(digits / 100) % 100, digits % 100];
    const whole = year + (year < 40 ? 2000 : 1900);
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(whole, month)) return undefined;
    values[row] = daysFromCivil(whole, month, day) * DAY;
  }
  const rises = values[1] > values[0];
  for (let row = 1; row < values.length; row++)
    if (rises ? values[row] <= values[row - 1] : values[row] >= values[row - 1]) return undefined;
  return ofDays(values, `column ${name} holds six digits: read as year, month and day`);
}

function ofDays(values: Float64Array, note: string): TimeColumn {
  return { kind: "date", values, zoned: false, notes: [note] };
}

/** Whether a name speaks of what a decimal year is. */
export function speaksOfYears(words: ReadonlySet<string>): boolean {
  return ["year", "date", "datetime", "time", "decimal"].some((word) => words.has(word));
}

/** 1950.0 in any order: years that went through a program which takes them for numbers. */
function readWholeYears(cells: CellColumn, name: string): TimeColumn | undefined {
  if (!everyForm(cells, /^\d{4}\.\d+$/)) return undefined;
  const numbers = new NumberCells(cells);
  const values = new Float64Array(cells.length);
  for (let row = 0; row < values.length; row++) {
    const year = numbers.at(row);
    // Of very long fractions the double may have lost the end.
    const whole = Number.isInteger(year) && (cells.kind(cells.codeAt(row)) !== OTHER || /\.0+$/.test(cells.at(row)));
    if (!whole || year < 1500 || year > 2199) return undefined;
    values[row] = daysFromCivil(year, 1, 1) * DAY;
  }
  return { kind: "year", values, zoned: false, notes: [`column ${name} holds years with fractions: read as years`] };
}

function decimalYears(cells: CellColumn, name: string): TimeColumn | undefined {
  const found = readDecimalYears(cells, name);
  return found === "none" ? undefined : found;
}

function readUnix(cells: CellColumn, name: string): TimeColumn | undefined {
  const numbers = new NumberCells(cells);
  const [least, most] = numbers.range();
  const unit = units.find(
    ({ perMillisecond }) => least / perMillisecond >= EARLIEST && most / perMillisecond <= LATEST,
  );
  if (unit === undefined || areDigitsOfTimes(cells)) return undefined;
  const { perMillisecond } = unit;
  const values = new Float64Array(cells.length);
  let days = true;
  for (let row = 0; row < values.length; row++) {
    const value =
      perMillisecond === 1e6
        ? numbers.millionsAt(row)
        : perMillisecond < 1
          ? Math.round(numbers.at(row) * 1000)
          : Math.floor(numbers.at(row) / perMillisecond);
    values[row] = value;
    if (days && floorMod(value, DAY) !== 0) days = false;
  }
  return {
    kind: days ? "date" : "datetime",
    values,
    zoned: !days,
    notes: [`column ${name} holds Unix ${unit.name}: read as UTC`],
  };
}

/** 2021010403 is a moment as digits rather than a second of 2034. */
function areDigitsOfTimes(column: CellColumn): boolean {
  if (!everyForm(column, /^(?:\d{8}|\d{10}|\d{12}|\d{14})$/)) return false;
  const cells = new TimeCells(column);
  for (let row = 0; row < cells.length; row++) {
    const part = cells.read(row);
    const time =
      part !== undefined && part.year >= 1900 && part.year < 2100 && typeof resolveTime(part, "ymd") === "number";
    if (!time) return false;
  }
  return true;
}

/** 201905 in a column of weeks, or 5.2019: the Monday of ISO week 5. */
function readWeeks(cells: CellColumn, name: string): TimeColumn | undefined {
  const digits = everyForm(cells, /^\d{6}$/);
  if (!digits && !everyForm(cells, /^\d{1,2}\.\d{4}$/)) return undefined;
  const values = new Float64Array(cells.length);
  for (let row = 0; row < values.length; row++) {
    const cell = cells.at(row);
    const [year, week] = digits ? [cell.slice(0, 4), cell.slice(4)] : cell.split(".").reverse();
    const part = dissectTime(`${year}-W${week.padStart(2, "0")}`);
    const value = part === undefined ? "none" : resolveTime(part, "ymd");
    if (typeof value === "string") return undefined;
    values[row] = value;
  }
  const how = digits ? "years and ISO weeks in six digits" : "ISO weeks and years with a point between them";
  return ofDays(values, `column ${name} holds ${how}: read as their Mondays`);
}

/** 198501, 1985.01 and 01.1985; where trailing zeros were lost, 1985.1 is October. */
function readMonths(cells: CellColumn, name: string, weeks: boolean): TimeColumn | undefined {
  const digits = everyForm(cells, /^\d{6}$/);
  const yearFirst = everyForm(cells, /^\d{4}\.\d{1,2}$/);
  const yearLast = everyForm(cells, /^\d{2}\.\d{4}$/);
  if (!(digits || yearFirst || yearLast) || (weeks && !yearFirst && !yearLast)) return undefined;
  const isShort = (row: number) => yearFirst && cells.decimals(cells.codeAt(row)) === 1;
  let [middles, lostZeros] = [yearFirst, false];
  for (let row = 0; row < cells.length && yearFirst; row++) {
    const fraction = cells.digitsAt(row) % (isShort(row) ? 10 : 100);
    // The middles of years.
    middles &&= isShort(row) && fraction === 5;
    lostZeros ||= fraction < (isShort(row) ? 1 : 10);
  }
  if (middles) return undefined;
  const values = new Float64Array(cells.length);
  for (let row = 0; row < values.length; row++) {
    const all = cells.digitsAt(row);
    const base = isShort(row) ? 10 : yearLast ? 1e4 : 100;
    const [left, right] = [Math.floor(all / base), all % base];
    const [year, month] = yearLast ? [right, left] : [left, isShort(row) && lostZeros ? 10 * right : right];
    if (year < 1600 || year > 2200 || month < 1 || month > 12) return undefined;
    values[row] = daysFromCivil(year, month, 1) * DAY;
  }
  const how = digits ? "year and month in six digits" : "years and months with a point between them";
  return { kind: "month", values, zoned: false, notes: [`column ${name} holds ${how}: read as months`] };
}

function readDayNumbers(cells: CellColumn, name: string): TimeColumn | undefined {
  const numbers = new NumberCells(cells);
  const [least, most] = numbers.range();
  const julian = least >= 2_305_000 && most <= 2_525_000;
  if (!julian && !(least >= 20_000 && most <= 80_000)) return undefined;
  const epoch = julian ? JULIAN_EPOCH : SPREADSHEET_EPOCH;
  const values = new Float64Array(cells.length);
  let days = true;
  for (let row = 0; row < values.length; row++) {
    // To the second: a fraction of a day has no more in a cell of a spreadsheet.
    values[row] = Math.round((numbers.at(row) - epoch) * 86_400) * 1000;
    if (days && floorMod(values[row], DAY) !== 0) days = false;
  }
  const what = julian ? "Julian day numbers" : "day numbers of a spreadsheet, days since 1899-12-30";
  return {
    kind: days ? "date" : "datetime",
    values,
    zoned: false,
    notes: [`column ${name} holds ${what}: read as dates`],
  };
}
