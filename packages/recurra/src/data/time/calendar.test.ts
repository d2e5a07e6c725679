import fc from "fast-check";
import { expect, test } from "vitest";
import { civilFromDays, daysFromCivil, daysInMonth, formatDays, weekdayOfDays } from "./calendar.ts";

test("day 0 is Thursday, 1970-01-01, and days before it are negative", () => {
  expect(daysFromCivil(1970, 1, 1)).toBe(0);
  expect(daysFromCivil(1969, 12, 31)).toBe(-1);
  expect(weekdayOfDays(0)).toBe(4);
  expect(weekdayOfDays(-1)).toBe(3);
});

test("known dates have their day numbers and weekdays", () => {
  expect(daysFromCivil(2000, 2, 29)).toBe(11016);
  expect(daysFromCivil(2018, 5, 11)).toBe(17662);
  expect(weekdayOfDays(daysFromCivil(2018, 5, 11))).toBe(5);
  expect(daysFromCivil(1600, 1, 1)).toBe(-135140);
});

test("leap years follow the Gregorian rule", () => {
  expect([1900, 2000, 2020, 2021].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29, 28]);
});

test("civilFromDays undoes daysFromCivil for every day number within 10,000 years", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3_000_000, max: 3_000_000 }), (days) => {
      const { year, month, day } = civilFromDays(days);
      expect(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)).toBe(true);
      expect(daysFromCivil(year, month, day)).toBe(days);
    }),
    { numRuns: 2000 },
  );
});

test("the calendar agrees with Date.UTC for dates of the years 1000 to 9999", () => {
  const date = fc.record({
    year: fc.integer({ min: 1000, max: 9999 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(date, ({ year, month, day }) => {
      const days = daysFromCivil(year, month, day);
      expect(days * 86_400_000).toBe(Date.UTC(year, month - 1, day));
      expect(formatDays(days)).toBe(new Date(days * 86_400_000).toISOString().slice(0, 10));
      expect(weekdayOfDays(days)).toBe(new Date(days * 86_400_000).getUTCDay());
    }),
    { numRuns: 1000 },
  );
});
