// Columns made from the clock: where a row stands in the day, the week or the year, as waves, so that midnight is near 23 o'clock.

import { DataError } from "../core/errors.ts";
import { civilFromDays, DAY, daysFromCivil, floorMod, HOUR } from "../data/time/calendar.ts";
import type { TimeIndex, TimeKind } from "../data/time/time-index.ts";
import { writeHarmonics } from "../evaluation/rivals/harmonics.ts";

export type CalendarFeature = "hour" | "weekday" | "month" | "dayOfYear";

/** How long the period of a feature is, and which of its waves are taken; the place of a time in it; the clocks that show it. */
interface Wave {
  readonly period: number;
  readonly orders: readonly number[];
  readonly place: (local: number) => number;
  readonly kinds: readonly TimeKind[];
}

function dayOfYear(local: number): number {
  const days = Math.floor(local / DAY);
  return local / DAY - daysFromCivil(civilFromDays(days).year, 1, 1);
}

/** Three waves of a week are as good as a mark for each weekday. */
const WAVES: Readonly<Record<CalendarFeature, Wave>> = {
  hour: { period: 24, orders: [1, 2, 3], place: (local) => floorMod(local, DAY) / HOUR, kinds: ["datetime"] },
  weekday: {
    ...{ period: 7, orders: [1, 2, 3] },
    place: (local) => floorMod(Math.floor(local / DAY) + 4, 7),
    kinds: ["date", "datetime"],
  },
  month: {
    ...{ period: 12, orders: [1, 2, 3] },
    place: (local) => civilFromDays(Math.floor(local / DAY)).month - 1,
    kinds: ["month", "quarter", "date", "datetime"],
  },
  dayOfYear: { period: 366, orders: [1, 2, 3], place: dayOfYear, kinds: ["date", "datetime"] },
};

export const CALENDAR_FEATURES: readonly CalendarFeature[] = ["hour", "weekday", "month", "dayOfYear"];

/** How many columns features have: a cosine and a sine for each wave. */
export function calendarWidth(features: readonly CalendarFeature[]): number {
  return features.reduce((sum, name) => sum + 2 * WAVES[name].orders.length, 0);
}

/** The columns of features for all rows of a clock. Throws DataError CALENDAR_CLOCK where the clock does not show one of them. */
export function calendarColumns(times: TimeIndex, features: readonly CalendarFeature[]): Float64Array[] {
  return features.flatMap((name) => {
    requireShown(times, name);
    const { period, orders, place } = WAVES[name];
    const columns = Array.from({ length: 2 * orders.length }, () => new Float64Array(times.length));
    const out = new Float64Array(columns.length);
    times.values().forEach((time, row) => {
      writeHarmonics({ rows: period, orders }, place(localTime(times, time)), out, 0);
      for (let c = 0; c < columns.length; c++) columns[c][row] = out[c];
    });
    return columns;
  });
}

/** Days of a period, of a clock that shows days. */
const DAYS: Readonly<Record<CalendarFeature, number>> = { hour: 1, weekday: 7, month: 365.25, dayOfYear: 365.25 };

/** Whether rows span the period of a feature at least twice, so that what is not of it can be told apart. */
export function spansTwice(times: TimeIndex, name: CalendarFeature): boolean {
  const { kind, length } = times;
  if (kind === "month") return length >= 24;
  if (kind === "quarter") return length >= 8;
  return length > 1 && times.at(length - 1) - times.at(0) >= 2 * DAYS[name] * DAY;
}

/** A moment as the clock on the wall shows it, where its zone is known. */
export function localTime({ zone, kind }: TimeIndex, time: number): number {
  return zone !== undefined && kind === "datetime" ? time + zone.offsetAt(time) : time;
}

/** What "auto" is: the features of a clock that say something. Throws DataError CALENDAR_CLOCK where there are none. */
export function shownFeatures(times: TimeIndex): CalendarFeature[] {
  if (times.kind === "row") throw withoutTimes("calendar", times);
  const found = usualFeatures(times);
  if (found.length > 0) return found;
  const { step, length } = times;
  throw new DataError(
    "CALENDAR_CLOCK",
    times.name,
    [{ option: "calendar", value: "auto" }, ` finds nothing that ${length} rows with the step ${step} could show`],
    {
      found: step,
      remedies: [
        ["name features in ", { option: "calendar" }],
        ["leave ", { option: "calendar" }, " out"],
      ],
    },
  );
}

/** Those shorter than what the rows span twice, longer than a step. */
function usualFeatures(times: TimeIndex): CalendarFeature[] {
  const { kind, length } = times;
  if (kind === "month" || kind === "quarter") return ["month"];
  if ((kind !== "date" && kind !== "datetime") || length < 2) return [];
  const span = (times.at(length - 1) - times.at(0)) / DAY;
  const step = span / (length - 1);
  const found: CalendarFeature[] = [];
  if (kind === "datetime" && step < 0.5) found.push("hour");
  if (step < 3 && span > 28) found.push("weekday");
  if (step < 60 && span > 2 * 366) found.push("dayOfYear");
  return found;
}

function requireShown(times: TimeIndex, name: CalendarFeature): void {
  if (times.kind === "row") throw withoutTimes("calendar", times);
  if (WAVES[name].kinds.includes(times.kind)) return;
  const shown = CALENDAR_FEATURES.filter((other) => WAVES[other].kinds.includes(times.kind));
  throw new DataError(
    "CALENDAR_CLOCK",
    times.name,
    [{ option: "calendar", value: name }, ` cannot be told from times that are each a ${times.kind}`],
    {
      found: times.kind,
      remedies: [
        shown.length === 0
          ? ["leave ", { option: "calendar" }, " out"]
          : ["use ", { option: "calendar", value: shown.join(",") }],
      ],
    },
  );
}

/** What is made from the clock needs one. */
export function withoutTimes(option: "calendar" | "holidays", times: TimeIndex): DataError {
  return new DataError(
    "CALENDAR_CLOCK",
    times.name,
    ["the rows have numbers and no times, and ", { option }, " is made from times"],
    {
      found: times.kind,
      remedies: [
        ["name the column of times with ", { option: "time", like: "COLUMN" }],
        ["leave ", { option }, " out"],
      ],
    },
  );
}
