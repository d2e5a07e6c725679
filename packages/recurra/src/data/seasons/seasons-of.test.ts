import { expect, test } from "vitest";
import { DAY, daysFromCivil, HOUR } from "../time/calendar.ts";
import { TimeIndex } from "../time/time-index.ts";
import { seasonWords } from "./season-words.ts";
import { nameSeasons, seasonsOf } from "./seasons-of.ts";

const start = daysFromCivil(2021, 1, 4) * DAY;
const hours = (count: number) => Float64Array.from({ length: count }, (_, i) => start + i * HOUR);
const clock = (values: Float64Array) => new TimeIndex({ kind: "datetime", name: "time", values });
/** A day of 24 hours by the clock. */
const daily = (time: number) => Math.abs(((time / HOUR) % 24) - 12) + (((time / HOUR) * 7919) % 11) / 11;

test("a season is counted by time: rows that are missing leave their places empty", () => {
  const times = hours(600).filter((_, i) => i % 31 > 4 || i < 30);
  expect(seasonWords(seasonsOf(clock(times), times.map(daily)))).toBe("24 rows (a day)");
});

test("values of the first rows alone are looked at", () => {
  const times = hours(600);
  expect(seasonsOf(clock(times), times.map(daily).subarray(0, 47))).toEqual([]);
  expect(seasonsOf(clock(times), times.map(daily).subarray(0, 72)).map(({ rows }) => rows)).toEqual([24]);
  expect(seasonsOf(TimeIndex.rows(100), new Float64Array(100))).toEqual([]);
  expect(seasonsOf(clock(times), new Float64Array(0))).toEqual([]);
});

test("seasons of so many rows have the clock's names, in order, or none", () => {
  expect(seasonWords(nameSeasons(clock(hours(100)), [168, 24, 36]))).toBe(
    "24 rows (a day), 36 rows, 168 rows (a week)",
  );
  const days = new TimeIndex({ kind: "date", name: "day", values: hours(2400).filter((_, i) => i % 24 === 0) });
  expect(seasonWords(nameSeasons(days, [365.25, 7]))).toBe("7 rows (a week), 365.25 rows (a year)");
  expect(seasonWords(nameSeasons(TimeIndex.rows(9), [4]))).toBe("4 rows");
  expect(
    seasonWords([
      { rows: 17532, name: "a year" },
      { rows: 52.17857, name: "a year" },
    ]),
  ).toBe("17,532 rows (a year), 52.18 rows (a year)");
  expect(seasonWords([])).toBe("none");
});
