import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, daysFromCivil, formatDays, HOUR, MINUTE, weekdayOfDays } from "./calendar.ts";
import { TimeIndex, type TimeKind } from "./time-index.ts";

const index = (kind: TimeKind, times: readonly number[], zoned = false) =>
  new TimeIndex({ kind, name: "time", values: Float64Array.from(times), zoned });

const day = (text: string) => {
  const [year, month, date] = text.split("-").map(Number);
  return daysFromCivil(year, month, date) * DAY;
};

const dates = (...texts: string[]) => index("date", texts.map(day));

/** The days from `first` on, `count` of them, that fall on `weekdays`. */
function daysOn(weekdays: readonly number[], first: string, count: number): number[] {
  const times: number[] = [];
  for (let time = day(first); times.length < count; time += DAY) {
    if (weekdays.includes(weekdayOfDays(time / DAY))) times.push(time);
  }
  return times;
}

const next = (times: TimeIndex, count: number) => times.next(count).map((time) => times.format(time));
const business = [1, 2, 3, 4, 5];

test("after a Friday, business days go on with Monday", () => {
  const times = index("date", daysOn(business, "2018-04-02", 30));
  expect(times.label(29)).toBe("2018-05-11");
  expect(next(times, 6)).toEqual(["2018-05-14", "2018-05-15", "2018-05-16", "2018-05-17", "2018-05-18", "2018-05-21"]);
  expect(times.step).toBe("business day");
  expect(times.seasonLength()).toBeUndefined();
});

test("business days stay so with holidays, and are known from a single weekend", () => {
  const holidays = new Set(["2018-05-28", "2018-07-04", "2018-09-03"].map(day));
  const times = index(
    "date",
    daysOn(business, "2018-05-01", 120).filter((time) => !holidays.has(time)),
  );
  expect(times.step).toBe("business day");
  const short = dates("2018-05-10", "2018-05-11", "2018-05-14");
  expect(short.step).toBe("business day");
  expect(
    next(
      dates(
        "2018-05-09",
        "2018-05-10",
        "2018-05-11",
        "2018-05-14",
        "2018-05-15",
        "2018-05-16",
        "2018-05-17",
        "2018-05-18",
      ),
      1,
    ),
  ).toEqual(["2018-05-21"]);
});

test("no future business day falls on a weekend, wherever the series ends", () => {
  fc.assert(
    fc.property(fc.integer({ min: -20000, max: 40000 }), fc.integer({ min: 10, max: 60 }), (first, count) => {
      const times = index("date", daysOn(business, formatDays(first), count));
      for (const time of times.next(15)) expect([0, 6]).not.toContain(weekdayOfDays(time / DAY));
    }),
    { numRuns: 200 },
  );
});

test("calendar days have a season of 7", () => {
  const times = index("date", daysOn([0, 1, 2, 3, 4, 5, 6], "2020-02-10", 20));
  expect(times.step).toBe("1 day");
  expect(times.seasonLength()).toBe(7);
  expect(next(times, 2)).toEqual(["2020-03-01", "2020-03-02"]);
});

test("a market that trades from Sunday to Thursday keeps its own weekend", () => {
  const times = index("date", daysOn([0, 1, 2, 3, 4], "2020-01-05", 40));
  expect(times.step).toBe("day (Sunday to Thursday)");
  expect(times.label(39)).toBe("2020-02-27");
  expect(next(times, 1)).toEqual(["2020-03-01"]);
  expect(index("date", daysOn([1, 3, 5], "2020-01-06", 40)).step).toBe("day (Monday, Wednesday, Friday)");
});

test("weeks keep their weekday, even after a row that a holiday moved", () => {
  const fridays = daysOn([5], "2020-01-03", 19);
  const times = index("date", [...fridays, fridays[18] + 6 * DAY]);
  expect(times.step).toBe("1 week");
  expect(times.label(19)).toBe("2020-05-14");
  expect(next(times, 2)).toEqual(["2020-05-22", "2020-05-29"]);
});

