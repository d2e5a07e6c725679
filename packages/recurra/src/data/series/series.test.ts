import { expect, test } from "vitest";
import { Series } from "./series.ts";

const week = ["2018-05-07", "2018-05-08", "2018-05-09", "2018-05-10", "2018-05-11"];
const series = Series.fromColumns({ a: [1, 2, 3, 4, 5], b: [5, 4, 3, 2, 1] }, { times: week, name: "week" });

test("a slice is a view: it shares the memory of the series", () => {
  const middle = series.slice(1, 4);
  expect([...middle.column("a")]).toEqual([2, 3, 4]);
  expect(middle.column("a").buffer).toBe(series.column("a").buffer);
  expect(middle.times.values().buffer).toBe(series.times.values().buffer);
  expect([middle.length, middle.times.label(0), middle.place(0)]).toEqual([3, "2018-05-08", "row 2"]);
});

test("negative rows count from the end, and rows beyond it are cut off", () => {
  expect([...series.slice(-2).column("a")]).toEqual([4, 5]);
  expect([...series.slice(3, 99).column("a")]).toEqual([4, 5]);
  expect(series.slice(4, 2).length).toBe(0);
  expect(() => series.slice(0.5)).toThrow("slice: rows are whole numbers, got 0.5.");
});

test("before and from cut at a date, which belongs to the later part", () => {
  expect(series.before("2018-05-09").length).toBe(2);
  expect(series.from("2018-05-09").times.label(0)).toBe("2018-05-09");
  expect(series.from("2018-05-10 12:00").times.label(0)).toBe("2018-05-11");
  expect(series.before("2019").length).toBe(5);
  expect(series.from("2018-06").length).toBe(0);
});

test("rowAt finds the first row at or after a time, as text or UTC milliseconds", () => {
  expect(series.rowAt("2018-05-08")).toBe(1);
  expect(series.rowAt(Date.UTC(2018, 4, 8) + 1)).toBe(2);
  expect(series.rowAt("2000-01-01")).toBe(0);
  expect(series.rowAt("2020-01-01")).toBe(5);
  expect(() => series.rowAt(Number.NaN)).toThrow("time: NaN is not a time.");
});

test("without times, rows are found by their number from 1", () => {
  const rows = Series.fromColumns({ a: [1, 2, 3] });
  expect(rows.rowAt(2)).toBe(1);
  expect(rows.before("3").length).toBe(2);
  expect(rows.slice(1).from(3).length).toBe(1);
});

test("an unknown column names the nearest", () => {
  expect(() => series.column("c")).toThrow('week: there is no column "c". Nearest: "a", "b".');
});

test("sorted orders rows by time and keeps the order of equal times", () => {
  const mixed = Series.fromColumns({ a: [1, 2, 3] }, { times: ["2020-01-02", "2020-01-01", "2020-01-02"] });
  const sorted = mixed.sorted();
  expect([...sorted.column("a")]).toEqual([2, 1, 3]);
  expect(sorted.place(0)).toBe("row 2");
  expect(sorted.notes).toEqual(["rows sorted by time"]);
  expect(series.sorted()).toBe(series);
});

test("unordered and duplicate times are refused with both rows and the remedy", () => {
  const mixed = Series.fromCsv("Date,x\n2020-01-02,1\n2020-01-01,2\n2020-01-02,3\n", { name: "a.csv" });
  expect(() => mixed.requireClean(["x"])).toThrow(
    "a.csv: row 2 (line 3) (2020-01-01) is earlier than row 1 (line 2) (2020-01-02). Sort the rows by time: sort: true, or series.sorted().",
  );
  expect(() => mixed.sorted().requireClean(["x"])).toThrow(
    'a.csv: row 3 (line 4) (2020-01-02) has the same time as row 1 (line 2). Keep the first of each time with repair: "drop", which leaves out 1 of 3 rows.',
  );
  expect(() => mixed.rowAt("2020-01-01")).toThrow("is earlier than");
  mixed.sorted().repair("drop").requireClean(["x"]);
});

test("missing cells without a repair are refused with the first row and the choices", () => {
  const holes = Series.fromCsv("Date,x,y\n2020-01-01,1,1\n2020-01-02,,2\n2020-01-03,,3\n", { name: "a.csv" });
  holes.requireClean(["y"]);
  expect(() => holes.requireClean(["y", "x"])).toThrow(
    'a.csv: column "x" has 2 missing cells, the first in row 2 (line 3), 2020-01-02, and no repair was chosen. ' +
      'Choose repair: "forward-fill", or repair: "drop", which leaves out 2 of 3 rows.',
  );
  const inside = Series.fromColumns({ x: [1, Number.NaN, 3], y: [1, 2, 3] });
  expect(() => inside.requireClean(["x"])).toThrow(
    'Choose repair: "forward-fill", or repair: "linear", which looks into the future, or repair: "drop", which leaves out 1 of 3 rows.',
  );
  const all = Series.fromColumns({ x: [Number.NaN, Number.NaN] });
  expect(() => all.requireClean(["x"])).toThrow("and no repair was chosen. Choose other columns.");
});

