import { expect, test } from "vitest";
import { Series } from "./series.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Rows every `step` milliseconds from 2024-01-01, a Monday, without those at `left`; x is the number of the step. */
function regular(count: number, step: number, left: readonly number[] = [], name = "a.csv"): Series {
  const kept = Array.from({ length: count }, (_, i) => i).filter((i) => !left.includes(i));
  return Series.fromColumns({ x: kept }, { times: kept.map((i) => Date.UTC(2024, 0, 1) + i * step), name });
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test("missing days become rows that repeat the same weekday, by time", () => {
  const series = regular(30, DAY, [10, 11, 17]);
  const filled = series.fillGaps("seasonal");
  expect(filled.length).toBe(30);
  expect(filled.times.label(10)).toBe("2024-01-11");
  // Day 17 is a week after day 10, which was made: it repeats day 3, which was measured.
  expect([10, 11, 17].map((row) => filled.column("x")[row])).toEqual([3, 4, 3]);
  expect([...filled.column("x")].filter((_, row) => ![10, 11, 17].includes(row))).toEqual([...series.column("x")]);
  expect(filled.check().filter(({ kind }) => kind === "gap")).toEqual([]);
  expect(filled.notes).toEqual([
    "3 rows inserted at times that were missing",
    '3 missing cells of "x" filled from the season before (7 rows)',
  ]);
});

test("what was made is listed, and masked for scores", () => {
  const filled = regular(30, DAY, [10, 11, 17]).fillGaps("seasonal");
  expect(filled.filled).toEqual([
    { column: "x", from: 10, to: 12, ahead: false },
    { column: "x", from: 17, to: 18, ahead: false },
  ]);
  expect(filled.lookahead).toEqual([]);
  expect([...(filled.isMeasured("x") as Uint8Array)].flatMap((one, row) => (one === 0 ? [row] : []))).toEqual([
    10, 11, 17,
  ]);
  expect(regular(30, DAY).fillGaps("seasonal").isMeasured("x")).toBeUndefined();
  expect([...(filled.slice(11, 18).isMeasured("x") as Uint8Array)]).toEqual([0, 1, 1, 1, 1, 1, 0]);
});

test("an inserted row stands after the row before it, and says so", () => {
  const filled = Series.fromCsv("Date,x\n2024-01-01,1\n2024-01-02,2\n2024-01-04,4\n2024-01-05,5\n", {
    name: "a.csv",
  }).fillGaps("forward-fill");
  expect([...filled.column("x")]).toEqual([1, 2, 2, 4, 5]);
  expect(filled.place(2)).toBe("a row inserted after row 2 (line 3)");
  expect(filled.place(3)).toBe("row 3 (line 4)");
  expect(filled.slice(2).place(0)).toBe("a row inserted after row 2 (line 3)");
  expect(filled.repair("drop").place(2)).toBe("a row inserted after row 2 (line 3)");
});

test("cells that were empty in rows that are there are filled alike", () => {
  const x = range(0, 21).map((day) => (day === 12 ? Number.NaN : day));
  const times = range(0, 21).map((day) => Date.UTC(2024, 0, 1) + day * DAY);
  const filled = Series.fromColumns({ x }, { times }).fillGaps("seasonal");
  expect(filled.length).toBe(21);
  expect(filled.column("x")[12]).toBe(5);
  expect(filled.notes).toEqual(['1 missing cell of "x" filled from the season before (7 rows)']);
});

test("linear draws a line over the inserted rows and tells that it knows the future", () => {
  const filled = regular(30, DAY, [10, 11]).fillGaps("linear");
  expect([...filled.column("x")]).toEqual(range(0, 30));
  expect(filled.filled).toEqual([{ column: "x", from: 10, to: 12, ahead: true }]);
  expect(filled.lookahead).toEqual([{ column: "x", from: 10, to: 12 }]);
});

test("before a season was seen, its place is filled with the value before", () => {
  const filled = regular(30, DAY, [3, 10]).fillGaps("seasonal");
  // Day 10 is a week after day 3, which was made.
  expect([3, 10].map((row) => filled.column("x")[row])).toEqual([2, 9]);
  expect(filled.notes[1]).toBe('2 missing cells of "x" filled with the value before');
});

test("an outage of days in hourly values repeats the hours of the day before, or of the season that is named", () => {
  const outage = range(400, 460);
  const daily = regular(600, HOUR, outage).fillGaps("seasonal");
  expect(daily.length).toBe(600);
  expect(outage.map((row) => daily.column("x")[row] % 24)).toEqual(outage.map((row) => row % 24));
  expect(outage.map((row) => daily.column("x")[row])).toEqual(
    outage.map((row) => (row < 424 ? row - 24 : row < 448 ? row - 48 : row - 72)),
  );
  const weekly = regular(600, HOUR, outage).fillGaps("seasonal", { season: 168 });
  expect(outage.map((row) => weekly.column("x")[row])).toEqual(outage.map((row) => row - 168));
});

test("of a day and a week that is repeated which was closer before the hole", () => {
  // Hours of a shop that is closed on Sundays; a hole from Sunday noon to Tuesday.
  const shop = (hour: number) => (Math.floor(hour / 24) % 7 === 6 ? 0 : 50 + (hour % 24));
  const outage = range(24 * 34 + 12, 24 * 37);
  const kept = range(0, 24 * 50).filter((hour) => !outage.includes(hour));
  const times = kept.map((hour) => Date.UTC(2024, 0, 1) + hour * HOUR);
  const filled = Series.fromColumns({ x: kept.map(shop) }, { times }).fillGaps("seasonal");
  expect(outage.map((hour) => filled.column("x")[hour])).toEqual(outage.map(shop));
  expect(filled.notes[1]).toBe('60 missing cells of "x" filled from the season before (168 rows)');
  // Without the week it would have stayed closed.
  const daily = Series.fromColumns({ x: kept.map(shop) }, { times }).fillGaps("seasonal", { season: 24 });
  expect(daily.column("x")[24 * 35 + 5]).toBe(0);
});

test("holidays of business days are no gaps; a longer hole is, and repeats the weekday", () => {
  const days = range(0, 140).filter((day) => day % 7 < 5);
  const holidays = [14, 15, 16, 17]; // a Monday to Thursday
  const closed = range(70, 75); // a whole week
  const kept = days.filter((day) => !holidays.includes(day) && !closed.includes(day));
  const times = kept.map((day) => Date.UTC(2024, 0, 1) + day * DAY);
  const filled = Series.fromColumns({ x: kept }, { times }).fillGaps("seasonal");
  expect(filled.length).toBe(kept.length + 5);
  const at = kept.indexOf(67) + 1;
  expect(range(at, at + 5).map((row) => filled.times.label(row))).toEqual([
    "2024-03-11",
    "2024-03-12",
    "2024-03-13",
    "2024-03-14",
    "2024-03-15",
  ]);
  expect(range(at, at + 5).map((row) => filled.column("x")[row])).toEqual([63, 64, 65, 66, 67]);
});

test("a month that is missing is put in, at its place of the calendar", () => {
  const kept = range(0, 40).filter((month) => month !== 25);
  const times = kept.map((month) => `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`);
  const filled = Series.fromColumns({ x: kept }, { times }).fillGaps("seasonal");
  expect(filled.times.label(25)).toBe("2022-02");
  expect(filled.column("x")[25]).toBe(13);
});

test("the hour that summer time leaves out is put in; the one that it repeats is dropped first", () => {
  // Local times: 02:00 is missing in March, and stands twice in October.
  const hours = range(0, 24 * 20).map((hour) => Date.UTC(2024, 2, 20) + hour * HOUR);
  const march = hours.filter((time) => time !== Date.UTC(2024, 2, 31, 2));
  const text = (time: number) => new Date(time).toISOString().slice(0, 16).replace("T", " ");
  const spring = Series.fromColumns({ x: march }, { times: march.map(text) });
  expect(spring.check()[0].message).toContain("1 missing between 2024-03-31 01:00 and 2024-03-31 03:00");
  expect(spring.fillGaps("forward-fill").length).toBe(24 * 20);
  const twice = [...hours.slice(0, 100), hours[99], ...hours.slice(100)];
  const autumn = Series.fromColumns({ x: twice }, { times: twice.map(text) });
  expect(() => autumn.fillGaps("forward-fill")).toThrow('repair: "drop"');
  expect(autumn.repair("drop").fillGaps("forward-fill").length).toBe(24 * 20);
});

test("columns that are not filled miss the cells of inserted rows", () => {
  const series = Series.fromColumns(
    { x: [1, 2, 4, 5], y: [1, 2, 4, 5] },
    { times: ["2024-01-01", "2024-01-02", "2024-01-04", "2024-01-05"] },
  );
  const filled = series.fillGaps("forward-fill", { columns: ["x"] });
  expect([...filled.column("y")]).toEqual([1, 2, Number.NaN, 4, 5]);
  expect(filled.filled.map(({ column }) => column)).toEqual(["x"]);
});

test("cells that a repair made before stay known as made, over rows that are put into them too", () => {
  const x = range(0, 30).map((day) => (day === 9 || day === 12 ? Number.NaN : day));
  const kept = range(0, 30).filter((day) => day !== 10 && day !== 11);
  const times = kept.map((day) => Date.UTC(2024, 0, 1) + day * DAY);
  const series = Series.fromColumns({ x: kept.map((day) => x[day]) }, { times });
  const filled = series.repair("linear").fillGaps("forward-fill");
  expect(filled.lookahead).toEqual([{ column: "x", from: 9, to: 13 }]);
  expect([...(filled.isMeasured("x") as Uint8Array)].flatMap((one, row) => (one === 0 ? [row] : []))).toEqual([
    9, 10, 11, 12,
  ]);
});

test("a gap that is longer than the data is refused with what was found", () => {
  const times = [...range(0, 50), ...range(31_536_000_000, 31_536_000_050)];
  const series = Series.fromColumns({ x: times }, { times, name: "a.csv" });
  expect(() => series.fillGaps("linear")).toThrow(
    /^a\.csv: 31,535,999,950 rows are missing at a step of 1 millisecond, but there are 100: what would be inserted is more than was measured\. The longest gap is between 1970-01-01 00:00:00\.049Z and 1971-01-01 .*\. Put the rows into longer steps with resample: STEP, or give the rows on one side of that gap\.$/,
  );
});

test("a season that nobody knows is asked for, and a hole at an edge is refused as a repair refuses it", () => {
  const weeks = regular(40, 17 * DAY, [20]);
  expect(() => weeks.fillGaps("seasonal")).toThrow(
    'a.csv: fillGaps: "seasonal" repeats a season, and rows with the step 17 days show none. Give its rows with season: ROWS, or use fillGaps: "forward-fill".',
  );
  expect(weeks.fillGaps("seasonal", { season: 4 }).column("x")[20]).toBe(16);
  const edges = Series.fromCsv("Date,x\n2024-01-01,\n2024-01-02,2\n2024-01-03,\n", { name: "a.csv" });
  expect(() => edges.fillGaps("forward-fill")).toThrow(
    'a.csv: row 1 (line 2), column "x": fillGaps: "forward-fill" finds no value before the first row to start from. Start the series later: series.slice(1), or use repair: "drop", which leaves out 2 of 3 rows.',
  );
  expect(() => edges.slice(1).fillGaps("linear")).toThrow(
    'a.csv: row 3 (line 4), column "x": fillGaps: "linear" finds no value after the hole at the end. Use fillGaps: "forward-fill", or repair: "drop", which leaves out 1 of 2 rows.',
  );
  expect(() => weeks.fillGaps("mean" as "linear")).toThrow(
    'Series.fillGaps: method must be one of "linear", "forward-fill", "seasonal", but it is "mean".',
  );
});

test("of a series whose times are out of order, or whose gap is too long, that is said, and not that it has no season", () => {
  const { parts } = regular(60, HOUR);
  const disordered = new Series({ ...parts, times: parts.times.derive(parts.times.values().toReversed()) });
  expect(() => disordered.fillGaps("seasonal")).toThrow("is earlier than row 1");
  const times = [...range(0, 50), ...range(100_000, 100_050)].map((hour) => hour * HOUR);
  expect(() => Series.fromColumns({ x: times }, { times }).fillGaps("seasonal")).toThrow("99,950 rows are missing");
});

test("a season longer than the grid of the series has nothing to repeat, and takes no room", () => {
  const filled = regular(60, DAY, [20]).fillGaps("seasonal", { season: 1_000_000_000 });
  expect(filled.column("x")[20]).toBe(19);
  expect(filled.notes[1]).toBe('1 missing cell of "x" filled with the value before');
  const weekly = regular(60, DAY, [20]).fillGaps("seasonal", { season: [7, 900_000_000] });
  expect(weekly.column("x")[20]).toBe(13);
});
