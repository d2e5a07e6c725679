// The step between rows, found from the times themselves: months, a pattern of weekdays and times of day, or a fixed
// length. It says what the next times are and which holes are gaps; it never fills rows in.

import {
  civilFromDays,
  DAY,
  daysFromCivil,
  daysInMonth,
  floorMod,
  HOUR,
  MINUTE,
  weekdayNames,
  weekdayOfDays,
} from "./calendar.ts";

export interface Step {
  /** "business day", "1 hour", "1 month". */
  readonly description: string;
  /** The sentence that tells a user which holes count as gaps. */
  readonly gapRule: string;
  /** Rows per season, where the calendar gives one. */
  readonly season: number | undefined;
  /** The time that follows `time`. */
  after(time: number): number;
  /** How many expected rows are missing between two neighbours, when so many that it counts as a gap; else 0. */
  missedBetween(earlier: number, later: number): number;
}

/** Holes of up to this many days are holidays where the data skip weekdays anyway: markets close for up to four. */
const holiday = 4;
/** A weekday or time of day belongs to the pattern when it occurs at least this often beside the most frequent one. */
const commonShare = 0.25;
/** Share of the steps that must follow a pattern for it to be one. */
const patternShare = 0.8;

/** The step of ascending, distinct times in UTC milliseconds; undefined for fewer than two. */
export function findStep(times: ArrayLike<number>, unit: "month" | "year" | "day" | "clock"): Step | undefined {
  if (times.length < 2) return undefined;
  return (
    findMonthStep(times, unit === "month" || unit === "year") ??
    findPattern(times) ??
    findFixedStep(times, unit === "clock")
  );
}

/** "15 minutes", "1 hour", "2 days", "1 week". */
export function describeDuration(milliseconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [7 * DAY, "week"],
    [DAY, "day"],
    [HOUR, "hour"],
    [MINUTE, "minute"],
    [1000, "second"],
    [1, "millisecond"],
  ];
  const [size, noun] = units.find(([size]) => milliseconds % size === 0) ?? [1, "millisecond"];
  const n = milliseconds / size;
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** The most frequent value, the smallest of equals, and its share. */
function mode(values: readonly number[]): { value: number; share: number } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0];
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value < best)) {
      best = value;
      most = count;
    }
  }
  return { value: best, share: most / values.length };
}

function differences(values: ArrayLike<number>): number[] {
  const result: number[] = [];
  for (let i = 1; i < values.length; i++) result.push(values[i] - values[i - 1]);
  return result;
}

// Months: every row stands on the same place of its month.

/** Day number of a place in month `ordinal` (12 * year + month - 1). */
type Anchor = (ordinal: number) => number;

function monthAnchors(days: readonly number[]): Anchor[] {
  const firstDay = (ordinal: number) => daysFromCivil(Math.floor(ordinal / 12), floorMod(ordinal, 12) + 1, 1);
  const length = (ordinal: number) => daysInMonth(Math.floor(ordinal / 12), floorMod(ordinal, 12) + 1);
  const ends = days.every((day) => civilFromDays(day + 1).day === 1);
  const latest = ends ? 31 : days.reduce((most, day) => Math.max(most, civilFromDays(day).day), 0);
  return [
    // The same day each month, or the month's last where it has no such day: covers month starts and month ends.
    (ordinal) => firstDay(ordinal) + Math.min(latest, length(ordinal)) - 1,
    (ordinal) => lastWeekday(firstDay(ordinal) + length(ordinal) - 1),
    (ordinal) => firstWeekday(firstDay(ordinal)),
  ];
}

function lastWeekday(day: number): number {
  const weekday = weekdayOfDays(day);
  return weekday === 6 ? day - 1 : weekday === 0 ? day - 2 : day;
}

function firstWeekday(day: number): number {
  const weekday = weekdayOfDays(day);
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day;
}

function monthOrdinal(day: number): number {
  const { year, month } = civilFromDays(day);
  return year * 12 + month - 1;
}

