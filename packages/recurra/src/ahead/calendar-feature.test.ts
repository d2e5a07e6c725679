import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { type CalendarFeature, calendarColumns, calendarWidth, shownFeatures } from "./calendar-feature.ts";
import { holidayColumn } from "./holiday-column.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 1); // a Monday

const every = (step: number, rows: number) => Series.fromCsv(csv(step, rows), { name: "rows.csv" }).times;
const csv = (step: number, rows: number) => {
  const text = (i: number) => new Date(START + i * step).toISOString().slice(0, step < DAY ? 16 : 10);
  return `time,v\n${Array.from({ length: rows }, (_, i) => `${text(i)},${i}`).join("\n")}\n`;
};
const months = Series.fromCsv(
  `month,v\n${["2024-01", "2024-02", "2024-03", "2024-04"].map((m, i) => `${m},${i}`).join("\n")}\n`,
).times;
const plain = Series.fromColumns({ v: [1, 2, 3] }, { name: "plain" }).times;

test.each<[CalendarFeature, number, number]>([
  ["hour", HOUR, 24],
  ["weekday", DAY, 7],
])("%s: the same place has the same waves, and no other has", (feature, step, period) => {
  const columns = calendarColumns(every(step, 3 * period), [feature]);
  expect(columns).toHaveLength(calendarWidth([feature]));
  const row = (i: number) => columns.map((column) => column[i]);
  for (let i = 0; i < period; i++) expect(row(i + period)).toEqual(row(i));
  expect(new Set(Array.from({ length: period }, (_, i) => row(i).join())).size).toBe(period);
  // The first wave stands on a circle, so that the last place is beside the first.
  const distance = (a: number, b: number) => Math.hypot(row(a)[0] - row(b)[0], row(a)[1] - row(b)[1]);
  expect(distance(period - 1, period)).toBeCloseTo(distance(0, 1), 6);
});

test("month is that of the row, by months and by days; the day of the year knows leap years", () => {
  const byMonth = calendarColumns(months, ["month"]).map((column) => column[1]);
  const byDay = calendarColumns(every(DAY, 40), ["month"]).map((column) => column[35]);
  expect(byDay).toEqual(byMonth);
  const days = calendarColumns(every(DAY, 800), ["dayOfYear"]);
  // 1 March is day 60 of 2024 and day 59 of 2025.
  expect(days.map((column) => column[366 + 60])).toEqual(days.map((column) => column[60]));
  expect(days.map((column) => column[366])).toEqual(days.map((column) => column[0]));
});

test("the hour is that of the zone whose clocks the times show", () => {
  const text = "time,v\n2024-06-01T22:00Z,1\n2024-06-01T23:00Z,2\n2024-06-02T00:00Z,3\n2024-06-02T01:00Z,4\n";
  const utc = Series.fromCsv(text).times;
  const berlin = Series.fromCsv(text, { timeZone: "Europe/Berlin" }).times;
  const first = (times: typeof utc, row: number) => calendarColumns(times, ["hour"]).map((column) => column[row]);
  expect(first(berlin, 0)).toEqual(first(utc, 2));
});

test.each<[string, () => unknown, readonly string[]]>([
  ["days", () => shownFeatures(every(DAY, 60)), ["weekday"]],
  ["days of three years", () => shownFeatures(every(DAY, 1100)), ["weekday", "dayOfYear"]],
  ["hours", () => shownFeatures(every(HOUR, 24 * 40)), ["hour", "weekday"]],
  ["months", () => shownFeatures(months), ["month"]],
])("auto takes what the clock and the rows show: %s", (_, found, features) => {
  expect(found()).toEqual(features);
});

test.each<[string, () => unknown, string]>([
  [
    "rows without times",
    () => calendarColumns(plain, ["hour"]),
    "row: the rows have numbers and no times, and calendar is made from times. Name the column of times with time: COLUMN, or leave calendar out.",
  ],
  [
    "auto without times",
    () => shownFeatures(plain),
    "row: the rows have numbers and no times, and calendar is made from times. Name the column of times with time: COLUMN, or leave calendar out.",
  ],
  [
    "auto of some days",
    () => shownFeatures(every(DAY, 9)),
    'time: calendar: "auto" finds nothing that 9 rows with the step 1 day could show. Name features in calendar, or leave calendar out.',
  ],
  [
    "the hour of days",
    () => calendarColumns(every(DAY, 9), ["hour"]),
    'time: calendar: "hour" cannot be told from times that are each a date. Use calendar: "weekday,month,dayOfYear".',
  ],
  [
    "the weekday of months",
    () => calendarColumns(months, ["weekday"]),
    'month: calendar: "weekday" cannot be told from times that are each a month. Use calendar: "month".',
  ],
  [
    "holidays without times",
    () => holidayColumn(plain, ["2024-01-01"]),
    "row: the rows have numbers and no times, and holidays is made from times. Name the column of times with time: COLUMN, or leave holidays out.",
  ],
  [
    "holidays of months",
    () => holidayColumn(months, ["2024-01-01"]),
    "month: holidays are days, but a row has the step: 1 month. Give a column that says how many holidays a row has, and name it in future.",
  ],
  [
    "holidays of another year",
    () => holidayColumn(every(DAY, 9), ["2023-12-25"]),
    "time: holidays has days of 2023, but 2024-01-01 is a row too. Add the holidays of 2024.",
  ],
  [
    "a day that is none",
    () => holidayColumn(every(DAY, 9), ["2024-02-30"]),
    'Forecaster: holidays names "2024-02-30", which is no day. Correct it.',
  ],
])("what the clock does not show is refused: %s", (_, make, said) => {
  let message = "";
  try {
    make();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toBe(said);
});

test("a holiday is 1 in all rows of its day, and 0 in the others", () => {
  expect([...holidayColumn(every(12 * HOUR, 6), ["2024-01-02", "2024-12-25"])]).toEqual([0, 0, 1, 1, 0, 0]);
});