test("fromColumns refuses unequal lengths and infinite numbers", () => {
  expect(() => Series.fromColumns({ a: [1, 2], b: [1] })).toThrow(
    'series: column "b" has 1 value, but "a" has 2 values. Give as many.',
  );
  expect(() => Series.fromColumns({ a: [1] }, { times: week })).toThrow(
    'series: column "a" has 1 value, but times has 5 entries. Give as many.',
  );
  expect(() => Series.fromColumns({ a: [1, Number.POSITIVE_INFINITY] })).toThrow(
    'series: row 2, column "a": Infinity is infinite. Use NaN for a missing value.',
  );
});

test("fromColumns takes times as texts, as UTC milliseconds or from another series", () => {
  const stamps = [Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2)];
  expect(Series.fromColumns({ a: [1, 2] }, { times: stamps }).times.label(1)).toBe("2020-01-02");
  const hours = Series.fromColumns({ a: [1, 2] }, { times: [0, 3_600_000] });
  expect(hours.times.label(1)).toBe("1970-01-01 01:00Z");
  expect(Series.fromColumns({ a: [1, 2] }, { times: hours.times }).times).toBe(hours.times);
  expect(() => Series.fromColumns({ a: [1] }, { times: [Number.NaN] })).toThrow(
    "series: row 1: NaN is not a time in UTC milliseconds.",
  );
});

test("a copy of the numbers is held: changing the array changes nothing", () => {
  const array = [1, 2];
  const held = Series.fromColumns({ a: array });
  array[0] = 9;
  expect(held.column("a")[0]).toBe(1);
});

test("withColumns replaces columns of the same length", () => {
  const doubled = series.withColumns(new Map([["a", series.column("a").map((value) => 2 * value)]]));
  expect([...doubled.column("a")]).toEqual([2, 4, 6, 8, 10]);
  expect(doubled.column("b")).toBe(series.column("b"));
  expect(() => series.withColumns(new Map([["a", new Float64Array(2)]]))).toThrow(
    'week: column "a" has 5 rows, its replacement 2. Give as many.',
  );
});

test("fromColumns refuses times beyond the calendar", () => {
  for (const time of [1e300, -8.64e15 - 2, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => Series.fromColumns({ a: [1, 2] }, { times: [0, time], name: "a" })).toThrow(
      `a: row 2: ${time} is not a time in UTC milliseconds.`,
    );
  }
});

test("fromColumns refuses times of which some are texts and some are numbers", () => {
  const times = ["2020-01-01", 1_577_923_200_000] as unknown as string[];
  expect(() => Series.fromColumns({ a: [1, 2] }, { times, name: "a" })).toThrow(
    "a: row 2: the time is a number, but that of row 1 is a text. Write all times alike.",
  );
  expect(() => Series.fromColumns({ a: [1, 2] }, { times: times.toReversed(), name: "a" })).toThrow(
    "a: row 2: the time is a text, but that of row 1 is a number. Write all times alike.",
  );
});

test("columns that are no lists of numbers are refused, and none of their cells becomes NaN or 0", () => {
  const read = (columns: unknown) => () => Series.fromColumns(columns as Record<string, number[]>);
  expect(read({ a: [3, "x"] })).toThrow('series: row 2, column "a": "x" is not a number. Use NaN for a missing value.');
  expect(read({ a: ["1"] })).toThrow('series: row 1, column "a": "1" is not a number.');
  expect(read({ a: [1, null] })).toThrow('series: row 2, column "a": null is not a number.');
  expect(read({ a: [1, Number.POSITIVE_INFINITY] })).toThrow('series: row 2, column "a": Infinity is infinite.');
  expect(read({ a: 3 })).toThrow("fromColumns: a must be a list of numbers, but it is 3.");
  expect(read({ a: null })).toThrow("fromColumns: a must be a list of numbers, but it is null.");
  const wanted = "fromColumns: columns must be lists of numbers by name, but it is";
  expect(read({})).toThrow(`${wanted} an object.`);
  expect(read([1, 2])).toThrow(`${wanted} a list of 2.`);
  expect(read(undefined)).toThrow(`${wanted} undefined.`);
  expect([...Series.fromColumns({ a: [1, Number.NaN] }).column("a")]).toEqual([1, Number.NaN]);
  expect([...Series.fromColumns({ a: Int32Array.of(1, 2) }).column("a")]).toEqual([1, 2]);
});

test("times without columns are a clock; neither is nothing", () => {
  const clock = Series.fromColumns({}, { times: ["2024-01-01", "2024-01-02", "2024-01-03"] });
  expect([clock.length, clock.columns, clock.times.step]).toEqual([3, [], "1 day"]);
  expect(() => Series.fromColumns({})).toThrow("fromColumns: columns must be lists of numbers by name");
});

test("the same rows and columns, asked for again, are the same series, of which seasons and findings are found once", () => {
  const series = Series.fromColumns({ a: [1, 2, 3, 4], b: [4, 3, 2, 1] });
  expect(series.slice(1, 3)).toBe(series.slice(1, 3));
  expect(series.slice(1, 3)).not.toBe(series.slice(1));
  expect(series.select(["a"])).toBe(series.select(["a"]));
  expect(series.select(["b"])).not.toBe(series.select(["a"]));
  expect(series.check()).toBe(series.check());
  expect(series.seasons("a")).toBe(series.seasons("a"));
});
