// The clock of a table without names: year, month, day and hour in the first columns, as weather stations and observatories write them.

import type { Table } from "../csv/table.ts";
import { daysFromCivil } from "../time/calendar.ts";

type Part = "year" | "dayofyear" | "month" | "day" | "hour" | "minute" | "second";

/** From the first column on. Where there are fewer parts, more of them would be other numbers. */
const ways: readonly (readonly Part[])[] = [
  ["year", "dayofyear", "month", "day", "hour", "minute"],
  ["year", "dayofyear", "month", "day", "hour"],
  ["year", "month"],
  ["year", "month", "day"],
  ["year", "month", "day", "hour"],
  ["year", "month", "day", "hour", "minute"],
  ["year", "month", "day", "hour", "minute", "second"],
];
/** What a column reaches somewhere, which else may count something coarser: quarters, hours. */
const reached: Readonly<Record<Part, number>> = {
  ...{ year: 0, dayofyear: 0, month: 12, day: 13, hour: 12, minute: 24, second: 24 },
};

/** What the first columns of a table without names are together, where they rise from row to row, and the years alone do not. */
export function namelessRoles(
  { header, columns, length }: Table,
  ranges: Readonly<Partial<Record<Part, readonly [number, number]>>>,
): Map<Part, number> {
  const none = new Map<Part, number>();
  if (length < 3 || header.some((name, i) => name !== `column ${i + 1}`)) return none;
  const numbers: Float64Array[] = [];
  const numbersOf = (index: number) => {
    numbers[index] ??= Float64Array.from(columns[index], (cell) =>
      /^\d{1,4}$/.test(cell) ? Number(cell) : Number.NaN,
    );
    return numbers[index];
  };
  const isPart = (part: Part, index: number) => {
    const [low, high] = ranges[part] ?? [0, 0];
    return numbersOf(index).every((number) => number >= low && number <= high);
  };
  if (!isPart("year", 0) || isRising([numbersOf(0)])) return none;
  const way = ways.find((parts) => {
    if (parts.length > header.length || !parts.every(isPart)) return false;
    const values = parts.map((_, index) => numbersOf(index));
    if (!isRising(values)) return false;
    if (parts.includes("dayofyear")) return areDaysOfYear(values);
    const fine = parts.slice(Math.min(4, parts.length - 1));
    const full = fine.every((part) => numbersOf(parts.indexOf(part)).some((number) => number >= reached[part]));
    return full && (parts.length > 2 || isMonthly(values));
  });
  return way === undefined ? none : new Map(way.map((part, index) => [part, index]));
}

/** Whether each row is behind the one before, by the first column that differs. */
function isRising(columns: readonly Float64Array[]): boolean {
  return columns[0].every((_, row) => {
    const differing = row === 0 ? undefined : columns.find((values) => values[row] !== values[row - 1]);
    return row === 0 || (differing !== undefined && differing[row] > differing[row - 1]);
  });
}

function isMonthly([years, months]: readonly Float64Array[]): boolean {
  return years.every((year, row) => row === 0 || 12 * (year - years[row - 1]) + months[row] - months[row - 1] === 1);
}

function areDaysOfYear([years, days, months, ofMonth]: readonly Float64Array[]): boolean {
  return years.every(
    (year, row) => daysFromCivil(year, months[row], ofMonth[row]) - daysFromCivil(year, 1, 1) + 1 === days[row],
  );
}
