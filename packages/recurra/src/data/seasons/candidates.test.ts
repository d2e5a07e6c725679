import { expect, test } from "vitest";
import { DAY, daysFromCivil, HOUR, MINUTE, weekdayOfDays } from "../time/calendar.ts";
import { TimeIndex, type TimeKind } from "../time/time-index.ts";
import { candidateSeasons } from "./candidates.ts";

const start = daysFromCivil(2021, 1, 4) * DAY;
const seasons = (kind: TimeKind, times: readonly number[]) =>
  candidateSeasons(new TimeIndex({ kind, name: "time", values: Float64Array.from(times) })).map(
    ({ rows, name }) => `${Math.round(rows * 100) / 100} ${name}`,
  );
const steps = (length: number, count = 300) => Array.from({ length: count }, (_, i) => start + i * length);
const months = (step: number, count = 60) =>
  Array.from(
    { length: count },
    (_, i) => daysFromCivil(2015 + Math.floor((i * step) / 12), ((i * step) % 12) + 1, 1) * DAY,
  );
const business = steps(DAY, 400).filter((time) => ![0, 6].includes(weekdayOfDays(time / DAY)));

test("steps of a part of a day: the three shortest of an hour, a day, a week and a year", () => {
  expect(seasons("datetime", steps(MINUTE, 6000))).toEqual(["60 an hour", "1440 a day", "10080 a week"]);
  expect(seasons("datetime", steps(10_000, 6000))).toEqual(["360 an hour", "8640 a day", "60480 a week"]);
  expect(seasons("datetime", steps(5 * MINUTE, 3000))).toEqual(["288 a day", "2016 a week", "105192 a year"]);
  expect(seasons("datetime", steps(30 * MINUTE))).toEqual(["48 a day", "336 a week", "17532 a year"]);
  expect(seasons("datetime", steps(HOUR))).toEqual(["24 a day", "168 a week", "8766 a year"]);
  expect(seasons("datetime", steps(4 * HOUR))).toEqual(["6 a day", "42 a week", "2191.5 a year"]);
});

test("days, weeks, months and quarters: a week and a year", () => {
  expect(seasons("date", steps(DAY))).toEqual(["7 a week", "365.25 a year"]);
  expect(seasons("date", business)).toEqual(["5 a week", "260.89 a year"]);
  expect(seasons("date", steps(7 * DAY))).toEqual(["52.18 a year"]);
  expect(seasons("month", months(1))).toEqual(["12 a year"]);
  expect(seasons("date", months(3))).toEqual(["4 a year"]);
});

test("trading hours: the rows of a trading day, week and year", () => {
  const times = business
    .slice(0, 60)
    .flatMap((day) => Array.from({ length: 27 }, (_, i) => day + (570 + 15 * i) * MINUTE));
  expect(seasons("datetime", times)).toEqual(["27 a day", "135 a week", "7044.11 a year"]);
});

test("none of years, row numbers, single rows, irregular steps, and steps that a week is no whole number of", () => {
  expect(seasons("year", months(12, 30))).toEqual([]);
  expect(candidateSeasons(TimeIndex.rows(500))).toEqual([]);
  expect(seasons("date", [start])).toEqual([]);
  expect(
    seasons(
      "datetime",
      steps(HOUR, 100).map((time, i) => time + ((i * 37) % 50) * MINUTE * i),
    ),
  ).toEqual([]);
  expect(seasons("date", steps(2 * DAY))).toEqual(["182.63 a year"]);
});

test("rows with holes many times as long as they are, and times out of order, suggest none", () => {
  const sparse = [...steps(HOUR, 48), ...steps(HOUR, 48).map((time) => time + 10_000 * DAY)];
  expect(seasons("datetime", sparse)).toEqual([]);
  expect(seasons("datetime", steps(HOUR, 48).toReversed())).toEqual([]);
});
