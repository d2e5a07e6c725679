// Steps that follow the week and the day: certain weekdays, and on each of them certain times of day.

import { bisect } from "../../statistics/bisect.ts";
import { DAY, floorMod, HOUR, MINUTE, weekdayNames, weekdayOfDays, YEAR } from "./calendar.ts";
import { describeDuration, differences, mode } from "./differences.ts";
import type { RowStep, RowsPer } from "./step.ts";

/** Holes of up to this many days are holidays where the data skip weekdays anyway: markets close for up to four. */
export const holiday = 4;
/** A weekday or time of day belongs to the pattern when it occurs at least this often beside the most frequent one. */
const commonShare = 0.25;
/** Share of the steps that must follow a pattern for it to be one. */
const patternShare = 0.8;

/** Undefined when the rows do not follow a pattern, or are too few to show one. */
export function findPatternStep(times: ArrayLike<number>): RowStep | undefined {
  const weekdays = findWeekdays(times);
  const slots = findSlots(times);
  // One weekday is a week, which is a length: a row that a holiday moved would start a pattern of its own.
  if (slots === undefined || weekdays.size === 1) return undefined;
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
    rowsPer: rowsPer(weekdays, slots),
    after,
    missedBetween(earlier, later) {
      const from = Math.floor(earlier / DAY);
      const to = Math.floor(later / DAY);
      const missedDays = to > from ? dayCounts(to) - dayCounts(from + 1) : 0;
      if (!everyDay) return missedDays > holiday ? missedDays * slots.length : 0;
      return Math.max(0, slotsUpTo(later, slots) - slotsUpTo(after(earlier), slots));
    },
    slotOf: (time) => dayCounts(Math.floor(time / DAY)) * slots.length + countBelow(slots, floorMod(time, DAY)),
  };
}

/** Hours and minutes have a length in rows only where rows run round the clock. */
function rowsPer(weekdays: ReadonlySet<number>, slots: readonly number[]): RowsPer {
  const { length } = slots;
  const whole = length > 1 && length * mode(differences(slots)).value === DAY;
  const week = weekdays.size * length;
  return {
    ...(whole && { minute: (length * MINUTE) / DAY, hour: (length * HOUR) / DAY }),
    ...{ day: length, week, year: (week * YEAR) / (7 * DAY) },
  };
}

/** The weekdays (0 is Sunday) that the rows fall on. */
export function findWeekdays(times: ArrayLike<number>): ReadonlySet<number> {
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
export function cumulativeWeekdays(weekdays: ReadonlySet<number>): (day: number) => number {
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
  return bisect(values.length, (i) => values[i] >= limit);
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
