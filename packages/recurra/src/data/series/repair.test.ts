import { expect, test } from "vitest";
import { Series } from "./series.ts";

const holes = Series.fromCsv("Date,x,y\n2020-01-01,1,1\n2020-01-02,,2\n2020-01-03,,\n2020-01-04,4,4\n", {
  name: "a.csv",
});

test("nothing is repaired without being asked for", () => {
  expect([...holes.column("x")]).toEqual([1, Number.NaN, Number.NaN, 4]);
});

test("drop leaves out rows with a missing value in the named columns, and keeps the others' file rows", () => {
  const all = holes.repair("drop");
  expect([...all.column("y")]).toEqual([1, 4]);
  expect(all.place(1)).toBe("row 4 (line 5)");
  expect(all.notes).toEqual(['repair "drop": 2 rows with missing values left out']);
  expect([...holes.repair("drop", ["y"]).column("y")]).toEqual([1, 2, 4]);
});

test("drop keeps the first row of each time", () => {
  const twice = Series.fromCsv("Date,x\n2020-01-01,1\n2020-01-02,2\n2020-01-02,9\n2020-01-03,3\n");
  const once = twice.repair("drop");
  expect([...once.column("x")]).toEqual([1, 2, 3]);
  expect(once.notes).toEqual(['repair "drop": 1 row with a time that an earlier row has left out']);
});

test("drop is offered for repeated times with the rows that it leaves out; where these are more than a third, the times may be no clock", () => {
  const repeating = (rows: number, each: number) =>
    Series.fromColumns(
      { x: Array.from({ length: rows }, (_, row) => row) },
      { name: "a.csv", times: Array.from({ length: rows }, (_, row) => Date.UTC(2020, 0, 1 + Math.floor(row / each))) },
    );
  const once = Series.fromColumns(
    { x: [1, 2, 3, 4] },
    { name: "a.csv", times: [1, 2, 2, 3].map((day) => day * 864e5) },
  );
  expect(() => once.requireOrdered()).toThrow(
    /row 3 .* has the same time as row 2\. Keep the first of each time with repair: "drop", which leaves out 1 of 4 rows\.$/,
  );
  expect(() => repeating(1020, 510).requireOrdered()).toThrow(
    /row 2 .* has the same time as row 1\. Only 2 of 1,020 times differ, so the column may not be the clock, or several series stand in the file\. Name another column with time: COLUMN, or say which columns tell the series apart with series: COLUMN\.$/,
  );
  expect(() => repeating(20, 2).requireOrdered()).toThrow("Only 10 of 20 times differ");
});

test("drop is not offered for missing cells where fewer than a tenth of the rows would stay", () => {
  const sparse = Array.from({ length: 30 }, (_, row) => (row === 0 || row > 1 ? Number.NaN : row));
  expect(() => Series.fromColumns({ x: sparse }, { name: "a.csv" }).requireClean(["x"])).toThrow(
    /and no repair was chosen\. Choose other columns\.$/,
  );
});

test("drop refuses to leave nothing", () => {
  const bare = Series.fromColumns({ x: [1, 2], y: [Number.NaN, Number.NaN] }, { name: "a.csv" });
  expect(() => bare.repair("drop")).toThrow(
    'a.csv: repair: "drop" would leave no row: every row misses a value (column "y"). Name the columns you need.',
  );
});

test("forward-fill repeats the past", () => {
  const filled = holes.repair("forward-fill");
  expect([...filled.column("x")]).toEqual([1, 1, 1, 4]);
  expect([...filled.column("y")]).toEqual([1, 2, 2, 4]);
  expect(filled.lookahead).toEqual([]);
  expect(filled.filled).toEqual([
    { column: "x", from: 1, to: 3, ahead: false },
    { column: "y", from: 2, to: 3, ahead: false },
  ]);
  expect([...(filled.isMeasured("x") as Uint8Array)]).toEqual([1, 0, 0, 1]);
  expect(filled.notes[0]).toBe('repair "forward-fill": 2 cells of "x" filled with the value before');
});

