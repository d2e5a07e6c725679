import type { Series } from "../data/index.ts";
import type { TimeIndex } from "../data/time/time-index.ts";
import { calendarColumns, calendarWidth, spansTwice } from "./calendar-feature.ts";
import { holidayColumn } from "./holiday-column.ts";
import type { KnownAhead } from "./known-ahead.ts";

/** What was made of a clock, for the settings that it was made by: a backtest asks for it with each block of windows. */
const made = new WeakMap<TimeIndex, { readonly key: string; readonly columns: readonly Float64Array[] }>();

/**
 * The columns that are known ahead, of all rows of a series: those of the data, as views, then the waves of the calendar, then holidays.
 * Throws DataError COLUMN_UNKNOWN, CALENDAR_CLOCK and HOLIDAY_YEARS.
 */
export function aheadColumns(series: Series, settings: KnownAhead): Float64Array[] {
  const { future = [] } = settings;
  return [...future.map((name) => series.column(name)), ...fromClock(series.times, settings)];
}

/** The same for effects in closed form: waves of a period that the rows do not span twice are 0, for their effect would be that of a trend. */
export function steadyColumns(series: Series, settings: KnownAhead): Float64Array[] {
  const { future = [], calendar = [] } = settings;
  const columns = aheadColumns(series, settings);
  let at = future.length;
  for (const name of calendar) {
    const width = calendarWidth([name]);
    if (!spansTwice(series.times, name)) columns.fill(new Float64Array(series.length), at, at + width);
    at += width;
  }
  return columns;
}

function fromClock(times: TimeIndex, { calendar = [], holidays = [] }: KnownAhead): readonly Float64Array[] {
  if (calendar.length === 0 && holidays.length === 0) return [];
  const key = JSON.stringify([calendar, holidays]);
  const known = made.get(times);
  if (known?.key === key) return known.columns;
  const columns = [
    ...calendarColumns(times, calendar),
    ...(holidays.length > 0 ? [holidayColumn(times, holidays)] : []),
  ];
  made.set(times, { key, columns });
  return columns;
}
