import { expect, test } from "vitest";
import { dissectTime } from "./time-cell.ts";

test("the commonest form, read in one look, has the parts that it has beside a zone or a fraction", () => {
  const plain = dissectTime("2018-05-31 16:07:09");
  expect(plain).toMatchObject({ shape: "year-first", year: 2018, first: 5, second: 31, short: false });
  expect(dissectTime("2018-05-31 16:07:09.000")).toEqual(plain);
  expect(dissectTime("2018-05-31T16:07:09Z")).toEqual({ ...plain, zone: 0 });
  expect(dissectTime("2018-05-31 16:07")?.clock).toBe(dissectTime("2018-05-31 16:07:00.0")?.clock);
  expect(dissectTime("2018-05-31")).toEqual(dissectTime("2018-5-31"));
});

test("what the one look does not settle is read by the others: midnight as 24:00, and times of day that there are none", () => {
  expect(dissectTime("2018-05-31 24:00")?.clock).toBe(86_400_000);
  expect(dissectTime("2018-05-31 25:00")?.clock).toBeNaN();
});

test("a colon may stand between date and clock behind a year, and behind eight digits", () => {
  const moment = dissectTime("2019-01-30 05:00");
  for (const cell of ["30JAN2019:05:00:00", "30/Jan/2019:05:00:00 +0000", "20190130:0500"]) {
    expect(dissectTime(cell), cell).toMatchObject({ year: 2019, clock: moment?.clock });
  }
  expect(dissectTime("2019:05:01")).toBe(undefined);
});
