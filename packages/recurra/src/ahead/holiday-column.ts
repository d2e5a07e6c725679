// A column that is 1 on holidays and 0 on other days, by a list of days.

import { DataError, OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { civilFromDays, DAY, daysFromCivil, daysInMonth, formatDays } from "../data/time/calendar.ts";
import type { TimeIndex } from "../data/time/time-index.ts";
import { localTime, withoutTimes } from "./calendar-feature.ts";

/** Rows further apart than this are no days. */
const MOST_STEP = 1.5 * DAY;

/**
 * 1 where the day of a row is in the list. Throws DataError CALENDAR_CLOCK for rows that are no days or parts of them, and HOLIDAY_YEARS for
 * rows in years that the list has no day of; OptionError OPTION_VALUE for a day that is none.
 */
export function holidayColumn(times: TimeIndex, holidays: readonly string[]): Float64Array {
  if (times.kind === "row") throw withoutTimes("holidays", times);
  requireDays(times);
  const days = new Set(holidays.map(dayOf));
  const years = new Set([...days].map((day) => civilFromDays(day).year));
  const column = new Float64Array(times.length);
  times.values().forEach((time, row) => {
    const day = Math.floor(localTime(times, time) / DAY);
    const { year } = civilFromDays(day);
    if (!years.has(year)) {
      throw new DataError(
        "HOLIDAY_YEARS",
        times.name,
        [
          { option: "holidays" },
          ` ${years.size === 1 ? "has days of" : "have days of"} ${[...years].sort((a, b) => a - b).join(", ")}, but ${formatDays(day)} is a row too`,
        ],
        { found: year, remedies: [`add the holidays of ${year}`] },
      );
    }
    column[row] = days.has(day) ? 1 : 0;
  });
  return column;
}

function requireDays(times: TimeIndex): void {
  const isDay = times.kind === "date" || times.kind === "datetime";
  const span = times.length < 2 ? 0 : times.at(times.length - 1) - times.at(0);
  const step = span / Math.max(1, times.length - 1);
  if (isDay && step < 2 * MOST_STEP) return;
  throw new DataError(
    "CALENDAR_CLOCK",
    times.name,
    [{ option: "holidays" }, ` are days, but a row has the step: ${times.step}`],
    {
      found: times.step,
      remedies: [["give a column that says how many holidays a row has, and name it in ", { option: "future" }]],
    },
  );
}

function dayOf(text: string): number {
  const [year, month, day] = text.split("-").map(Number);
  if (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) return daysFromCivil(year, month, day);
  throw new OptionError(
    "OPTION_VALUE",
    "Forecaster",
    [{ option: "holidays" }, ` names ${quoteCell(text)}, which is no day`],
    {
      found: text,
      remedies: ["correct it"],
    },
  );
}
