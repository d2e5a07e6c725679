// One cell that holds a date or a time, or an interval of them: its parts, and the moment that they name.

import { type OptionRule, word } from "../../core/option-rules.ts";
import { DAY, daysFromCivil, daysInMonth, HOUR, MINUTE, monthNames, weekdayOfDays } from "./calendar.ts";
import { dissectClock, readClockCell } from "./clock-cell.ts";
import { type DateParts, dissectDate } from "./date-cell.ts";
import { usualForm } from "./usual-form.ts";

export type DateOrder = "ymd" | "dmy" | "mdy";
export const DATE_ORDER: OptionRule<DateOrder> = /* @__PURE__ */ word<DateOrder>("ymd", "dmy", "mdy");

export interface TimeCell extends DateParts {
  /** Milliseconds since midnight, or undefined when the cell has no clock time. NaN when the clock time is impossible. */
  readonly clock: number | undefined;
  /** Minutes east of UTC, or undefined when the cell names no zone. */
  readonly zone: number | undefined;
  readonly zoneName?: string | undefined;
  /** Whether the cell is an interval, of which this is the start. */
  readonly interval?: boolean;
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const between = /\s+(?:-|–|—|to|bis)\s+/;
const mayHoldClock = /[\s:T]|^\d{10,14}$/;
/** What a Europe-wide file writes behind local times: the clock of the place, whichever of the two it is. */
const localZone = /\s*\(?CET\/CEST\)?$/;

/** The parts of a date or time, or undefined when the cell is not written like one. Longer cells than any date are not. */
export function dissectTime(cell: string): TimeCell | undefined {
  if (cell.length < 4 || cell.length > 64) return undefined;
  const text = cell.trim();
  const read = dissectMoment(text) ?? dissectInterval(text.replace(localZone, ""));
  if (read !== undefined) return read;
  const usual = usualForm(text);
  return usual === undefined ? undefined : dissectMoment(usual);
}

/** The commonest form by far, 2018-05-31 or 2018-05-31 16:00:00, in one look; undefined for all others and for clocks that need more. */
function dissectIso(text: string): TimeCell | undefined {
  const match = isoPattern.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return {
    shape: "year-first",
    year: Number(match[1]),
    first: Number(match[2]),
    second: Number(match[3]),
    short: false,
    clock: match[4] === undefined ? undefined : hour * HOUR + minute * MINUTE + second * 1000,
    zone: undefined,
    zoneName: undefined,
  };
}

function dissectMoment(text: string): TimeCell | undefined {
  const iso = dissectIso(text);
  if (iso !== undefined) return iso;
  const clock = mayHoldClock.test(text) ? dissectClock(text) : undefined;
  const date = dissectDate(clock === undefined ? text : text.slice(0, clock.start).trim());
  if (date !== undefined) return { ...date, clock: clock?.clock, zone: clock?.zone, zoneName: clock?.zoneName };
  // "01OCT12" ends like an hour.
  const whole = clock === undefined ? undefined : dissectDate(text);
  return whole === undefined ? undefined : { ...whole, clock: undefined, zone: undefined };
}

function dissectInterval(text: string): TimeCell | undefined {
  const parts = between.test(text) ? text.split(between) : text.includes("T") ? text.split("/") : [];
  if (parts.length !== 2) return undefined;
  const [start, end] = parts.map((part) => dissectMoment(part));
  if (start === undefined || (end === undefined && readClockCell(parts[1]) === undefined)) return undefined;
  return { ...start, interval: true };
}

/** True for a cell that is surely a date: a bare number such as 2020 or 20130513 may be one, and is not counted. */
export function isTimeCell(cell: string): boolean {
  return !/^\d+(?:\.\d+)?$/.test(cell) && dissectTime(cell) !== undefined;
}

/** What the numbers of "1/2/20" are in an order. */
export function arrangeShort({ first, second, year }: DateParts, order: DateOrder): [number, number, number] {
  if (order === "ymd") return [first, second, year];
  return order === "dmy" ? [year, second, first] : [year, first, second];
}

/**
 * UTC milliseconds of a cell, with the day and month named, or the sentence that says why there is no such time. `century` gives the year
 * of two digits.
 */
export function resolveTime(
  cell: TimeCell,
  order: DateOrder,
  century: (year: number) => number = (year) => year,
): number | string {
  if (Number.isNaN(cell.clock)) return "there is no such time of day";
  if (cell.zone !== undefined && Math.abs(cell.zone) > 14 * 60) return "no zone lies more than 14 hours from UTC";
  const days = resolveDays(cell, order, century);
  return typeof days === "string" ? days : days * DAY + (cell.clock ?? 0) - (cell.zone ?? 0) * MINUTE;
}

function resolveDays(cell: TimeCell, order: DateOrder, century: (year: number) => number): number | string {
  if (cell.shape === "week") return resolveWeek(cell);
  const swapped = cell.shape === "year-last" && order === "dmy";
  const [written, month, day] =
    cell.shape === "short"
      ? arrangeShort(cell, order)
      : [cell.year, swapped ? cell.second : cell.first, swapped ? cell.first : cell.second];
  const year = cell.short ? century(written) : written;
  if (month < 1 || month > 12) return `there is no month ${month}`;
  const length = daysInMonth(year, month);
  if (day < 1 || day > length) return `${monthNames[month - 1]} ${year} has ${length} days`;
  return daysFromCivil(year, month, day);
}

/** The day of an ISO week: week 1 holds January 4. */
function resolveWeek({ year, first: week, second: day }: DateParts): number | string {
  const monday = (of: number) => {
    const fourth = daysFromCivil(of, 1, 4);
    return fourth - ((weekdayOfDays(fourth) + 6) % 7);
  };
  const weeks = (monday(year + 1) - monday(year)) / 7;
  if (week < 1 || week > weeks) return `${year} has ${weeks} weeks`;
  return monday(year) + 7 * (week - 1) + day - 1;
}
