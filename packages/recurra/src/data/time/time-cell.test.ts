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
