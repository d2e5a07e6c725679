import { expect, test } from "vitest";
import type { DataError } from "../../core/errors.ts";
import { DAY, daysFromCivil, formatDays, HOUR } from "./calendar.ts";
import type { DateOrder } from "./time-cell.ts";
import { readTimeColumn } from "./time-column.ts";

const read = (cells: readonly string[], dateOrder?: DateOrder) =>
  readTimeColumn(cells, {
    file: "a.csv",
    column: "Date",
    dateOrder,
    place: (index) => ({ row: index + 1, line: index + 2 }),
  });

const dates = (cells: readonly string[], dateOrder?: DateOrder) =>
  Array.from(read(cells, dateOrder).values, (time) => formatDays(time / DAY));

const failure = (cells: readonly string[], dateOrder?: DateOrder): { code: string; message: string } => {
  try {
    read(cells, dateOrder);
  } catch (error) {
    const { code, message } = error as DataError;
    return { code, message };
  }
  throw new Error("was read");
};

const may13 = daysFromCivil(2013, 5, 13) * DAY;

test("the date formats of market and statistics files are found", () => {
  expect(dates(["2013-05-13", "2013-05-14"])).toEqual(["2013-05-13", "2013-05-14"]);
  expect(dates(["2010/6/29", "2010/12/1"])).toEqual(["2010-06-29", "2010-12-01"]);
  expect(dates(["06-25-2010", "07-01-2010"])).toEqual(["2010-06-25", "2010-07-01"]);
  expect(dates(["6/29/2010", "7/1/2010"])).toEqual(["2010-06-29", "2010-07-01"]);
  expect(dates(["01/14/2022", "01/13/2022"])).toEqual(["2022-01-14", "2022-01-13"]);
  expect(dates(["25.12.2010", "01.02.2011"])).toEqual(["2010-12-25", "2011-02-01"]);
  expect(dates(["20130513", "20130514"])).toEqual(["2013-05-13", "2013-05-14"]);
});

test("English month names are read in both orders, short and long", () => {
  expect(dates(["May 13, 2013", "Sept. 4, 2013"])).toEqual(["2013-05-13", "2013-09-04"]);
  expect(dates(["13 May 2013", "1 january 2014"])).toEqual(["2013-05-13", "2014-01-01"]);
  expect(dates(["13-May-2013", "01-Jun-2013"])).toEqual(["2013-05-13", "2013-06-01"]);
});

test("months and years have kinds of their own", () => {
  expect(read(["1949-01", "1949-02"])).toMatchObject({ kind: "month" });
  expect(read(["May 2013", "June 2013"])).toMatchObject({ kind: "month" });
  expect(read(["2019", "2020"])).toMatchObject({ kind: "year" });
});

test("clock times are read with seconds, fractions, halves of the day and zones", () => {
  const first = (cell: string) => read([cell]).values[0];
  expect(first("2013-05-13 16:00:00")).toBe(may13 + 16 * HOUR);
  expect(first("2013-05-13T16:00")).toBe(may13 + 16 * HOUR);
  expect(first("5/13/2013 4:30 PM")).toBe(may13 + 16.5 * HOUR);
  expect(first("5/13/2013 12:15 am")).toBe(may13 + HOUR / 4);
  expect(first("2013-05-13T16:00:00.123456Z")).toBe(may13 + 16 * HOUR + 123);
  expect(first("2013-05-13T16:00:00+02:00")).toBe(may13 + 14 * HOUR);
  expect(first("2013-05-13 16:00:00-0530")).toBe(may13 + 21.5 * HOUR);
  expect(first("2013-05-13 16:00 UTC")).toBe(may13 + 16 * HOUR);
});

test("a column of moments is a datetime, one of midnights a date", () => {
  expect(read(["2016-07-01 00:00:00", "2016-07-01 01:00:00"])).toMatchObject({ kind: "datetime", zoned: false });
  expect(read(["2016-07-01", "2016-07-01 12:00"])).toMatchObject({ kind: "datetime" });
  expect(read(["2016-07-01T12:00Z"])).toMatchObject({ kind: "datetime", zoned: true });
  expect(read(["2016-07-01 00:00:00", "2016-07-02 00:00:00"])).toMatchObject({ kind: "date" });
});

test("daily rows stamped with local midnight are dates, whatever daylight saving time does", () => {
  const column = read(["2018-03-09 00:00:00-05:00", "2018-03-12 00:00:00-04:00"]);
  expect(column).toMatchObject({
    kind: "date",
    zoned: false,
    notes: ["every time is midnight in its zone: read as dates"],
  });
  expect(Array.from(column.values, (time) => formatDays(time / DAY))).toEqual(["2018-03-09", "2018-03-12"]);
});

