import { expect, test, vi } from "vitest";
import { CellColumn } from "../columns/cell-column.ts";
import { SeriesSet } from "../many/series-set.ts";
import { Series } from "../series/series.ts";
import type { CsvOptions } from "./csv-options.ts";

const read = (header: string, rows: readonly string[], options?: CsvOptions) =>
  Series.fromCsv([header, ...rows.map((row, i) => `${row},${i}`)].join("\n"), { name: "a.csv", ...options });
const ends = ({ times, length }: Series) => [times.label(0), times.label(length - 1), times.step];
const hours = (write: (day: number, hour: number) => string, first = 0) =>
  Array.from({ length: 48 }, (_, i) => write(14 + Math.floor(i / 24), first + (i % 24)));
const two = (number: number) => String(number).padStart(2, "0");

test("a date and a time of day in two columns are one clock, and a note says so", () => {
  const wanted = ["2021-01-14 00:00", "2021-01-15 23:00", "1 hour"];
  const series = read(
    "Date,Time,x",
    hours((day, hour) => `${day}/01/2021,${two(hour)}:00:00`),
  );
  expect(ends(series)).toEqual(wanted);
  expect(series.columns).toEqual(["x"]);
  expect(series.notes).toEqual(['columns "Date", "Time" together are the clock']);
  const half = (hour: number) => `${hour % 12 === 0 ? 12 : hour % 12}:00 ${hour < 12 ? "AM" : "PM"}`;
  expect(
    ends(
      read(
        "Date,Time,x",
        hours((day, hour) => `2021-01-${day},${half(hour)}`),
      ),
    ),
  ).toEqual(wanted);
  expect(
    ends(
      read(
        "date,hour,x",
        hours((day, hour) => `2021-01-${day},${hour}`),
      ),
    ),
  ).toEqual(wanted);
  expect(
    ends(
      read(
        "date,time,x",
        hours((day, hour) => `202101${day},${hour * 100}`),
      ),
    ),
  ).toEqual(wanted);
  const spans = hours((day, hour) => `2021-01-${day},${two(hour)}:00 - ${two(hour + 1)}:00`);
  expect(ends(read("date,period,x", spans))).toEqual(wanted);
});

test("hours from 1 to 24 end with the midnight of the next day", () => {
  const series = read(
    "date,hour,x",
    hours((day, hour) => `2021-01-${day},${hour}`, 1),
  );
  expect(ends(series)).toEqual(["2021-01-14 01:00", "2021-01-16 00:00", "1 hour"]);
});

test("year, month, day and hour, year and month, and year and day of the year are clocks", () => {
  const parts = hours((day, hour) => `2021,1,${day},${hour}`);
  expect(ends(read("year,month,day,hour,x", parts))).toEqual(["2021-01-14 00:00", "2021-01-15 23:00", "1 hour"]);
  const months = Array.from({ length: 24 }, (_, i) => `${1985 + Math.floor(i / 12)},${1 + (i % 12)}`);
  expect(ends(read("year,month,x", months))).toEqual(["1985-01", "1986-12", "1 month"]);
  expect(ends(read("Year,DOY,x", ["2020,59", "2020,60", "2020,61", "2020,62"]))).toEqual([
    "2020-02-28",
    "2020-03-02",
    "1 day",
  ]);
  expect(ends(read("Year,Quarter,x", ["2020,3", "2020,4", "2021,1"]))).toEqual(["2020-Q3", "2021-Q1", "1 quarter"]);
  expect(ends(read("Year,Week,x", ["2020,52", "2020,53", "2021,1"]))).toEqual(["2020-12-21", "2021-01-04", "1 week"]);
});

test("parts of the clock that are asked for are numbers, too", () => {
  const series = read(
    "year,month,day,hour,x",
    hours((day, hour) => `2021,1,${day},${hour}`),
    { columns: ["x", "hour"] },
  );
  expect([...series.column("hour").slice(0, 3)]).toEqual([0, 1, 2]);
  expect(series.times.step).toBe("1 hour");
});

test("columns are named as a list, or with commas, and refused where they make no clock", () => {
  const rows = hours((day, hour) => `2021,1,${day},${hour}`);
  const header = "year,month,day,hour,x";
  expect(ends(read(header, rows, { time: ["year", "month", "day", "hour"] }))[2]).toBe("1 hour");
  expect(ends(read(header, rows, { time: "year, month, day, hour" }))[2]).toBe("1 hour");
  expect(() => read(header, rows, { time: "day,x" })).toThrow(
    'a.csv: columns "day", "x" make no clock together. Read together are a date and a time of day or an hour; year, month, day and hour; year and month, quarter, week or day of the year. Name columns of that kind with time: COLUMN,COLUMN.',
  );
});

test("a date that tells all rows apart stays the clock beside other parts", () => {
  const series = read("Date,month,hour,x", ["2021-01-01,1,5", "2021-01-02,1,6", "2021-01-03,1,7"]);
  expect([series.times.step, series.columns]).toEqual(["1 day", ["month", "hour", "x"]]);
});

