import { expect, test } from "vitest";
import { readTimeColumn } from "./time-column.ts";

const context = { file: "a.csv", column: "Time", place: (row: number) => ({ row: row + 1, line: row + 2 }) };
const pad = (number: number) => String(number).padStart(2, "0");
/** Hours from the fourth of January on. */
const hours = (count: number, write: (day: string, hour: string) => string) =>
  Array.from({ length: count }, (_, i) => write(pad(4 + Math.floor(i / 24)), pad(i % 24)));

test("hours that go on from day to day show which number of a date is the day", () => {
  for (const [cells, said] of [
    [hours(100, (day, hour) => `${day}.01.2021 ${hour}:00`), "dates read as day/month/year"],
    [hours(100, (day, hour) => `01/${day}/2021 ${hour}:00`), "dates read as month/day/year"],
    [hours(100, (day, hour) => `${day}.01.21 ${hour}:00`).reverse(), "dates as day/month/year"],
    [hours(100, (day, hour) => `01/${day}/21 ${hour}:00`), "dates as month/day/year"],
  ] as const) {
    const { values, notes } = readTimeColumn(cells, context);
    expect(Math.abs(values[99] - values[0])).toBe(99 * 3_600_000);
    expect(notes.join()).toContain(said);
    expect(notes.join()).toContain("hours go on from day to day");
  }
});

test("a few hours may be left out; days that begin anew do not show it", () => {
  const cells = hours(150, (day, hour) => `${day}.01.2021 ${hour}:00`);
  const holed = cells.filter((_, i) => i % 40 !== 7);
  expect(readTimeColumn(holed, context).notes.join()).toContain("day/month/year");
  const trading = cells.filter((_, i) => i % 24 > 8 && i % 24 < 17);
  expect(() => readTimeColumn(trading, context)).toThrow("no date shows whether the day or the month comes first");
});