function findMonthStep(times: ArrayLike<number>, sure: boolean): Step | undefined {
  const days: number[] = [];
  for (let i = 0; i < times.length; i++) {
    if (floorMod(times[i], DAY) !== 0) return undefined;
    days.push(times[i] / DAY);
  }
  const ordinals = days.map(monthOrdinal);
  const steps = differences(ordinals);
  if (steps.some((step) => step < 1)) return undefined;
  const anchor = monthAnchors(days).find((place) => {
    const held = days.filter((day, i) => place(ordinals[i]) === day).length;
    return held === days.length || (days.length >= 12 && held >= patternShare * days.length);
  });
  if (anchor === undefined) return undefined;
  const { value: months } = mode(steps);
  // Two rows that happen to share a day of the month are no evidence of months.
  if (!sure && days.length < 3) return undefined;
  return {
    description: months === 12 ? "1 year" : months === 3 ? "1 quarter" : months === 1 ? "1 month" : `${months} months`,
    gapRule: "every step longer than the usual one is a gap",
    season: months < 12 && 12 % months === 0 ? 12 / months : undefined,
    after: (time) => anchor(monthOrdinal(Math.floor(time / DAY)) + months) * DAY,
    missedBetween: (earlier, later) =>
      Math.max(0, Math.round((monthOrdinal(later / DAY) - monthOrdinal(earlier / DAY)) / months) - 1),
  };
}

// Patterns: certain weekdays, and on each of them certain times of day.

function findPattern(times: ArrayLike<number>): Step | undefined {
  const weekdays = findWeekdays(times);
  const slots = findSlots(times);
  if (weekdays === undefined || slots === undefined) return undefined;
  const after = (time: number) => followPattern(time, weekdays, slots);
  let followed = 0;
  let steps = 0;
  for (let i = 1; i < times.length; i++) {
    steps++;
    if (after(times[i - 1]) === times[i]) followed++;
  }
  if (followed < patternShare * steps) return undefined;
  const everyDay = weekdays.size === 7;
  const dayCounts = cumulativeWeekdays(weekdays);
  return {
    description: describePattern(weekdays, slots),
    gapRule: everyDay
      ? "every missing time is a gap"
      : `rows fall on ${nameWeekdays(weekdays)}, and holes of up to ${holiday} such days are taken as holidays`,
    // Business days have no season of their own: their weeks lose days to holidays.
    season: slots.length > 1 ? slots.length : everyDay ? 7 : undefined,
    after,
    missedBetween(earlier, later) {
      const from = Math.floor(earlier / DAY);
      const to = Math.floor(later / DAY);
      const missedDays = to > from ? dayCounts(to) - dayCounts(from + 1) : 0;
      if (!everyDay) return missedDays > holiday ? missedDays * slots.length : 0;
      return Math.max(0, slotsUpTo(later, slots) - slotsUpTo(after(earlier), slots));
    },
  };
}

function findWeekdays(times: ArrayLike<number>): ReadonlySet<number> | undefined {
  const counts = new Array<number>(7).fill(0);
  let previous = Number.NaN;
  let distinct = 0;
  let overWeekend = false;
  for (let i = 0; i < times.length; i++) {
    const day = Math.floor(times[i] / DAY);
    if (day === previous) continue;
    if (day - previous === 3 && weekdayOfDays(day) === 1) overWeekend = true;
    counts[weekdayOfDays(day)]++;
    distinct++;
    previous = day;
  }
  const all = new Set([0, 1, 2, 3, 4, 5, 6]);
  const span = Math.floor(times[times.length - 1] / DAY) - Math.floor(times[0] / DAY);
  if (span < 14 || distinct < 8) {
    // Too short to count weekdays: one step from Friday to Monday without a weekend row tells business days.
    return overWeekend && counts[0] === 0 && counts[6] === 0 ? new Set([1, 2, 3, 4, 5]) : all;
  }
  const most = Math.max(...counts);
  return new Set([...all].filter((weekday) => counts[weekday] >= commonShare * most));
}

/** Times of day in milliseconds since midnight, ascending; undefined when too few days were seen to know them. */
function findSlots(times: ArrayLike<number>): readonly number[] | undefined {
  const counts = new Map<number, number>();
  const days = new Set<number>();
  for (let i = 0; i < times.length; i++) {
    const slot = floorMod(times[i], DAY);
    counts.set(slot, (counts.get(slot) ?? 0) + 1);
    days.add(Math.floor(times[i] / DAY));
  }
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  const slots = [...counts].filter(([, count]) => count >= commonShare * most).map(([slot]) => slot);
  slots.sort((a, b) => a - b);
  if (slots.length > 1 && (days.size < 3 || slots.length > 1440)) return undefined;
  return slots;
}