test("words in a column called month are no clock, and a note says so", () => {
  const series = read("month,x", ["mar", "oct", "oct"]);
  expect(series.times.kind).toBe("row");
  expect(series.notes).toEqual(['column "month" holds words, not dates: the rows are the clock']);
});

test("a counter called time is no clock, however long it runs", () => {
  const series = read(
    "time,x",
    Array.from({ length: 3000 }, (_, i) => String(i)),
  );
  expect([series.times.kind, series.columns]).toEqual(["row", ["time", "x"]]);
});

test("numbers that rise as times do are the clock where the table has no names", () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${1698364800000 + 3_600_000 * i},${100 + i},${7 * i}`).join("\n");
  const series = Series.fromCsv(rows, { header: "none" });
  expect([series.times.kind, series.times.step, series.times.label(1)]).toEqual([
    "datetime",
    "1 hour",
    "2023-10-27 01:00Z",
  ]);
  expect(series.columns).toEqual(["column 2", "column 3"]);
  expect(series.notes.join("; ")).toContain('the numbers of "column 1" rise as times do: it is the clock');
});

test("a note on where the table stands stays beside one on its clock", () => {
  const rows = Array.from({ length: 40 }, (_, i) => `2021,${1 + Math.floor(i / 20)},${1 + (i % 20)},${i}`).join("\n");
  const { notes } = Series.fromCsv(`Report of a station\n\nyear,month,day,value\n${rows}`);
  expect(notes.some((note) => note.includes("is taken as the header"))).toBe(true);
  expect(notes.some((note) => note.includes("together are the clock"))).toBe(true);
});

test("a date and a time of day with points, and years with the periods of offices, are clocks together", () => {
  const hours = [18, 19, 20].map((hour) => `10/03/2004;${hour}.00.00;2,${hour}`);
  const points = Series.fromCsv(`Date;Time;x\n${hours.join("\n")}\n`, { name: "a.csv", dateOrder: "dmy" });
  expect(points.span()).toBe("2004-03-10 18:00 to 2004-03-10 20:00");
  for (const [periods, span] of [
    [["Q01", "Q02", "Q03", "Q04"], "2020-Q1 to 2021-Q4"],
    [["M01", "M02", "M03"], "2020-01 to 2021-03"],
  ] as const) {
    const rows = [2020, 2021].flatMap((year) => periods.map((period, i) => `LNS1,${year},${period},${i}.5`));
    expect(Series.fromCsv(`Series id,Year,Period,Value\n${rows.join("\n")}\n`, { name: "a.csv" }).span()).toBe(span);
  }
});

test("columns without names that count year, month, day and hour from the first on are the clock, where they rise", () => {
  const read = (rows: readonly string[]) => Series.fromCsv(rows.join("\n"), { name: "a.csv", header: "none" });
  const months = Array.from({ length: 15 }, (_, i) => `${1990 + Math.floor(i / 12)};${(i % 12) + 1};${i}.25`);
  expect(read(months).span()).toBe("1990-01 to 1991-03");
  const hours = Array.from({ length: 30 }, (_, i) => `2016 1 ${1 + Math.floor(i / 24)} ${i % 24} ${i}.5`);
  expect(read(hours).span()).toBe("2016-01-01 00:00 to 2016-01-02 05:00");
  const station = Array.from({ length: 60 }, (_, i) => `2016 32 2 1 ${i >> 1} ${30 * (i % 2)} ${i}.5`).slice(0, 48);
  expect(read(station).span()).toBe("2016-02-01 00:00 to 2016-02-01 23:30");
  // Backwards, no years, quarters, years with another number, and hours that may be days.
  for (const rows of [
    months.toReversed().concat(months),
    months.map((row) => row.replace(/^\d+/, "7")),
    Array.from({ length: 12 }, (_, i) => `${1990 + (i >> 2)};${(i % 4) + 1};${i}.5`),
    Array.from({ length: 12 }, (_, i) => `${1990 + i};${i + 1};${i}.5`),
    Array.from({ length: 12 }, (_, i) => `2016;1;${i + 1};${i}.5`),
  ])
    expect(read(rows).times.kind).toBe("row");
});

test("times that repeat are not counted where no other columns could be the clock: that takes a copy of them", () => {
  const counted = vi.spyOn(CellColumn.prototype, "distinct");
  try {
    const rows = ["a", "b"].flatMap((id) => [1, 2, 3].map((day) => `${id},2024-01-0${day},${day}`));
    const set = SeriesSet.fromCsv(`id,day,x\n${rows.join("\n")}\n`, { series: "id" });
    expect(set.get("b").span()).toBe("2024-01-01 to 2024-01-03");
    expect(counted).not.toHaveBeenCalled();
  } finally {
    counted.mockRestore();
  }
});
