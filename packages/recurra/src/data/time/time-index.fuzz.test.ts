// Clocks: a calendar that was cut off goes on as it was, and whatever the times, a clock answers and its texts are read back.

import fc from "fast-check";
import { expect, test } from "vitest";
import { fuzz } from "../../../../../test/fuzz.ts";
import { Series } from "../series/series.ts";
import { DAY, daysFromCivil, daysInMonth, HOUR, MINUTE, weekdayOfDays } from "./calendar.ts";
import { TimeIndex, type TimeKind } from "./time-index.ts";

interface Calendar {
  readonly name: string;
  readonly kind: TimeKind;
  /** Rows that show the step. */
  readonly least: number;
  /** Time of the row number `i` when the calendar starts on day `first`. */
  times(first: number, count: number): number[];
}

const every = (name: string, kind: TimeKind, step: number, least = 2): Calendar => ({
  name,
  kind,
  least,
  times: (first, count) => Array.from({ length: count }, (_, i) => first * DAY + i * step),
});

const monthly = (
  name: string,
  kind: TimeKind,
  months: number,
  place: (year: number, month: number) => number,
): Calendar => ({
  name,
  kind,
  least: 3,
  times(first, count) {
    const start = 12 * (1900 + (first % 150)) + 12;
    return Array.from({ length: count }, (_, i) => {
      const ordinal = start + i * months;
      return place(Math.floor(ordinal / 12), (ordinal % 12) + 1) * DAY;
    });
  },
});

/** Rows on the days that pass, each with the times of day given. */
const daily = (name: string, on: (weekday: number) => boolean, clocks: readonly number[], least: number): Calendar => ({
  name,
  kind: clocks.length === 1 && clocks[0] === 0 ? "date" : "datetime",
  least,
  times(first, count) {
    const result: number[] = [];
    for (let day = first; result.length < count; day++) {
      if (on(weekdayOfDays(day))) result.push(...clocks.map((clock) => day * DAY + clock));
    }
    return result.slice(0, count);
  },
});

const business = (weekday: number) => weekday !== 0 && weekday !== 6;
const calendars: readonly Calendar[] = [
  every("1 day", "date", DAY, 12),
  every("1 week", "date", 7 * DAY, 3),
  every("2 weeks", "date", 14 * DAY, 3),
  every("1 hour", "datetime", HOUR, 3),
  every("15 minutes", "datetime", 15 * MINUTE, 3),
  every("7 minutes", "datetime", 7 * MINUTE, 3),
  every("1 second", "datetime", 1000, 3),
  every("250 milliseconds", "datetime", 250, 3),
  monthly("1 month", "month", 1, (year, month) => daysFromCivil(year, month, 1)),
  monthly("1 quarter", "date", 3, (year, month) => daysFromCivil(year, month, 1)),
  monthly("1 month", "date", 1, (year, month) => daysFromCivil(year, month, daysInMonth(year, month))),
  monthly("1 month", "date", 1, (year, month) => daysFromCivil(year, month, 15)),
  monthly("1 year", "year", 12, (year) => daysFromCivil(year, 1, 1)),
  monthly("1 year", "date", 12, (year) => daysFromCivil(year, 12, 31)),
  daily("business day", business, [0], 10),
  daily("day (Sunday to Thursday)", (weekday) => weekday <= 4, [0], 25),
  daily("day (Monday, Wednesday, Friday)", (weekday) => [1, 3, 5].includes(weekday), [0], 25),
  daily(
    "1 hour, Monday to Friday, 09:00 to 15:00",
    business,
    [9, 10, 11, 12, 13, 14, 15].map((h) => h * HOUR),
    100,
  ),
];

test("the next times of a calendar are those that it goes on with, its step has a name, and no row is missing", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars),
      fc.integer({ min: -20_000, max: 40_000 }),
      fc.nat(60),
      fc.integer({ min: 1, max: 40 }),
      ({ name, kind, least, times }, first, more, count) => {
        const rows = least + more;
        const all = times(Math.abs(first), rows + count);
        const clock = new TimeIndex({ kind, name: "t", values: Float64Array.from(all.slice(0, rows)) });
        expect(clock.step).toBe(name);
        expect(clock.next(count)).toEqual(all.slice(rows));
        expect(all.slice(0, rows).some((_, row) => clock.missedAfter(row) !== 0)).toBe(false);
        // A clock that has grown by its own next times is the same clock.
        const grown = clock.derive(Float64Array.from(all));
        expect([grown.step, grown.seasonLength()]).toEqual([clock.step, clock.seasonLength()]);
        expect(all.map((_, row) => grown.parse(grown.label(row)))).toEqual(all);
      },
    ),
    fuzz(3000),
  );
});

