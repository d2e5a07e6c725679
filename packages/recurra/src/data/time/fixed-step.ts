// Steps of a fixed length: weeks, every second day, seven minutes.

import { upperMedian } from "../../statistics/median.ts";
import { DAY, floorMod, HOUR, MINUTE, weekdayOfDays, YEAR } from "./calendar.ts";
import { describeDuration, differences, mode } from "./differences.ts";
import { cumulativeWeekdays, findWeekdays, holiday } from "./pattern-step.ts";
import type { RowStep, RowsPer } from "./step.ts";

const noWeekdays: ReadonlySet<number> = new Set();

/** `clock`: the times have times of day. */
export function findFixedStep(times: ArrayLike<number>, clock: boolean): RowStep {
  const steps = differences(times);
  const { value, share } = mode(steps);
  const regular = share >= 0.5;
  const unit = clock ? 1000 : DAY;
  const length = regular ? value : Math.max(unit, Math.round(upperMedian(steps) / unit) * unit);
  const weekdays = length <= DAY ? findWeekdays(times) : noWeekdays;
  const places = weekdays.size === 0 ? weekdays : new Set([...weekdays, ...weekdaysOf(times)]);
  const slotOf = placesOf(length, places);
  const weekday =
    length % (7 * DAY) === 0 ? mode(Array.from(times, (time) => weekdayOfDays(Math.floor(time / DAY)))).value : -1;
  return {
    description: regular ? describeDuration(length) : `irregular, about ${describeDuration(length)}`,
    gapRule: regular
      ? `a step of more than 1.5 times ${describeDuration(length)} is a gap`
      : "the steps differ too much for gaps to be told",
    season: regular && length >= 1 && length < DAY && DAY % length === 0 ? DAY / length : undefined,
    rowsPer: regular && length > 0 ? rowsPer(length, places) : {},
    after(time) {
      let next = time + length;
      if (weekday >= 0) {
        // A weekly row that a holiday moved does not move the ones after it.
        next += (((weekday - weekdayOfDays(Math.floor(next / DAY)) + 10) % 7) - 3) * DAY;
      }
      return weekdays.size === 0 ? next : skipToWeekday(next, length, weekdays);
    },
    missedBetween(earlier, later) {
      if (!regular || later - earlier <= 1.5 * length) return 0;
      if (weekdays.size > 0 && weekdays.size < 7 && later - earlier <= (holiday + 3) * DAY) return 0;
      return Math.max(1, Math.round(slotOf(later) - slotOf(earlier)) - 1);
    },
    ...(regular && { slotOf }),
  };
}

/** Those that any row falls on: a rare Saturday has its place, else it would move all rows behind it by one. */
function weekdaysOf(times: ArrayLike<number>): ReadonlySet<number> {
  return new Set(Array.from(times, (time) => weekdayOfDays(Math.floor(time / DAY))));
}

/** Where a time stands on a grid that has places on these weekdays alone (none: of a step longer than a day, which knows no weekdays). */
function placesOf(length: number, weekdays: ReadonlySet<number>): (time: number) => number {
  if (weekdays.size === 0 || weekdays.size === 7) return (time) => time / length;
  const daysBefore = cumulativeWeekdays(weekdays);
  return (time) => {
    const day = Math.floor(time / DAY);
    return (daysBefore(day) * DAY + (weekdays.has(weekdayOfDays(day)) ? floorMod(time, DAY) : 0)) / length;
  };
}

/** What the periods have on the grid of `placesOf`: a week the places of its weekdays; where these are one, a day later there is none. */
function rowsPer(length: number, weekdays: ReadonlySet<number>): RowsPer {
  const share = weekdays.size === 0 ? 1 : weekdays.size / 7;
  return {
    minute: MINUTE / length,
    hour: HOUR / length,
    ...(weekdays.size !== 1 && { day: DAY / length }),
    week: (share * 7 * DAY) / length,
    year: (share * YEAR) / length,
  };
}

/** The first of time, time + length, ... that falls on one of the weekdays. */
function skipToWeekday(time: number, length: number, weekdays: ReadonlySet<number>): number {
  let next = time;
  let day = Math.floor(next / DAY);
  while (!weekdays.has(weekdayOfDays(day))) {
    day++;
    if (weekdays.has(weekdayOfDays(day))) next += Math.ceil((day * DAY - next) / length) * length;
  }
  return next;
}
