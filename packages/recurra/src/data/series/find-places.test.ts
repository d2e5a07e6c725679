import { expect, test } from "vitest";
import { findPlaces } from "./find-places.ts";
import { Series } from "./series.ts";

const DAY = 86_400_000;
const days = (numbers: readonly number[]) => numbers.map((n) => new Date(DAY * n).toISOString().slice(0, 10));
const wave = (row: number) => 10 + 5 * Math.sin(row / 3) + (row % 4) / 7;
const placesOf = (series: Series, kind: string) => {
  const finding = series.check().find((one) => one.kind === kind);
  if (finding === undefined) throw new Error(`nothing of the kind ${kind} was found`);
  return findPlaces(series, finding.kind, finding.column, finding.rows[0]);
};

test("missing cells next to one another are one place, and all places are there, not only the three that are named", () => {
  const holes = [3, 4, 5, 20, 31, 40, 59];
  const series = Series.fromColumns({
    x: Array.from({ length: 60 }, (_, n) => (holes.includes(n) ? Number.NaN : wave(n))),
  });
  expect(placesOf(series, "missing")).toEqual([
    [3, 5],
    [20, 20],
    [31, 31],
    [40, 40],
    [59, 59],
  ]);
});

test("a gap lies between the row before it and the row behind it", () => {
  const times = days(Array.from({ length: 60 }, (_, n) => n + (n > 9 ? 3 : 0) + (n > 30 ? 5 : 0)));
  const series = Series.fromColumns({ x: times.map((_, n) => wave(n)) }, { times });
  expect(placesOf(series, "gap")).toEqual([
    [9, 10],
    [30, 31],
  ]);
});

test("times that repeat, and rows that are earlier than the one before, are found by row", () => {
  const series = Series.fromColumns({ x: [1, 2, 3, 4, 5] }, { times: days([0, 1, 1, 3, 2]) });
  expect(placesOf(series, "duplicate-time")).toEqual([[2, 2]]);
  expect(placesOf(series, "disorder")).toEqual([[4, 4]]);
});

test("marks for missing, spikes and levels are found where they stand", () => {
  const values = Array.from({ length: 200 }, (_, n) => wave(n));
  const marked = Series.fromColumns({ x: values.map((value, n) => (n === 50 || n === 51 || n === 90 ? -999 : value)) });
  expect(placesOf(marked, "sentinel")).toEqual([
    [50, 51],
    [90, 90],
  ]);
  const spiked = Series.fromColumns({ x: values.map((value, n) => (n === 70 ? 4321.5 : value)) });
  expect(placesOf(spiked, "spike")).toEqual([[70, 70]]);
  const shifted = Series.fromColumns({ x: values.map((value, n) => (n < 120 ? value : value + 400)) });
  expect(placesOf(shifted, "level-shift")).toEqual([[120, 120]]);
});

test("a constant column is all rows, and a counter is nowhere", () => {
  expect(placesOf(Series.fromColumns({ x: Array.from({ length: 40 }, () => 7) }), "constant")).toEqual([[0, 39]]);
  const counter = Series.fromColumns({ x: Array.from({ length: 60 }, (_, n) => n * n + (n % 3)) });
  expect(placesOf(counter, "counter")).toEqual([]);
});
