import { DAY, daysFromCivil, daysInMonth } from "../data/time/calendar.ts";

const iso = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/** ISO dates and date-times in UTC milliseconds, in UTC where they name no zone; NaN for any other text, which Date.parse might take for local time. */
export function moment(text: string): number {
  const [, date, clock, zone = "Z"] = iso.exec(text.trim()) ?? [];
  if (date === undefined) return Number.NaN;
  const [year, month = 1, day = 1] = date.split("-").map(Number);
  // Date.parse takes 30 February for 1 March.
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  return clock === undefined ? DAY * daysFromCivil(year, month, day) : Date.parse(`${date}T${clock}${zone}`);
}