test("rows that were taken out of a calendar of steps are counted as missing where they were", () => {
  const gapless = calendars.filter(({ name }) => !/business|day \(|Monday/.test(name));
  fc.assert(
    fc.property(
      fc.constantFrom(...gapless),
      fc.nat(20_000),
      fc.integer({ min: 20, max: 60 }),
      fc.nat(),
      fc.integer({ min: 1, max: 8 }),
      ({ kind, times }, first, more, pick, hole) => {
        const all = times(first, 60 + more);
        const at = 20 + (pick % 20);
        const clock = new TimeIndex({
          kind,
          name: "t",
          values: Float64Array.from([...all.slice(0, at), ...all.slice(at + hole)]),
        });
        const missed = Array.from({ length: clock.length }, (_, row) => clock.missedAfter(row));
        expect(
          missed.map((count, row) => (row === at - 1 ? count - hole : count)).filter((count) => count !== 0),
        ).toEqual([]);
      },
    ),
    fuzz(2000),
  );
});

/** Hours and parts of them on business days, and those of the calendars whose rows have weeks. */
const weekly: readonly Calendar[] = [
  ...calendars.filter(({ name }) => !/month|quarter|year|second/.test(name)),
  ...[15, 60, 360].map((minutes) =>
    daily(
      `${minutes} minutes on business days`,
      business,
      Array.from({ length: 1440 / minutes }, (_, i) => i * minutes * MINUTE),
      1,
    ),
  ),
];

test("a week after a row lie as many places as rowsPer says a week has, a day after it those of a day", () => {
  const seen = { week: 0, day: 0, fixed: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...weekly),
      fc.nat(20_000),
      fc.integer({ min: 70, max: 140 }),
      fc.constantFrom(1, 0.95, 0.8, 0.7),
      fc.integer(),
      ({ kind, times }, first, days, share, salt) => {
        const all = times(first, 3000);
        const chosen = all.filter(
          (time, i) => time < all[0] + days * DAY && (Math.imul(i + 1, 0x9e3779b1) ^ salt) >>> 0 <= share * 2 ** 32,
        );
        fc.pre(chosen.length > 2);
        const clock = new TimeIndex({ kind, name: "t", values: Float64Array.from(chosen) });
        const slots = clock.slots();
        fc.pre(clock.hasGrid);
        if (clock.gapRule.startsWith("a step of more")) seen.fixed++;
        const places = new Map(chosen.map((time, row) => [time, slots[row]]));
        for (const [unit, length] of [
          ["week", 7 * DAY],
          ["day", DAY],
        ] as const) {
          const wanted = clock.rowsPer()[unit];
          for (const [time, slot] of places) {
            const later = places.get(time + length);
            if (later === undefined || wanted === undefined) continue;
            seen[unit]++;
            expect(Math.abs(later - slot - wanted), `${clock.step}, ${unit}`).toBeLessThanOrEqual(0.5);
          }
        }
      },
    ),
    fuzz(200),
  );
  expect(Math.min(seen.week, seen.day, seen.fixed)).toBeGreaterThan(100);
});

const wild = fc.oneof(
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
  fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 8),
  fc.integer({ min: -100, max: 100 }).map((n) => n * DAY),
  fc.integer({ min: -1000, max: 1000 }).map((n) => n * HOUR),
  fc.constantFrom(0, -0, 0.5, 8.64e15, -8.64e15, DAY - 1),
);

test("whatever the times, a clock has a step and next times that ascend, and fails for none", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(wild, { minLength: 2, maxLength: 40, comparator: "SameValueZero" }),
      fc.constantFrom<TimeKind>("date", "datetime", "month", "year"),
      (values, kind) => {
        const days = kind === "datetime" ? values : [...new Set(values.map((time) => Math.floor(time / DAY) * DAY))];
        fc.pre(days.length > 1);
        const times = Float64Array.from(days).sort();
        const clock = new TimeIndex({ kind, name: "t", values: times });
        const all = [times[times.length - 1], ...clock.next(5)];
        for (let i = 1; i < all.length; i++) expect(all[i], clock.step).toBeGreaterThan(all[i - 1]);
        for (const time of all) expect(clock.format(time)).not.toMatch(/NaN|undefined|e[+-]/);
        for (let row = 0; row < times.length; row++) {
          const missed = clock.missedAfter(row);
          expect(Number.isInteger(missed) && missed >= 0, `${missed}`).toBe(true);
        }
        expect(clock.step).not.toMatch(/NaN|undefined/);
        expect(clock.gapRule).not.toMatch(/NaN|undefined/);
        const season = clock.seasonLength();
        expect(season === undefined || (Number.isInteger(season) && season >= 1)).toBe(true);
      },
    ),
    fuzz(4000),
  );
});

test("times within four digits of years are read back from their texts to the millisecond, zoned or not", () => {
  const moment = fc.integer({ min: daysFromCivil(0, 1, 1) * DAY, max: daysFromCivil(9999, 12, 31) * DAY });
  fc.assert(
    fc.property(
      fc.array(moment, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.constantFrom(1, 1000, MINUTE),
      (all, zoned, unit) => {
        const values = Float64Array.from(all, (time) => Math.floor(time / unit) * unit);
        const clock = new TimeIndex({ kind: "datetime", name: "t", values, zoned });
        for (const [row, time] of values.entries()) expect(clock.parse(clock.label(row))).toBe(time);
        // A file of these texts holds these times.
        const texts = Array.from(values, (_, row) => clock.label(row));
        const series = Series.fromCsv(`t,x\n${texts.map((text, row) => `${text},${row}`).join("\n")}\n`, { time: "t" });
        const read = series.reversed ? [...series.times.values()].reverse() : [...series.times.values()];
        expect(read).toEqual([...values]);
      },
    ),
    fuzz(1500),
  );
});
