import { expect, test } from "vitest";
import { Series } from "../series/series.ts";
import { MISSING } from "./missing-marks.ts";

const text = `time,a,b
2020-01-01,1.5,-9999
2020-01-02,-9999.0,2
2020-01-03,M,3
2020-01-04,"-9,999",m
2020-01-05,4.5,5
`;
const column = (name: string, missing: string | number | readonly (string | number)[], from = text) => [
  ...Series.fromCsv(from, { missing }).column(name),
];

test("numbers are compared as numbers however they are written, words but for capitals, and a note counts them", () => {
  const series = Series.fromCsv(text, { missing: [-9999, "M"] });
  expect([...series.column("a")]).toEqual([1.5, Number.NaN, Number.NaN, Number.NaN, 4.5]);
  expect([...series.column("b")]).toEqual([Number.NaN, 2, 3, Number.NaN, 5]);
  expect(series.notes).toEqual([
    '2 cells of "a" taken as missing: -9999',
    '1 cell of "a" taken as missing: M',
    '1 cell of "b" taken as missing: -9999',
    '1 cell of "b" taken as missing: M',
  ]);
});

test("a single mark needs no list, and a number may be a text", () => {
  const numbers = "x\n1\n-9999\n3\n";
  for (const missing of [-9999, "-9999", ["-9999.00"], "-9.999e3"]) {
    expect(column("x", missing, numbers)).toEqual([1, Number.NaN, 3]);
  }
});

test("marks count for a decimal comma, and times are never marks", () => {
  expect(column("x", 999.9, "x;y\n1,5;2\n999,9;3\n")).toEqual([1.5, Number.NaN]);
  const series = Series.fromCsv("year,x\n2019,1\n2020,2020\n2021,3\n", { missing: 2020 });
  expect([series.times.label(1), ...series.column("x")]).toEqual(["2020", 1, Number.NaN, 3]);
});

test("a mark that no cell is, is a note", () => {
  expect(Series.fromCsv("x\n1\n2\n", { missing: [-999, "M"] }).notes.at(-1)).toBe(
    "taken as missing, but in no column of numbers: -999, M",
  );
});

test("marked cells are repaired as any missing cell", () => {
  const series = Series.fromCsv("x\n1\n-9999\n3\n", { missing: -9999, repair: "linear" });
  expect([...series.column("x")]).toEqual([1, 2, 3]);
});

test("columns of a program have marks, too", () => {
  const series = Series.fromColumns({ x: [1, -999, 3, -99] }, { missing: [-999, -99] });
  expect([...series.column("x")]).toEqual([1, Number.NaN, 3, Number.NaN]);
  expect(() => Series.fromColumns({ x: [1] }, { missing: "M" as never })).toThrow(
    'fromColumns: missing must be a number that means missing or a list of them, but it is "M".',
  );
});

test("a text of several is cut at commas, and an empty one is refused", () => {
  expect(MISSING.read("-9999, M")).toEqual(["-9999", "M"]);
  expect(MISSING.read("-9999,")).toBeUndefined();
  expect(() => Series.fromCsv("x\n1\n", { missing: [] })).toThrow(
    "fromCsv: missing must be a number or a word that means missing, or a list of them, but it is a list of 0.",
  );
});