test("months have a season of 12, and their labels no day", () => {
  const times = index("month", ["1960-10-01", "1960-11-01", "1960-12-01"].map(day));
  expect(next(times, 2)).toEqual(["1961-01", "1961-02"]);
  expect(times.step).toBe("1 month");
  expect(times.seasonLength()).toBe(12);
  expect(times.label(0)).toBe("1960-10");
});

test("month ends stay month ends", () => {
  expect(next(dates("2019-11-30", "2019-12-31", "2020-01-31"), 3)).toEqual(["2020-02-29", "2020-03-31", "2020-04-30"]);
  expect(next(dates("2019-06-30", "2019-09-30", "2019-12-31"), 2)).toEqual(["2020-03-31", "2020-06-30"]);
  expect(next(dates("2019-02-28", "2019-04-30", "2019-06-30"), 2)).toEqual(["2019-08-31", "2019-10-31"]);
});

test("the last and the first business day of a month stay so", () => {
  expect(next(dates("2020-01-31", "2020-02-28", "2020-03-31", "2020-04-30"), 1)).toEqual(["2020-05-29"]);
  expect(next(dates("2020-02-28", "2020-03-31", "2020-04-30", "2020-05-29"), 1)).toEqual(["2020-06-30"]);
  expect(next(dates("2020-06-01", "2020-07-01", "2020-08-03", "2020-09-01"), 1)).toEqual(["2020-10-01"]);
});

test("quarters have a season of 4 and years none", () => {
  const quarters = dates("2019-01-01", "2019-04-01", "2019-07-01", "2019-10-01");
  expect([quarters.step, quarters.seasonLength(), ...next(quarters, 1)]).toEqual(["1 quarter", 4, "2020-01-01"]);
  const years = index("year", ["2018-01-01", "2019-01-01", "2020-01-01"].map(day));
  expect([years.step, years.seasonLength(), ...next(years, 1)]).toEqual(["1 year", undefined, "2021"]);
});

test("hours have a season of 24, and other steps as many as fit into a day", () => {
  const hours = index(
    "datetime",
    Array.from({ length: 100 }, (_, i) => day("2016-07-01") + i * HOUR),
  );
  expect([hours.step, hours.seasonLength()]).toEqual(["1 hour", 24]);
  expect(next(hours, 1)).toEqual(["2016-07-05 04:00"]);
  const quarterHours = index(
    "datetime",
    Array.from({ length: 30 }, (_, i) => day("2016-07-01") + i * 15 * MINUTE),
  );
  expect([quarterHours.step, quarterHours.seasonLength()]).toEqual(["15 minutes", 96]);
  expect(next(quarterHours, 1)).toEqual(["2016-07-01 07:30"]);
});

test("trading hours go on with the next trading day", () => {
  const times = daysOn(business, "2018-04-30", 10).flatMap((date) =>
    [10, 11, 12, 13, 14, 15].map((hour) => date + hour * HOUR),
  );
  const hours = index("datetime", times);
  expect(hours.step).toBe("1 hour, Monday to Friday, 10:00 to 15:00");
  expect(hours.seasonLength()).toBe(6);
  expect(hours.label(59)).toBe("2018-05-11 15:00");
  expect(next(hours, 2)).toEqual(["2018-05-14 10:00", "2018-05-14 11:00"]);
});

test("a step that fits no pattern is repeated as it is", () => {
  const sevens = index(
    "datetime",
    Array.from({ length: 50 }, (_, i) => day("2020-01-01") + i * 7 * MINUTE),
  );
  expect([sevens.step, sevens.seasonLength()]).toEqual(["7 minutes", undefined]);
  const days = index(
    "date",
    Array.from({ length: 30 }, (_, i) => day("2020-01-01") + i * 10 * DAY),
  );
  expect([days.step, ...next(days, 1)]).toEqual(["10 days", "2020-10-27"]);
});