test("one cell over 12 decides the order of day and month for all", () => {
  expect(dates(["01/02/2020", "13/02/2020"])).toEqual(["2020-02-01", "2020-02-13"]);
  expect(dates(["01/02/2020", "02/13/2020"])).toEqual(["2020-01-02", "2020-02-13"]);
});

test("when no cell shows the order, the error shows one read both ways and how to say which", () => {
  expect(failure(["05/05/2020", "06/05/2020"])).toEqual({
    code: "DATE_ORDER_AMBIGUOUS",
    message:
      'a.csv: column "Date": no date shows whether the day or the month comes first: "06/05/2020" (row 2 (line 3)) is ' +
      "2020-05-06 read as day/month/year and 2020-06-05 read as month/day/year. " +
      'Say which with dateOrder: "dmy" or dateOrder: "mdy".',
  });
});

test("dateOrder decides what the cells do not", () => {
  expect(dates(["06/05/2020"], "dmy")).toEqual(["2020-05-06"]);
  expect(dates(["06/05/2020"], "mdy")).toEqual(["2020-06-05"]);
  expect(dates(["05/05/2020"])).toEqual(["2020-05-05"]);
  expect(failure(["06/05/2020"], "ymd").message).toBe(
    'a.csv: row 1 (line 2), column "Date": "06/05/2020" ends with the year, but was to be read in the order year, month, day. Use dateOrder: "dmy" or dateOrder: "mdy".',
  );
  expect(failure(["06/05/2020", "13/05/2020"], "mdy").message).toBe(
    'a.csv: row 2 (line 3), column "Date": "13/05/2020" has no month 13, read as month/day/year. Correct the cell, or choose the other order with dateOrder: "dmy".',
  );
});

test("cells that contradict each other about the order name both rows", () => {
  expect(failure(["01/02/2020", "13/05/2020", "05/14/2020"])).toEqual({
    code: "DATE_ORDER_MIXED",
    message:
      'a.csv: row 3 (line 4), column "Date": "05/14/2020" is month/day, but row 2 (line 3) is day/month ("13/05/2020"). Write all dates in one order.',
  });
  expect(failure(["05/14/2020", "13/05/2020"]).message).toContain(
    '"13/05/2020" is day/month, but row 1 (line 2) is month/day',
  );
});

test("a date that is none is named with its row", () => {
  expect(failure(["2021-01-31", "2021-02-30"])).toEqual({
    code: "DATE_INVALID",
    message:
      'a.csv: row 2 (line 3), column "Date": "2021-02-30" is a date that is none: February 2021 has 28 days. Correct the cell.',
  });
  expect(failure(["31/31/2020"]).message).toContain(
    '"31/31/2020" is a date that is none: neither 31 nor 31 is a month.',
  );
  expect(failure(["2020-13-01"]).message).toContain("there is no month 13");
  expect(failure(["2020-12-00"]).message).toContain("December 2020 has 31 days");
  expect(failure(["2020-12-01 24:00"]).message).toContain("there is no such time of day");
  expect(failure(["2020-12-01 13:00 PM"]).message).toContain("there is no such time of day");
  expect(failure(["2020-12-01 12:00+19:00"]).message).toContain("no zone lies more than 14 hours from UTC");
});

test("a missing time, another text, a year of two digits and mixed formats name their rows", () => {
  expect(failure(["2020-01-01", ""])).toEqual({
    code: "TIME_MISSING",
    message: 'a.csv: row 2 (line 3), column "Date": the time is missing. Fill it in or remove the row.',
  });
  expect(failure(["2020-01-01", "soon"]).message).toMatch(
    /^a\.csv: row 2 \(line 3\), column "Date": "soon" is not a date or time\. Read are 2018-05-31, /,
  );
  expect(failure(["01/02/20"]).message).toBe(
    'a.csv: row 1 (line 2), column "Date": "01/02/20" has a year of two digits. Write years with four digits.',
  );
  expect(failure(["2-May-20"]).message).toContain("has a year of two digits");
  expect(failure(["2020-01-01", "02/01/2020"])).toEqual({
    code: "TIME_FORMATS_MIXED",
    message:
      'a.csv: row 2 (line 3), column "Date": "02/01/2020" is written unlike the first row\'s "2020-01-01". Write all dates alike.',
  });
});

test("times with and without a zone do not mix", () => {
  expect(failure(["2020-01-01 12:00Z", "2020-01-01 13:00"])).toEqual({
    code: "TIME_ZONE_MIXED",
    message:
      'a.csv: row 2 (line 3), column "Date": "2020-01-01 13:00" names no zone, but row 1 (line 2) names one. Write all times alike.',
  });
  expect(failure(["2020-01-01 12:00", "2020-01-01 13:00Z"]).message).toContain(
    "names a zone, but row 1 (line 2) names none",
  );
});
