import { expect, test } from "vitest";
import { timeAxis } from "./time-axis.ts";

test("labels of every clock are placed in UTC, whatever the machine's zone", () => {
  expect(timeAxis("date").at("2018-05-11")).toBe(Date.UTC(2018, 4, 11));
  expect(timeAxis("month").at("2018-05")).toBe(Date.UTC(2018, 4, 1));
  expect(timeAxis("year").at("2018")).toBe(Date.UTC(2018, 0, 1));
  expect(timeAxis("datetime").at("2018-05-11 16:30")).toBe(Date.UTC(2018, 4, 11, 16, 30));
  expect(timeAxis("datetime").at("2018-05-11 16:30:05.250Z")).toBe(Date.UTC(2018, 4, 11, 16, 30, 5, 250));
});

test("times of a zone stand where its clocks show them", () => {
  expect(timeAxis("datetime").at("2018-05-11 16:30+02:00")).toBe(Date.UTC(2018, 4, 11, 16, 30));
  expect(timeAxis("datetime").at("2018-05-11 16:30:05.250-05:00")).toBe(Date.UTC(2018, 4, 11, 16, 30, 5, 250));
});

test("rows without times are placed by their number", () => {
  expect(timeAxis("row")).toMatchObject({ type: "linear" });
  expect(timeAxis("row").at("2018")).toBe(2018);
});

test("its ticks are those of the clock: months of monthly rows, hours of 24, numbers of rows", () => {
  const months = timeAxis("month");
  const monthly = months.ticks([months.at("2024-01"), months.at("2024-04")], 8);
  expect((monthly.ticks as number[]).map(monthly.tickFormat)).toEqual(["Jan\n2024", "Feb", "Mar", "Apr"]);
  const hours = timeAxis("datetime");
  const hourly = hours.ticks([hours.at("2024-01-01 12:00"), hours.at("2024-01-02 00:00")], 2);
  expect((hourly.ticks as number[]).map(hourly.tickFormat)).toEqual(["12:00\n1 Jan 2024", "18:00", "00:00\n2 Jan"]);
  const rows = timeAxis("row").ticks([0, 12_000], 8);
  expect([12_000, 0.5].map(rows.tickFormat)).toEqual(["12,000", ""]);
});

test("a quarter stands at its first day", () => {
  const { at } = timeAxis("quarter");
  expect([at("1990-Q1"), at("2019-Q4")]).toEqual([Date.UTC(1990, 0, 1), Date.UTC(2019, 9, 1)]);
});
