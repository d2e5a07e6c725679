import { expect, test } from "vitest";
import { DAY, daysFromCivil, HOUR, MINUTE, weekdayOfDays } from "./calendar.ts";
import { TimeIndex, type TimeKind } from "./time-index.ts";

const index = (kind: TimeKind, times: readonly number[]) =>
  new TimeIndex({ kind, name: "time", values: Float64Array.from(times) });
const slots = (kind: TimeKind, times: readonly number[]) => [...index(kind, times).slots()];
const day = (year: number, month: number, date: number) => daysFromCivil(year, month, date) * DAY;
const from = (start: number, step: number, count: number) => Array.from({ length: count }, (_, i) => start + i * step);

test("rows without holes are the grid", () => {
  expect(slots("datetime", from(day(2021, 1, 4), HOUR, 100))).toEqual(from(0, 1, 100));
});

test("missing hours and days leave numbers out", () => {
  const hours = from(day(2021, 1, 4), HOUR, 100);
  expect(slots("datetime", [...hours.slice(0, 50), ...hours.slice(60)])).toEqual([
    ...from(0, 1, 50),
    ...from(60, 1, 40),
  ]);
  const days = from(day(2021, 1, 1), DAY, 60);
  expect(slots("date", [...days.slice(0, 3), ...days.slice(5)])).toEqual([0, 1, 2, ...from(5, 1, 55)]);
});

test("business days count no weekends, and a holiday is an empty place", () => {
  const business = from(day(2018, 5, 1), DAY, 90).filter((time) => ![0, 6].includes(weekdayOfDays(time / DAY)));
  const holiday = business.indexOf(day(2018, 5, 28));
  const open = business.filter((_, i) => i !== holiday);
  expect(slots("date", open)).toEqual(from(0, 1, business.length).filter((slot) => slot !== holiday));
});

test("months and quarters count by the calendar", () => {
  const months = from(0, 1, 40).map((i) => day(2015 + Math.floor(i / 12), (i % 12) + 1, 1));
  expect(slots("month", [...months.slice(0, 10), ...months.slice(12)])).toEqual([
    ...from(0, 1, 10),
    ...from(12, 1, 28),
  ]);
  const quarters = months.filter((_, i) => i % 3 === 2);
  expect(slots("date", [...quarters.slice(0, 5), ...quarters.slice(6)])).toEqual([0, 1, 2, 3, 4, ...from(6, 1, 7)]);
});

test("trading hours count by their pattern", () => {
  const days = from(day(2021, 1, 4), DAY, 28).filter((time) => ![0, 6].includes(weekdayOfDays(time / DAY)));
  const times = days.flatMap((date) => from(date + 9 * HOUR, 30 * MINUTE, 13));
  expect(slots("datetime", times)).toEqual(from(0, 1, 13 * 20));
  expect(slots("datetime", [...times.slice(0, 20), ...times.slice(22)])).toEqual([
    ...from(0, 1, 20),
    ...from(22, 1, 238),
  ]);
});

test("a fixed step on some weekdays has no places in the others, and the places of a week are those that rowsPer says", () => {
  const holed = from(day(2021, 1, 4), DAY, 280).filter(
    (time, i) => ![0, 6].includes(weekdayOfDays(time / DAY)) && (i * 7) % 19 > 4,
  );
  const business = index("date", holed);
  expect([business.step, business.rowsPer().week]).toEqual(["1 day", 5]);
  expect([...business.slots()]).toEqual(
    holed.map(
      (time) =>
        Math.floor((time - day(2021, 1, 4)) / (7 * DAY)) * 5 +
        weekdayOfDays(time / DAY) -
        weekdayOfDays(holed[0] / DAY),
    ),
  );
  const halfMinutes = from(day(2021, 1, 4), 30_000, 2880 * 21).filter(
    (time) => ![0, 6].includes(weekdayOfDays(Math.floor(time / DAY))),
  );
  const fine = index("datetime", halfMinutes);
  expect([fine.step, fine.rowsPer().week]).toEqual(["30 seconds", 5 * 2880]);
  expect([...fine.slots()]).toEqual(from(0, 1, halfMinutes.length));
});

test("a fixed step has places on a weekday that a single row falls on, so that it moves no others", () => {
  const saturday = day(2021, 3, 6);
  const times = from(day(2021, 1, 4), 30_000, 2880 * 70).filter((time) => {
    const date = Math.floor(time / DAY) * DAY;
    return time === saturday || ![0, 6].includes(weekdayOfDays(date / DAY));
  });
  const clock = index("datetime", times);
  const places = new Map(times.map((time, row) => [time, clock.slots()[row]]));
  const distances = times.flatMap((time) =>
    places.has(time + 7 * DAY) ? [(places.get(time + 7 * DAY) as number) - (places.get(time) as number)] : [],
  );
  expect([clock.step, clock.rowsPer().week, new Set(distances)]).toEqual(["30 seconds", 6 * 2880, new Set([6 * 2880])]);
});

test("rows of hours on one weekday alone have weeks and no days", () => {
  const mondays = from(day(2021, 1, 4), 7 * DAY, 20).flatMap((date) => from(date, HOUR, 24));
  const clock = index("datetime", mondays);
  expect([...clock.slots()]).toEqual(from(0, 1, 480));
  expect([clock.rowsPer().day, clock.rowsPer().week]).toEqual([undefined, 24]);
});

test("jitter does not move a grid: each row stands at the nearest place", () => {
  const times = from(day(2021, 1, 4), 7 * MINUTE, 200).map((time, i) => time + (i % 4 === 3 ? 20_000 : 0));
  expect(slots("datetime", times)).toEqual(from(0, 1, 200));
});

test("row numbers, irregular steps, disorder and holes without end have no grid but the rows", () => {
  expect([...TimeIndex.rows(5).slots()]).toEqual([0, 1, 2, 3, 4]);
  expect(
    slots(
      "datetime",
      [0, 7, 9, 30, 31, 55, 90].map((at) => at * HOUR),
    ),
  ).toEqual(from(0, 1, 7));
  expect(slots("date", [day(2021, 1, 2), day(2021, 1, 1), day(2021, 1, 5)])).toEqual([0, 1, 2]);
  const years = [...from(0, 1, 10), ...from(1e11, 1, 10)];
  expect(slots("datetime", years)).toEqual(from(0, 1, 20));
  expect([...index("date", []).slots()]).toEqual([]);
  const gridless = [
    TimeIndex.rows(5),
    index("date", [day(2021, 1, 2), day(2021, 1, 1)]),
    index("datetime", years),
    index("date", []),
  ];
  expect(gridless.map(({ hasGrid }) => hasGrid)).toEqual([false, false, false, false]);
  expect(index("date", from(day(2021, 1, 1), DAY, 9)).hasGrid).toBe(true);
});
