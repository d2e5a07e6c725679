// Steps of months, quarters and years: every row stands on the same place of its month.

import { civilFromDays, DAY, daysFromCivil, daysInMonth, floorMod, weekdayOfDays } from "./calendar.ts";
import { differences, mode } from "./differences.ts";
import type { RowStep } from "./step.ts";

/** Share of the rows that must stand on the place, since holidays move some. */
const anchoredShare = 0.8;

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

/** `sure`: the times are months or years already. Undefined when the rows do not follow months. */
export function findMonthStep(times: ArrayLike<number>, sure: boolean): RowStep | undefined {
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
    return held === days.length || (days.length >= 12 && held >= anchoredShare * days.length);
  });
  if (anchor === undefined) return undefined;
  const { value: months } = mode(steps);
  // Two rows that happen to share a day of the month are no evidence of months.
  if (!sure && days.length < 3) return undefined;
  return {
    description: months === 12 ? "1 year" : months === 3 ? "1 quarter" : months === 1 ? "1 month" : `${months} months`,
    gapRule: "every step longer than the usual one is a gap",
    rowsPer: { year: 12 / months },
    season: months < 12 && 12 % months === 0 ? 12 / months : undefined,
    after: (time) => anchor(monthOrdinal(Math.floor(time / DAY)) + months) * DAY,
    missedBetween: (earlier, later) =>
      Math.max(0, Math.round((monthOrdinal(later / DAY) - monthOrdinal(earlier / DAY)) / months) - 1),
    slotOf: (time) => monthOrdinal(Math.floor(time / DAY)) / months,
  };
}