test("forward-fill does not change when the future does", () => {
  const other = Series.fromColumns({ x: [1, Number.NaN, Number.NaN, 99] });
  expect([...other.repair("forward-fill").column("x")].slice(0, 3)).toEqual(
    [...holes.repair("forward-fill").column("x")].slice(0, 3),
  );
});

test("forward-fill with nothing before the hole is an error that says so", () => {
  const start = Series.fromCsv("Date,x\n2020-01-01,\n2020-01-02,2\n", { name: "a.csv" });
  expect(() => start.repair("forward-fill")).toThrow(
    'a.csv: row 1 (line 2), column "x": repair: "forward-fill" finds no value before the first row to start from. Start the series later: series.slice(1), or use repair: "drop", which leaves out 1 of 2 rows.',
  );
});

test("linear draws a line across the hole, and lists the rows that know the future", () => {
  const filled = holes.repair("linear");
  expect([...filled.column("x")]).toEqual([1, 2, 3, 4]);
  expect(filled.lookahead).toEqual([
    { column: "x", from: 1, to: 3 },
    { column: "y", from: 2, to: 3 },
  ]);
  expect(filled.notes[0]).toBe('repair "linear": 2 cells of "x" filled from the values before and after them');
});

test("linear with nothing before or after the hole is an error", () => {
  expect(() => Series.fromColumns({ x: [1, Number.NaN] }, { name: "a.csv" }).repair("linear")).toThrow(
    'a.csv: row 2, column "x": repair: "linear" finds no value after the hole at the end. Use repair: "forward-fill", or repair: "drop", which leaves out 1 of 2 rows.',
  );
  expect(() => Series.fromColumns({ x: [Number.NaN, 1] }).repair("linear")).toThrow(
    "finds no value before the first row",
  );
});

test("a span that begins within or right after a linear hole is refused", () => {
  const filled = holes.repair("linear", ["x"]);
  expect(() => filled.requireNoLookahead(3)).toThrow(
    'a.csv: column "x" was filled in row 2 (line 3) from a later row, which would leak the future into the test from 2020-01-04 on. Use repair: "forward-fill", or fillGaps: "seasonal".',
  );
  expect(() => filled.requireNoLookahead(2)).toThrow("leak the future");
  filled.requireNoLookahead(0, 1);
  filled.requireNoLookahead(3, 4, ["y"]);
});

test("what is known of the future follows the rows through slices and drops", () => {
  const filled = holes.repair("linear", ["x"]);
  expect(filled.slice(2).lookahead).toEqual([{ column: "x", from: 0, to: 1 }]);
  expect(filled.slice(3).lookahead).toEqual([]);
  expect(filled.repair("drop", ["y"]).lookahead).toEqual([{ column: "x", from: 1, to: 2 }]);
});

test("rows out of order cannot be filled, and a method that is none is refused", () => {
  const mixed = Series.fromColumns({ x: [1, Number.NaN] }, { times: ["2020-01-02", "2020-01-01"] });
  expect(() => mixed.repair("forward-fill")).toThrow("is earlier than");
  expect(() => holes.repair("mean" as "drop")).toThrow(
    'Series.repair: method must be one of "drop", "forward-fill", "linear", but it is "mean".',
  );
  expect(() => holes.repair("drop", ["z"])).toThrow('there is no column "z"');
});

test("rows are left out of a series with very many filled holes in one walk", () => {
  const length = 600_001;
  const x = Float64Array.from({ length }, (_, row) => (row % 2 === 1 ? Number.NaN : row));
  const y = Float64Array.from({ length }, (_, row) => (row % 4 === 2 ? Number.NaN : row));
  const kept = Series.fromColumns({ x, y }).repair("linear", ["x"]).repair("drop", ["y"]);
  expect(kept.length).toBe(450_001);
  expect(kept.lookahead).toHaveLength(300_000);
  expect(kept.lookahead.slice(0, 3)).toEqual([
    { column: "x", from: 1, to: 2 },
    { column: "x", from: 2, to: 3 },
    { column: "x", from: 4, to: 5 },
  ]);
});
