import { expect, test } from "vitest";
import type { DataError } from "../../core/errors.ts";
import { DAY, daysFromCivil, formatDays, HOUR } from "./calendar.ts";
import type { DateOrder } from "./time-cell.ts";
import { readTimeColumn } from "./time-column.ts";
import { TimeIndex } from "./time-index.ts";

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
  expect(failure(["2020-12-01 24:30"]).message).toContain("there is no such time of day");
  expect(failure(["2020-12-01 13:00 PM"]).message).toContain("there is no such time of day");
  expect(failure(["2020-12-01 12:00+19:00"]).message).toContain("no zone lies more than 14 hours from UTC");
});

test("a missing time, another text and mixed formats name their rows", () => {
  expect(failure(["2020-01-01", ""])).toEqual({
    code: "TIME_MISSING",
    message: 'a.csv: row 2 (line 3), column "Date": the time is missing. Fill it in or remove the row.',
  });
  expect(failure(["2020-01-01", "soon"]).message).toMatch(
    /^a\.csv: row 2 \(line 3\), column "Date": "soon" is not a date or time\. Read are 2018-05-31, /,
  );
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

const labels = (cells: readonly string[], column = "Date", dateOrder?: DateOrder) => {
  const { notes, ...parts } = readTimeColumn(cells, {
    file: "a.csv",
    column,
    dateOrder,
    place: (i) => ({ row: i + 1 }),
  });
  const times = new TimeIndex({ name: column, ...parts });
  return { labels: cells.map((_, i) => times.label(i)), kind: parts.kind, notes };
};

test("quarters are read in the forms of statistics offices, and come out as one", () => {
  for (const cells of [
    ["2019Q4", "2020Q1"],
    ["2019-Q4", "2020-Q1"],
    ["Q4 2019", "Q1 2020"],
    ["2019:Q4", "2020:Q1"],
    ["2019q4", "2020q1"],
    ["Q4/2019", "Q1/2020"],
    ["4Q2019", "1Q2020"],
  ]) {
    expect(labels(cells), cells[0]).toEqual({ labels: ["2019-Q4", "2020-Q1"], kind: "quarter", notes: [] });
  }
  expect(labels(["2019-4", "2020-1"], "Quarter").labels).toEqual(["2019-Q4", "2020-Q1"]);
});

test("ISO weeks are their Mondays; in a column of weeks 2018-05 is a week and not May", () => {
  expect(labels(["2020-W53", "2021-W01", "2021W02"]).labels).toEqual(["2020-12-28", "2021-01-04", "2021-01-11"]);
  expect(labels(["2018-05", "2018-06"], "Week")).toEqual({
    labels: ["2018-01-29", "2018-02-05"],
    kind: "date",
    notes: ["years and numbers read as weeks, as the column is called: ISO weeks, by their Mondays"],
  });
  expect(labels(["201852", "201901"], "isoweek")).toEqual({
    labels: ["2018-12-24", "2018-12-31"],
    kind: "date",
    notes: ['column "isoweek" holds years and ISO weeks in six digits: read as their Mondays'],
  });
  expect(failure(["2019-W53"]).message).toContain('"2019-W53" is a date that is none: 2019 has 52 weeks');
});

test("months are read as 01/1985, 1985M01, Jan-49, 198501, 1985.01 and 1985.1", () => {
  const months = { labels: ["1985-09", "1985-10"], kind: "month" };
  for (const cells of [
    ["09/1985", "10/1985"],
    ["1985M09", "1985M10"],
    ["Sep 1985", "Oct 1985"],
    ["1985-Sep", "1985-Oct"],
    ["Sep-85", "Oct-85"],
    ["198509", "198510"],
    ["1985.09", "1985.10"],
    ["1985.09", "1985.1"],
    ["09.1985", "10.1985"],
  ]) {
    expect(labels(cells, "Month"), cells.join(" ")).toMatchObject(months);
  }
  expect(labels(["Dec-99", "Jan-00", "Feb-00"]).labels).toEqual(["1999-12", "2000-01", "2000-02"]);
});

test("years of two digits fall into the century, and numbers into the order, that puts the rows in order", () => {
  const days = (count: number, write: (day: number) => string) => Array.from({ length: count }, (_, i) => write(i + 1));
  expect(labels(["Jan-49", "Feb-49", "Dec-60"]).notes).toEqual(["years of two digits read as 1949 to 1960"]);
  expect(labels(["Dec-39", "Jan-40"]).labels).toEqual(["1939-12", "1940-01"]);
  expect(labels(["31-Dec-99", "01-Jan-00"]).labels).toEqual(["1999-12-31", "2000-01-01"]);
  expect(labels(days(20, (day) => `1/${day}/20`))).toMatchObject({
    notes: ["years of two digits read as 2020, dates as month/day/year"],
  });
  expect(labels(days(20, (day) => `${day}.01.20`)).labels[19]).toBe("2020-01-20");
  expect(labels(days(20, (day) => `20-01-${day}`)).labels[19]).toBe("2020-01-20");
  expect(labels(["01/02/20", "01/03/20"], "Date", "dmy").labels).toEqual(["2020-02-01", "2020-03-01"]);
});

test("where several orders of two digits put the rows in order, all are shown", () => {
  expect(failure(["01/02/20", "01/03/20"])).toEqual({
    code: "DATE_ORDER_AMBIGUOUS",
    message:
      'a.csv: column "Date": years have two digits, and no date shows which number is which: "01/02/20" (row 1 (line 2)) is 2020-01-02 read as month/day/year and 2001-02-20 read as year/month/day and 2020-02-01 read as day/month/year. Say which with dateOrder: "mdy", dateOrder: "ymd" or dateOrder: "dmy".',
  });
});

test("a month with a number that runs like days is asked about", () => {
  expect(failure(["Jan-01", "Jan-02", "Jan-03"]).message).toContain(
    "may be a month with its year, or a day without one",
  );
});

test("hours of twelve, 24:00, basic forms, zone names and intervals are moments", () => {
  const first = (cell: string) => labels([cell, cell]).labels[0];
  expect(first("2021-01-01 11-PM")).toBe("2021-01-01 23:00");
  expect(first("2021-01-01 12-AM")).toBe("2021-01-01");
  expect(first("1/13/2021 3:00 p.m.")).toBe("2021-01-13 15:00");
  expect(labels(["2021-01-01 23:00", "2021-01-01 24:00"])).toEqual({
    labels: ["2021-01-01 23:00", "2021-01-02 00:00"],
    kind: "datetime",
    notes: ["24:00 read as the midnight that begins the next day"],
  });
  expect(first("20210104T0300")).toBe("2021-01-04 03:00");
  expect(first("20210104T030000Z")).toBe("2021-01-04 03:00Z");
  expect(first("2021010403")).toBe("2021-01-04 03:00");
  expect(labels(["2021-10-31 02:00 CEST", "2021-10-31 02:00 CET"])).toMatchObject({
    labels: ["2021-10-31 00:00Z", "2021-10-31 01:00Z"],
    notes: ["names of zones read as their offsets from UTC: CEST, CET"],
  });
  expect(labels(["01.01.2021 13:00 - 01.01.2021 14:00", "13.01.2021 14:00 - 13.01.2021 15:00"])).toMatchObject({
    labels: ["2021-01-01 13:00", "2021-01-13 14:00"],
    notes: ["the times are intervals: their starts are read"],
  });
  expect(first("01OCT12")).toBe("2012-10-01");
});

test("numbers are Unix times by their size, and day numbers of a spreadsheet where the name speaks of dates", () => {
  const moment = "2021-03-29 00:00:24";
  expect(labels(["1616976024"], "timestamp")).toEqual({
    labels: [`${moment}Z`],
    kind: "datetime",
    notes: ['column "timestamp" holds Unix seconds: read as UTC'],
  });
  expect(labels(["1616976024321"], "time").labels).toEqual([`${moment}.321Z`]);
  expect(labels(["1616976024321999"], "time").labels).toEqual([`${moment}.321Z`]);
  expect(labels(["1616976024321999999"], "time").labels).toEqual([`${moment}.321Z`]);
  expect(labels(["44197", "44198.5"], "Date").labels).toEqual(["2021-01-01 00:00", "2021-01-02 12:00"]);
  expect(() => labels(["44197"], "time")).toThrow('"44197" is not a date or time');
});

test("rows with two signs between their numbers are refused, with what is odd about them", () => {
  expect(failure(["06/01/2023", "06/12/2023", "13-06-2023"]).message).toBe(
    'a.csv: row 3 (line 4), column "Date": "13-06-2023" has another sign between its numbers than row 1 (line 2) ("06/01/2023"), so rows may differ in the order of day and month: in those with "/" no day is above 12, as where day and month were swapped. Write all dates in one order, year first.',
  );
});

test("times of day that go on in equal steps in one order alone show it, and a note says so", () => {
  const hours = [1, 2, 3].flatMap((day) => [0, 8, 16].map((hour) => `01/0${day}/2021 ${hour}:00`));
  const column = read(hours);
  expect(column.values[8]).toBe(daysFromCivil(2021, 1, 3) * DAY + 16 * HOUR);
  expect(column.notes).toEqual([
    "dates read as month/day/year, by which all steps are alike: by day/month they would not be",
  ]);
  expect(read(hours, "dmy").notes).toEqual([]);
  // A hole, days alone, or two days: either order may be meant.
  for (const cells of [hours.filter((_, i) => i !== 4), ["01/02/2021", "01/03/2021", "01/04/2021"], hours.slice(0, 6)])
    expect(failure(cells).code).toBe("DATE_ORDER_AMBIGUOUS");
});
