// How long a step is that is known in words alone, as a model file keeps it: to tell days from hours, not to count with.

import { DAY, HOUR, MINUTE } from "./calendar.ts";

const UNITS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30.4375 * DAY,
  quarter: 3 * 30.4375 * DAY,
  year: 365.25 * DAY,
};

/**
 * The usual time between rows in milliseconds, from the words of `TimeIndex.step`: "business day" is a day, "day (Tuesday,
 * Friday)" half a week, "15 minutes, Monday to Friday, 09:30 to 16:00" a quarter of an hour. Undefined for "row", "unknown", and
 * words of no step.
 */
export function stepLength(words: string): number | undefined {
  if (words === "business day") return DAY;
  const weekdays = /^day \((.+)\)$/.exec(words);
  // "Monday to Saturday" is a day; two weekdays a week are not.
  if (weekdays) return weekdays[1].includes(" to ") ? DAY : (7 * DAY) / weekdays[1].split(", ").length;
  const found = /^(?:irregular, about )?(\d{1,15}) ([a-z]+?)s?(?:,|$)/.exec(words);
  if (!found || !Object.hasOwn(UNITS, found[2])) return undefined;
  const length = Number(found[1]) * UNITS[found[2]];
  return length > 0 ? length : undefined;
}
