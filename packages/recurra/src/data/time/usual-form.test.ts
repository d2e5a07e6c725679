import { expect, test } from "vitest";
import { readTimeColumn } from "../clock/time-column.ts";
import { DAY, formatDays, HOUR, MINUTE } from "./calendar.ts";
import { dissectTime, resolveTime } from "./time-cell.ts";

const at = (cell: string) => {
  const part = dissectTime(cell);
  const time = part && resolveTime(part, "dmy");
  return typeof time === "number"
    ? `${formatDays(Math.floor(time / DAY))} ${(((time % DAY) + DAY) % DAY) / MINUTE}`
    : time;
};

test("days in forms of their own are read", () => {
  const cells = [
    "2018年5月31日",
    "2018. 5. 31.",
    "31. 5. 2018",
    "2018_05_31",
    "2018 05 31",
    "2018-05-31Z",
    "'2018-05-31",
    "Week of 31/05/2018",
  ];
  for (const cell of cells) expect(at(cell), cell).toBe("2018-05-31 0");
});

test("moments of logs and of other languages are read", () => {
  const local = [
    "31/05/2018, 14:30:00",
    "14:30 31/05/2018",
    "31.05.2018 14.30 Uhr",
    "31/05/2018 14h30",
    "2018-05-31_14:30:00",
    "20180531_1430",
    "Thu May 31 14:30:00 2018",
    "31/05/2018 2:30 p. m.",
  ];
  for (const cell of local) expect(at(cell), cell).toBe(`2018-05-31 ${(14.5 * HOUR) / MINUTE}`);
  const zoned = [
    "[31/May/2018:14:30:00 +0200]",
    "2018-05-31 14:30 GMT+2",
    "Thu May 31 2018 14:30:00 GMT+0200 (CEST)",
    "2018-05-31T14:30:00+02:00[Europe/Berlin]",
  ];
  for (const cell of zoned) expect(at(cell), cell).toBe(`2018-05-31 ${(12.5 * HOUR) / MINUTE}`);
});

test("numbers and identifiers are no times", () => {
  for (const cell of ["12,345.67", "-1234.5", "20180531-0001", "2018-001", "SN 1234 5678"])
    expect(dissectTime(cell), cell).toBeUndefined();
});

const column = (cells: readonly string[], name = "date") => {
  const { kind, values, notes } = readTimeColumn(cells, {
    file: "a.csv",
    column: name,
    place: (row) => ({ row: row + 1 }),
  });
  return [kind, ...[values[0], values[values.length - 1]].map((time) => formatDays(Math.floor(time / DAY))), ...notes];
};

test("what only the column shows: intervals, years of seasons, days of the year, six digits", () => {
  const hours = Array.from({ length: 24 }, (_, i) => `31.01.2018 ${i}:00-${i + 1}:00`);
  expect(column(hours)[3]).toBe("the times are intervals: their starts are read");
  expect(column(["1999/00", "2000/01", "2001/02"]).slice(0, 3)).toEqual(["year", "1999-01-01", "2001-01-01"]);
  expect(column(["2018-150", "2018151"]).slice(0, 3)).toEqual(["date", "2018-05-30", "2018-05-31"]);
  expect(column(["180530", "180531"])[3]).toBe('column "date" holds six digits: read as year, month and day');
  expect(column(["2458268.5", "2458269.5"]).slice(0, 3)).toEqual(["date", "2018-05-30", "2018-05-31"]);
});

test("names of several zones are read as local times, unless another name settles them", () => {
  expect(column(["2018-05-31 14:00 CST", "2018-05-31 15:00 CST"])[3]).toBe(
    "CST may be several zones: left out, and the times read as local ones",
  );
  expect(column(["2018-11-04 01:00 CDT", "2018-11-04 01:00 CST"])[3]).toBe(
    "names of zones read as their offsets from UTC: CDT, CST",
  );
});
