import { inspect } from "node:util";
import { expect, test } from "vitest";
import { rowLines } from "./row-lines.ts";
import { Series } from "./series.ts";

const text = [
  "Date,a,note,b",
  ...Array.from({ length: 9 }, (_, i) => `2024-01-0${i + 1},${i === 1 ? "" : i},${i % 2 ? "odd" : "even"},${i / 8}`),
].join("\n");

test("toString is the shape, the clock, and the first and last rows as a table", () => {
  expect(String(Series.fromCsv(text, { name: "a.csv" }))).toBe(`\
Series "a.csv": 9 rows of 2 columns, 2024-01-01 to 2024-01-09, step: 1 day
Date        a  note      b
2024-01-01  0  even      0
2024-01-02  -  odd   0.125
2024-01-03  2  even   0.25
...
2024-01-07  6  even   0.75
2024-01-08  7  odd   0.875
2024-01-09  8  even      1`);
});

test("a short series stands there whole, and an empty one has a line", () => {
  expect(String(Series.fromColumns({ x: [0.1 + 0.2, Number.NaN] }, { name: "s" }))).toBe(
    'Series "s": 2 rows of 1 column, row 1 to row 2, step: row\nrow    x\n1    0.3\n2      -',
  );
  expect(String(Series.fromColumns({ x: [] }))).toBe('Series "series": 0 rows of 1 column\nrow  x');
});

test.each([20, 40, 80, 120])("a thousand columns with long names stay within %i signs", (width) => {
  const columns = Array.from({ length: 1000 }, (_, i) => [`a name that goes on and on ${i}`, [1.5 * i, 2, 3]]);
  const { lines, hidden } = rowLines(Series.fromColumns(Object.fromEntries(columns)), { width });
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  expect(lines).toHaveLength(4);
  expect(hidden).toBeGreaterThan(980);
  expect(lines[3]).toMatch(/^3 .*\.\.\. +3$/);
});

test("texts go with their rows, wherever these stand now", () => {
  const cells = (series: Series) => rowLines(series, { rows: 1 }).lines.map((line) => line.split(/ +/)[2]);
  const series = Series.fromCsv(text);
  expect(cells(series)).toEqual(["note", "even", undefined, "even"]);
  expect(cells(series.slice(1))).toEqual(["note", "odd", undefined, "even"]);
  // Of rows further within a file the text is not kept.
  expect(cells(series.slice(0, 5))).toEqual(["note", "even", undefined, "-"]);
});

test("numbers keep the digits of the file", () => {
  const { lines } = rowLines(Series.fromColumns({ x: [10135.799805, 1e-9, -1234567890123] }));
  expect(lines.slice(1).map((line) => line.slice(5).trim())).toEqual(["10135.799805", "1e-9", "-1234567890123"]);
});

test("console.log of a series shows these lines", () => {
  const series = Series.fromColumns({ a: [1, 2] });
  expect(inspect(series)).toBe(String(series));
});