test("irregular times go on with their median step", () => {
  const times = dates("2020-01-01", "2020-01-03", "2020-01-08", "2020-01-11", "2020-01-30");
  expect(times.step).toBe("irregular, about 5 days");
  expect(times.seasonLength()).toBeUndefined();
});

test("ticks of a millisecond that end on a Friday night go on with Monday", () => {
  const friday = day("2018-05-11") + DAY;
  const times = index("datetime", [friday - 3, friday - 2, friday - 1, friday + 2 * DAY, friday + 2 * DAY + 1]);
  const before = index("datetime", [...times.values()].map((time) => time - 7 * DAY).concat([friday - 2, friday - 1]));
  expect(next(before, 1)).toEqual(["2018-05-14 00:00:00.000"]);
});

test("without times the rows are the clock, counted from 1", () => {
  const rows = TimeIndex.rows(3);
  expect([rows.at(0), rows.label(2), ...rows.next(2)]).toEqual([1, "3", 4, 5]);
  expect([rows.step, rows.seasonLength(), rows.parse("2")]).toEqual(["row", undefined, 2]);
  expect(rows.slice(1, 3).label(0)).toBe("2");
  expect(() => rows.parse("2018-01-01")).toThrow(
    'time: "2018-01-01" is no row number, and the series has no time column. Write a row number such as "100".',
  );
});

test("one row shows no step", () => {
  expect(dates("2020-01-01").step).toBe("unknown");
  expect(() => dates("2020-01-01").next(1)).toThrow("times: 1 row shows no step between rows. Give at least two rows.");
});

test("a format and its parse undo each other for every kind of time", () => {
  const time = fc.integer({ min: day("1000-01-01"), max: day("9999-12-31") });
  fc.assert(
    fc.property(time, fc.boolean(), (value, zoned) => {
      const moments = index("datetime", [value], zoned);
      expect(moments.parse(moments.label(0))).toBe(value);
      const date = Math.floor(value / DAY) * DAY;
      const days = index("date", [date]);
      expect(days.parse(days.label(0))).toBe(date);
    }),
    { numRuns: 1000 },
  );
});

test("years, months and days name their first moment", () => {
  const times = dates("2018-01-01", "2018-01-02");
  expect(times.parse("2018")).toBe(day("2018-01-01"));
  expect(times.parse("2018-05")).toBe(day("2018-05-01"));
  expect(times.parse("2018-05-11T12:00+02:00")).toBe(day("2018-05-11") + 10 * HOUR);
});

test("a text that is no time, or one that could be two, is refused", () => {
  const times = dates("2018-01-01");
  expect(() => times.parse("01/02/2018")).toThrow(
    'time: "01/02/2018" is not read as a time. Write it as 2018-05-31, 2018-05 or 2018-05-31 16:00.',
  );
  expect(() => times.parse("2018-02-30")).toThrow(
    'time: "2018-02-30" is a date that is none: February 2018 has 28 days. Name another.',
  );
});

test("a row outside the index is refused", () => {
  expect(() => TimeIndex.rows(3).at(3)).toThrow("times: row 3 is outside 0 to 2.");
});

test("moments in UTC are written with a Z, and as precisely as the data", () => {
  expect(index("datetime", [day("2020-01-01") + HOUR], true).label(0)).toBe("2020-01-01 01:00Z");
  expect(index("datetime", [day("2020-01-01") + 1000]).label(0)).toBe("2020-01-01 00:00:01");
  expect(index("datetime", [day("2020-01-01") + 1]).label(0)).toBe("2020-01-01 00:00:00.001");
});

test("parts of a millisecond are not written", () => {
  expect(index("datetime", [0.75, 1.5, 2]).label(0)).toBe("1970-01-01 00:00:00.000");
  expect(index("datetime", [-0.25, 1.5, 2]).label(0)).toBe("1969-12-31 23:59:59.999");
});

test("steps of less than a millisecond tell no season", () => {
  expect(index("datetime", [0, 1e-300, 2e-300]).seasonLength()).toBeUndefined();
  expect(index("datetime", [0, 250, 500]).seasonLength()).toBe(345_600);
});
