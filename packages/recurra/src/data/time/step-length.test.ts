import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import { stepLength } from "./step-length.ts";
import { TimeIndex } from "./time-index.ts";

const start = Date.UTC(2024, 0, 1); // a Monday

function stepOf(kind: "date" | "datetime" | "month" | "year", times: number[]): string {
  return new TimeIndex({ kind, name: "time", values: Float64Array.from(times) }).step;
}

const every = (count: number, length: number): number[] => Array.from({ length: count }, (_, i) => start + i * length);
const days = (count: number, wanted: (weekday: number) => boolean): number[] =>
  every(count, DAY).filter((time) => wanted(new Date(time).getUTCDay()));
const months = (count: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => Date.UTC(2020, i * step, 1));

test.each([
  ["1 day", stepOf("date", every(30, DAY)), DAY],
  [
    "business day",
    stepOf(
      "date",
      days(60, (day) => day > 0 && day < 6),
    ),
    DAY,
  ],
  [
    "day (Monday to Saturday)",
    stepOf(
      "date",
      days(60, (day) => day > 0),
    ),
    DAY,
  ],
  [
    "day (Tuesday, Friday)",
    stepOf(
      "date",
      days(90, (day) => day === 2 || day === 5),
    ),
    3.5 * DAY,
  ],
  ["1 week", stepOf("date", every(30, 7 * DAY)), 7 * DAY],
  ["2 days", stepOf("date", every(8, 2 * DAY)), 2 * DAY],
  ["1 hour", stepOf("datetime", every(200, HOUR)), HOUR],
  ["15 minutes", stepOf("datetime", every(400, 15 * MINUTE)), 15 * MINUTE],
  [
    "1 hour, Monday to Friday, 09:00 to 16:00",
    stepOf(
      "datetime",
      days(30, (day) => day > 0 && day < 6).flatMap((time) =>
        Array.from({ length: 8 }, (_, i) => time + (9 + i) * HOUR),
      ),
    ),
    HOUR,
  ],
  ["1 month", stepOf("month", months(24, 1)), 30.4375 * DAY],
  ["1 quarter", stepOf("month", months(12, 3)), 91.3125 * DAY],
  ["5 months", stepOf("month", months(8, 5)), 5 * 30.4375 * DAY],
  ["1 year", stepOf("year", months(8, 12)), 365.25 * DAY],
  [
    "irregular, about 3 days",
    stepOf(
      "date",
      [0, 1, 4, 9, 12, 20, 22, 28].map((day) => start + day * DAY),
    ),
    3 * DAY,
  ],
])("the words %s, as a clock says them, are read", (words, found, length) => {
  expect(found).toBe(words);
  expect(stepLength(words)).toBe(length);
});

test.each(["row", "unknown", "", "day", "0 days", "constructor", "1 constructor", "one day", "day ()"])(
  "%j tells no length",
  (words) => {
    expect(stepLength(words)).toBeUndefined();
  },
);
