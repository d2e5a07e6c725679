import { expect, test } from "vitest";
import { timeAxis } from "./time-axis.ts";

test("labels of every clock are placed in UTC, whatever the machine's zone", () => {
  expect(timeAxis("date").at("2018-05-11")).toBe(Date.UTC(2018, 4, 11));
  expect(timeAxis("month").at("2018-05")).toBe(Date.UTC(2018, 4, 1));
  expect(timeAxis("year").at("2018")).toBe(Date.UTC(2018, 0, 1));
  expect(timeAxis("datetime").at("2018-05-11 16:30")).toBe(Date.UTC(2018, 4, 11, 16, 30));
  expect(timeAxis("datetime").at("2018-05-11 16:30:05.250Z")).toBe(Date.UTC(2018, 4, 11, 16, 30, 5, 250));
});

test("rows without times are placed by their number", () => {
  expect(timeAxis("row")).toMatchObject({ type: "linear" });
  expect(timeAxis("row").at("2018")).toBe(2018);
});
