import { expect, test } from "vitest";
import { type TickUnit, timeTicks } from "./time-ticks.ts";

function texts(from: string, to: string, count: number, finest: TickUnit = "second"): string[] {
  const { ticks, tickFormat } = timeTicks([Date.parse(`${from}Z`), Date.parse(`${to}Z`)], count, finest);
  return ticks.map(tickFormat);
}

test("hours are those of a day of 24, and the date stands below where it changes", () => {
  expect(texts("2024-03-30T18:00", "2024-04-01T06:00", 8)).toEqual([
    "18:00\n30 Mar 2024",
    "00:00\n31 Mar",
    "06:00",
    "12:00",
    "18:00",
    "00:00\n1 Apr",
    "06:00",
  ]);
});

test("a new year is named on the axis of hours too", () => {
  expect(texts("2023-12-31T12:00", "2024-01-01T12:00", 3)).toEqual([
    "12:00\n31 Dec 2023",
    "00:00\n1 Jan 2024",
    "12:00",
  ]);
});

test("minutes and seconds stand beside their hour", () => {
  expect(texts("2024-03-30T08:10", "2024-03-30T10:10", 5)).toEqual(["08:30\n30 Mar 2024", "09:00", "09:30", "10:00"]);
  expect(texts("2024-03-30T08:10:01", "2024-03-30T08:10:21", 5)).toEqual([
    "08:10:05\n30 Mar 2024",
    "08:10:10",
    "08:10:15",
    "08:10:20",
  ]);
});

test("days come before their month, weeks begin on Monday, and the year stands below where it changes", () => {
  expect(texts("2023-12-30T00:00", "2024-01-02T06:00", 4)).toEqual(["30 Dec\n2023", "31 Dec", "1 Jan\n2024", "2 Jan"]);
  expect(texts("2024-01-01T00:00", "2024-01-31T00:00", 5)).toEqual([
    "1 Jan\n2024",
    "8 Jan",
    "15 Jan",
    "22 Jan",
    "29 Jan",
  ]);
});

test("months and years begin on their first day", () => {
  expect(texts("2023-09-15T00:00", "2024-05-31T00:00", 4)).toEqual(["Oct\n2023", "Jan\n2024", "Apr"]);
  expect(texts("1949-01-01T00:00", "1961-12-01T00:00", 8)).toEqual(["1950", "1952", "1954", "1956", "1958", "1960"]);
  expect(texts("1749-01-01T00:00", "1983-12-01T00:00", 5)).toEqual(["1750", "1800", "1850", "1900", "1950"]);
});

test("ticks are no finer than the times of the data", () => {
  expect(texts("2024-03-01T00:00", "2024-03-03T00:00", 8, "day")).toEqual(["1 Mar\n2024", "2 Mar", "3 Mar"]);
  expect(texts("2024-03-01T00:00", "2024-05-01T00:00", 8, "month")).toEqual(["Mar\n2024", "Apr", "May"]);
  expect(texts("2022-01-01T00:00", "2024-01-01T00:00", 8, "year")).toEqual(["2022", "2023", "2024"]);
});

test("there are never many more than were asked for", () => {
  for (let span = 5000; span < 4e12; span *= 1.3) {
    for (const count of [2, 4, 8]) {
      const low = Date.UTC(2001, 1, 3, 4, 5, 6);
      const { ticks } = timeTicks([low, low + span], count, "second");
      expect(ticks.length).toBeLessThanOrEqual(count + 2);
      expect(ticks.length).toBeGreaterThan(0);
    }
  }
});
