// Where a time axis has its ticks and what stands at them: 24 hours a day, the day before the month, the same in every country. A
// label's second line says what those before it have in common, and comes again where it changes.
import { civilFromDays, DAY, daysFromCivil } from "../data/time/calendar.ts";

/** The finest that ticks may be: no finer than the data's times. */
export type TickUnit = "second" | "day" | "month" | "year";

interface TimeTicks {
  /** UTC milliseconds. */
  readonly ticks: readonly number[];
  /** What stands at a tick, in one line or two. */
  readonly tickFormat: (time: number) => string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Steps of clocks and days, each a whole part of the next coarser unit. */
const CLOCK = [1, 2, 5, 10, 15, 30].map((n) => n * SECOND);
const STEPS = [...CLOCK, ...CLOCK.map((step) => 60 * step), ...[1, 2, 3, 6, 12].map((n) => n * HOUR)];
const DAYS = [1, 2, 4, 7, 14];
const MONTHS = [1, 2, 3, 6];
const YEARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** At most about `count` ticks, and at least one, within a span of UTC milliseconds. */
export function timeTicks(span: readonly [number, number], count: number, finest: TickUnit): TimeTicks {
  const found = ticksWithin(span, count, finest);
  // With room for very few, the step that is wide enough may have no place in the span.
  return found.ticks.length > 0 || count >= 8 ? found : timeTicks(span, count + 1, finest);
}

function ticksWithin([low, high]: readonly [number, number], count: number, finest: TickUnit): TimeTicks {
  const least = (high - low) / Math.max(1, count);
  const clock = finest === "second" ? STEPS.find((step) => step >= least) : undefined;
  if (clock !== undefined) {
    const time = clock < MINUTE ? clockSeconds : clockMinutes;
    return labelled(multiples(low, high, clock, 0), time, dayName, (at) => `${dayName(at)} ${yearOf(at)}`);
  }
  const days = finest === "second" || finest === "day" ? DAYS.find((step) => step * DAY >= least) : undefined;
  if (days !== undefined) {
    // Weeks begin on Monday; 5 January 1970 was one.
    const ticks = multiples(low, high, days * DAY, days % 7 === 0 ? 4 * DAY : 0);
    return labelled(ticks, dayName, yearOf);
  }
  const months = finest === "year" ? undefined : MONTHS.find((step) => step * MONTH >= least);
  if (months !== undefined) return labelled(firstsOfMonths(low, high, months), monthName, yearOf);
  const years = YEARS.find((step) => step * YEAR >= least) ?? 1000;
  return labelled(firstsOfMonths(low, high, 12 * years), yearOf);
}

/** Ticks with `name` at each, and below it `common` where that is another than at the tick before; `first` at the first one. */
function labelled(
  ticks: readonly number[],
  name: (time: number) => string,
  common?: (time: number) => string,
  first = common,
): TimeTicks {
  const texts = new Map(
    ticks.map((time, at) => {
      if (common === undefined || first === undefined) return [time, name(time)];
      if (at === 0) return [time, `${name(time)}\n${first(time)}`];
      const before = ticks[at - 1];
      if (yearOf(before) !== yearOf(time)) return [time, `${name(time)}\n${first(time)}`];
      return [time, common(before) === common(time) ? name(time) : `${name(time)}\n${common(time)}`];
    }),
  );
  // A scale hands out dates.
  return { ticks, tickFormat: (time) => texts.get(Number(time)) ?? "" };
}

function multiples(low: number, high: number, step: number, from: number): number[] {
  const first = Math.ceil((low - from) / step);
  const last = Math.floor((high - from) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => from + (first + at) * step);
}

/** The first days of every so many months. */
function firstsOfMonths(low: number, high: number, step: number): number[] {
  const ticks: number[] = [];
  const { year, month } = civil(low);
  for (let at = Math.floor((12 * year + month - 1) / step) * step; ; at += step) {
    const time = DAY * daysFromCivil(Math.floor(at / 12), (at % 12) + 1, 1);
    if (!(time <= high)) return ticks;
    if (time >= low) ticks.push(time);
  }
}

function civil(time: number): ReturnType<typeof civilFromDays> {
  return civilFromDays(Math.floor(time / DAY));
}

function yearOf(time: number): string {
  return String(civil(time).year);
}

function monthName(time: number): string {
  return NAMES[civil(time).month - 1];
}

function dayName(time: number): string {
  return `${civil(time).day} ${monthName(time)}`;
}

/** "06:00". */
function clockMinutes(time: number): string {
  return clockSeconds(time).slice(0, 5);
}

/** "06:00:30". */
function clockSeconds(time: number): string {
  const within = time - DAY * Math.floor(time / DAY);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${two(within / HOUR)}:${two((within % HOUR) / MINUTE)}:${two((within % MINUTE) / SECOND)}`;
}
