// Why times jump back: clocks that go back in autumn, several series below each other, a year that was not turned at New Year, a day and a month that were swapped.

import { counted } from "../../words/counted.ts";
import { civilFromDays, DAY, daysFromCivil, floorMod, formatDays, HOUR, pad, weekdayOfDays } from "./calendar.ts";
import type { TimeIndex } from "./time-index.ts";

/** What the times of rows out of order look like, as a sentence; undefined where they show nothing. Times are read in the file's order. */
export function disorderCause(times: TimeIndex): string | undefined {
  if (times.kind === "row") return undefined;
  const values = times.values();
  const jumps: number[] = [];
  for (let row = 1; row < values.length; row++) if (values[row] < values[row - 1]) jumps.push(row);
  if (jumps.length === 0) return undefined;
  const twice = hourTwice(times);
  if (twice !== undefined) return twice;
  return severalSeries(values, jumps) ?? wrongTimes(times);
}

/** What shows that the times themselves are wrong, as a sentence: days and months that were swapped, a year that was not turned. */
export function wrongTimes(times: TimeIndex): string | undefined {
  const values = times.values();
  const jumps: number[] = [];
  for (let row = 1; row < values.length; row++) if (values[row] < values[row - 1]) jumps.push(row);
  return jumps.length === 0 ? undefined : (swappedDays(times) ?? wrongYear(times, jumps));
}

/**
 * Where an hour of local times stands twice, as where clocks go back, and nothing else is out of order: what it is, as a sentence without
 * its end; undefined elsewhere. The rows may have the newest first.
 */
export function hourTwice(times: TimeIndex): string | undefined {
  if (times.kind !== "datetime" || times.zoned) return undefined;
  const given = times.values();
  let rises = 0;
  for (let row = 1; row < given.length; row++) rises += Math.sign(given[row] - given[row - 1]);
  const values = rises < 0 ? given.toReversed() : given;
  const hours: number[] = [];
  let step = HOUR;
  for (let row = 1; row < values.length; row++) {
    const change = values[row] - values[row - 1];
    if (change > 0) step = Math.min(step, change);
    else if (isBack(values[row], change)) hours.push(values[row]);
    else return undefined;
  }
  // 02:45 is followed by 02:00 where steps are of 15 minutes; and it happens once a year.
  const breaks = (hour: number, i: number) => i > 0 && hour - hours[i - 1] < 300 * DAY;
  if (hours.length === 0 || HOUR % step !== 0 || hours.some(breaks)) return undefined;
  const [first] = hours;
  const more = hours.length > 1 ? `; ${counted(hours.length - 1, "hour")} of later years likewise` : "";
  return `The hour ${pad(Math.floor(floorMod(first, DAY) / HOUR), 2)}:00 of ${formatDays(Math.floor(first / DAY))} stands twice, as where clocks go back${more}`;
}

/** Whether a time that is not later than the one before begins an hour on a night in which clocks go back somewhere. */
function isBack(time: number, change: number): boolean {
  const day = Math.floor(time / DAY);
  const { month } = civilFromDays(day);
  const hour = floorMod(time, DAY) / HOUR;
  const night = [0, 6].includes(weekdayOfDays(day)) && [3, 4, 9, 10, 11].includes(month) && (hour <= 3 || hour === 23);
  return night && Number.isInteger(hour) && change > -HOUR;
}

/** Each stretch ascends, and most of its times are those of the first: one series below the other. */
function severalSeries(values: Float64Array, jumps: readonly number[]): string | undefined {
  const first = new Set(values.subarray(0, jumps[0]));
  let repeated = 0;
  for (let row = jumps[0]; row < values.length; row++) if (first.has(values[row])) repeated++;
  if (jumps[0] < 2 || 2 * repeated < values.length - jumps[0]) return undefined;
  return `The same times come ${counted(jumps.length + 1, "time")} over, so several series seem to stand below each other`;
}

/** A stretch that would go on where the rows before it end, were its year the next one. */
function wrongYear(times: TimeIndex, jumps: readonly number[]): string | undefined {
  const values = times.values();
  const from = jumps[0];
  let to = from + 1;
  while (to < values.length && values[to] > values[to - 1] && values[to] < values[from - 1]) to++;
  const back = values[from - 1] - values[from];
  const whole = (row: number) => nextYear(values[row]);
  const usual = from > 1 ? (values[from - 1] - values[0]) / (from - 1) : DAY;
  const fits = whole(from) > values[from - 1] && whole(from) - values[from - 1] <= 7 * Math.max(usual, DAY / 24);
  const ends = to === values.length || (jumps.length === 1 && whole(to - 1) < values[to]);
  if (!fits || !ends) return undefined;
  const rows = counted(to - from, "row");
  return `${rows} from ${times.label(from)} on jump back ${counted(Math.round(back / DAY), "day")} and would go on with the rows before in the next year: a year that was not turned at New Year?`;
}

/** The same day and time of the next year; of February 29 the day after February 28. */
function nextYear(time: number): number {
  const days = Math.floor(time / DAY);
  const { year, month, day } = civilFromDays(days);
  return daysFromCivil(year + 1, month, day) * DAY + floorMod(time, DAY);
}

/** Dates whose day may be a month, turned round, put all rows in order. */
function swappedDays(times: TimeIndex): string | undefined {
  if (times.kind !== "date" && times.kind !== "datetime") return undefined;
  let last = Number.NEGATIVE_INFINITY;
  let turned = 0;
  for (const time of times.values()) {
    const { year, month, day } = civilFromDays(Math.floor(time / DAY));
    const swap = day <= 12 && day !== month;
    const read = swap ? daysFromCivil(year, day, month) * DAY + floorMod(time, DAY) : time;
    if (read < last) return undefined;
    if (swap) turned++;
    last = read;
  }
  return `With day and month of ${counted(turned, "row")} turned round all rows would be in order: they seem to be swapped wherever the day is 12 or less`;
}

/** Rows of a stretch on average, for times to begin anew and not just to be out of order. */
const leastStretch = 5;

/** How many stretches of ascending times there are, each before the one above it: files put together in any order, or several series. 0: none. */
export function stretchesOf(times: TimeIndex): number {
  const values = times.values();
  let stretches = 1;
  let start = 0;
  for (let row = 1; row < values.length; row++) {
    if (values[row] > values[row - 1]) continue;
    // A row or two that come late are no stretch: those go back behind where the stretch above began.
    if (values[row] > values[start]) return 0;
    start = row;
    stretches++;
  }
  return stretches > 1 && values.length >= leastStretch * stretches ? stretches : 0;
}
