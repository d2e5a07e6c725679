// Days by their number, and as ISO 8601 writes them.
import { civilFromDays, daysFromCivil, daysInMonth } from "recurra/calendar";

/** 0 on Sundays. Day 0, 1970-01-01, was a Thursday. */
export function weekdayOfDays(date: number): number {
  return (((date + 4) % 7) + 7) % 7;
}

/** "1998-03-03". */
export function isoOf(date: number): string {
  const { year, month, day } = civilFromDays(date);
  return [`${year}`.padStart(4, "0"), `${month}`.padStart(2, "0"), `${day}`.padStart(2, "0")].join("-");
}

/** The day of a year, a month and a day; undefined where there is none, such as on the 30th of February. */
export function dayOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysFromCivil(year, month, day);
}

export { civilFromDays, daysFromCivil };
