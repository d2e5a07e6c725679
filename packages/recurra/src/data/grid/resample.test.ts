import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { RESAMPLE, splitResample } from "./resample.ts";

const HOUR = 3_600_000;
const at = (...parts: [number, number, number, number?, number?]) => Date.UTC(...parts);

/** A sensor that reports at odd minutes, twice or three times an hour. */
const sensor = Series.fromCsv(
  [
    "time,x",
    "2024-05-01 10:07,1",
    "2024-05-01 10:31,2",
    "2024-05-01 10:58,6",
    "2024-05-01 11:02,10",
    "2024-05-01 11:59,",
    "2024-05-01 13:00,7",
    "2024-05-01 13:20,8",
    "2024-05-01 13:55,9",
    "",
  ].join("\n"),
  { name: "sensor.csv" },
);

test("rows of an hour become one row at its start: their mean, their sum or the last of them", () => {
  const mean = sensor.resample("1h");
  expect([0, 1, 2].map((row) => mean.times.label(row))).toEqual([
    "2024-05-01 10:00",
    "2024-05-01 11:00",
    "2024-05-01 13:00",
  ]);
  expect([...mean.column("x")]).toEqual([3, 10, 8]);
  expect(mean.notes.at(-1)).toBe("8 rows put into 3 steps of 1h: the mean of each");
  expect([...sensor.resample("1h", "last").column("x")]).toEqual([6, 10, 9]);
  expect([...sensor.resample("30min", "last").column("x")]).toEqual([1, 6, 10, Number.NaN, 8, 9]);
});

test("an hour without rows is a gap, which can be filled", () => {
  const hours = Series.fromColumns(
    { x: [0, 1, 2, 3, 8, 9, 10, 11] },
    { times: [0, 1.1, 2.2, 3.3, 8.1, 9.2, 10.3, 11.1].map((hour) => hour * HOUR) },
  ).resample("1h");
  expect(hours.check().map(({ kind }) => kind)).toEqual(["gap"]);
  expect(hours.fillGaps("linear").length).toBe(12);
});

test("a sum leaves out a first and a last step that the rows do not fill", () => {
  const times = Array.from({ length: 40 }, (_, i) => at(2024, 0, 1, 0, 30) + (i * HOUR) / 4);
  const counts = Series.fromColumns({ x: times.map(() => 1) }, { times });
  const sums = counts.resample("1h", "sum");
  // 00:30 to 10:15: the hours of 0 and 10 have two rows.
  expect([...sums.column("x")]).toEqual(Array(9).fill(4));
  expect(sums.times.label(0)).toBe("2024-01-01 01:00Z");
  expect(sums.notes.at(-1)).toBe("4 rows left out: of a first or last step that is not whole");
  expect(counts.resample("1h").length).toBe(11);
});

test("days, weeks from Monday on, months and quarters", () => {
  const days = Array.from({ length: 120 }, (_, i) => at(2024, 0, 3) + i * 24 * HOUR);
  const series = Series.fromColumns({ x: days.map((_, i) => i) }, { times: days });
  const weeks = series.resample("1w");
  expect([weeks.times.label(0), weeks.times.label(1), weeks.times.step]).toEqual([
    "2024-01-01",
    "2024-01-08",
    "1 week",
  ]);
  expect([...weeks.column("x").slice(0, 2)]).toEqual([2, 8]);
  const months = series.resample("1mo", "last");
  expect([months.times.kind, months.times.label(0), months.times.step]).toEqual(["month", "2024-01", "1 month"]);
  expect([...months.column("x")]).toEqual([28, 57, 88, 118, 119]);
  expect(series.resample("3mo").times.label(1)).toBe("2024-04");
  expect(series.resample("2d").length).toBe(61);
});

test("rows keep the place where their step begins, and a step with a cell that was made is made", () => {
  const hours = sensor.resample("1h");
  expect(hours.place(2)).toBe("row 6 (line 7)");
  const times = Array.from({ length: 48 }, (_, i) => i * HOUR);
  const x = times.map((_, i) => (i >= 20 && i < 26 ? Number.NaN : i));
  const series = Series.fromColumns({ x }, { times });
  expect(series.repair("forward-fill").resample("6h").filled).toEqual([{ column: "x", from: 3, to: 5, ahead: false }]);
  // Row 26 helped, which lies in step 4: step 3 knows of a later one.
  expect(series.repair("linear").resample("6h").filled).toEqual([
    { column: "x", from: 3, to: 4, ahead: true },
    { column: "x", from: 4, to: 5, ahead: false },
  ]);
});

test("rows of one time fall into one step, and rows out of order are refused", () => {
  const twice = Series.fromColumns({ x: [1, 3, 5] }, { times: [0, 0, HOUR], name: "a.csv" });
  expect([...twice.resample("1h").column("x")]).toEqual([2, 5]);
  const mixed = Series.fromColumns({ x: [1, 3] }, { times: [HOUR, 0], name: "a.csv" });
  expect(() => mixed.resample("1h")).toThrow("is earlier than");
});

test("a step that is none or finer than the rows is refused, and so are rows without times", () => {
  expect(() => sensor.resample("1 hour")).toThrow(
    'Series.resample: step must be a step such as "15min", "1h", "1d", "1w" or "1mo", but it is "1 hour".',
  );
  expect(() => sensor.resample("1h", "median" as "mean")).toThrow('rule must be one of "mean", "sum", "last"');
  const days = Series.fromColumns(
    { x: [1, 2, 3] },
    { times: ["2024-01-01", "2024-01-02", "2024-01-03"], name: "a.csv" },
  );
  expect(() => days.resample("1h")).toThrow(
    'a.csv: resample: "1h" is finer than the rows, whose step is 1 day. Give a longer step, or leave resample out.',
  );
  expect(() => Series.fromColumns({ x: [1, 2] }, { name: "a.csv" }).resample("1h")).toThrow(
    'a.csv: resample: "1h" needs times, but the rows are the clock. Name the time column with time: COLUMN, or leave resample out.',
  );
});

test("a setting is a step, with a rule where it is not the mean", () => {
  expect(splitResample("1h")).toEqual(["1h", "mean"]);
  expect(splitResample("15min:sum")).toEqual(["15min", "sum"]);
  for (const wrong of ["", "h", "0h", "1.5h", "1h:", "1h:max", "1h:sum:x", "1y", "1H"]) {
    expect(RESAMPLE.read(wrong), wrong).toBeUndefined();
  }
});