function followPattern(time: number, weekdays: ReadonlySet<number>, slots: readonly number[]): number {
  let day = Math.floor(time / DAY);
  const clock = floorMod(time, DAY);
  if (weekdays.has(weekdayOfDays(day))) {
    const later = countBelow(slots, clock + 1);
    if (later < slots.length) return day * DAY + slots[later];
  }
  do day++;
  while (!weekdays.has(weekdayOfDays(day)));
  return day * DAY + slots[0];
}

/** Counts the days of the pattern before a day number, from an arbitrary origin. */
function cumulativeWeekdays(weekdays: ReadonlySet<number>): (day: number) => number {
  return (day) => {
    const weeks = Math.floor(day / 7);
    let count = weeks * weekdays.size;
    for (let d = weeks * 7; d < day; d++) if (weekdays.has(weekdayOfDays(d))) count++;
    return count;
  };
}

/** Slots before `time`, counted over all days from an arbitrary origin. */
function slotsUpTo(time: number, slots: readonly number[]): number {
  const clock = floorMod(time, DAY);
  return Math.floor(time / DAY) * slots.length + countBelow(slots, clock);
}

/** Number of ascending `values` that are less than `limit`. */
function countBelow(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function describePattern(weekdays: ReadonlySet<number>, slots: readonly number[]): string {
  const business = weekdays.size === 5 && !weekdays.has(0) && !weekdays.has(6);
  if (slots.length === 1) {
    if (weekdays.size === 7) return "1 day";
    return business ? "business day" : `day (${nameWeekdays(weekdays)})`;
  }
  const { value: length } = mode(differences(slots));
  const round = slots.length * length === DAY;
  const hours = round ? "" : `, ${clockText(slots[0])} to ${clockText(slots[slots.length - 1])}`;
  return `${describeDuration(length)}${weekdays.size === 7 ? "" : `, ${nameWeekdays(weekdays)}`}${hours}`;
}

function clockText(slot: number): string {
  const minutes = Math.floor(slot / MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** "Monday to Friday" for a run of weekdays, else their names. */
function nameWeekdays(weekdays: ReadonlySet<number>): string {
  const first = [0, 1, 2, 3, 4, 5, 6].find((day) => weekdays.has(day) && !weekdays.has((day + 6) % 7)) ?? 0;
  const run = Array.from({ length: weekdays.size }, (_, i) => (first + i) % 7);
  if (weekdays.size > 2 && run.every((day) => weekdays.has(day))) {
    return `${weekdayNames[first]} to ${weekdayNames[run[run.length - 1]]}`;
  }
  const monday = [1, 2, 3, 4, 5, 6, 0];
  return monday
    .filter((day) => weekdays.has(day))
    .map((day) => weekdayNames[day])
    .join(", ");
}

// Fixed lengths: weeks, every second day, seven minutes.

function findFixedStep(times: ArrayLike<number>, clock: boolean): Step {
  const steps = differences(times);
  const { value, share } = mode(steps);
  const regular = share >= 0.5;
  const unit = clock ? 1000 : DAY;
  const sorted = [...steps].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const length = regular ? value : Math.max(unit, Math.round(median / unit) * unit);
  const weekdays = length <= DAY ? (findWeekdays(times) ?? new Set()) : new Set<number>();
  const weekday =
    length % (7 * DAY) === 0 ? mode(Array.from(times, (time) => weekdayOfDays(Math.floor(time / DAY)))).value : -1;
  return {
    description: regular ? describeDuration(length) : `irregular, about ${describeDuration(length)}`,
    gapRule: regular
      ? `a step of more than 1.5 times ${describeDuration(length)} is a gap`
      : "the steps differ too much for gaps to be told",
    season: regular && length < DAY && DAY % length === 0 ? DAY / length : undefined,
    after(time) {
      let next = time + length;
      if (weekday >= 0) {
        // A weekly row that a holiday moved does not move the ones after it.
        next += (((weekday - weekdayOfDays(Math.floor(next / DAY)) + 10) % 7) - 3) * DAY;
      }
      while (weekdays.size > 0 && !weekdays.has(weekdayOfDays(Math.floor(next / DAY)))) next += length;
      return next;
    },
    missedBetween(earlier, later) {
      if (!regular || later - earlier <= 1.5 * length) return 0;
      if (weekdays.size > 0 && weekdays.size < 7 && later - earlier <= (holiday + 3) * DAY) return 0;
      return Math.max(1, Math.round((later - earlier) / length) - 1);
    },
  };
}
