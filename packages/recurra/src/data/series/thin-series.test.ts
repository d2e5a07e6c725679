import { expect, test } from "vitest";
import { Series } from "./series.ts";
import { thinSeries } from "./thin-series.ts";

const day = (n: number) => new Date(86_400_000 * n).toISOString().slice(0, 10);

test("of many rows the least and the greatest of each stretch are kept, and no peak is lost", () => {
  const x = Float64Array.from({ length: 100_000 }, (_, row) =>
    row === 77_777 ? 1e6 : row === 12_345 ? -1e6 : row % 10,
  );
  const { first, last, columns } = thinSeries(Series.fromColumns({ x }), { stretches: 500 });
  expect(first.length).toBe(500);
  expect([first[0], last[499]]).toEqual([0, 99_999]);
  for (let at = 1; at < 500; at++) expect(first[at]).toBe(last[at - 1] + 1);
  expect(columns[0].greatest).toContain(77_777);
  expect(columns[0].least).toContain(12_345);
});

test("of few rows each is a stretch", () => {
  const series = Series.fromColumns({ x: [3, Number.NaN, 5], y: [1, 2, 3] });
  const { first, columns } = thinSeries(series, { stretches: 2, columns: ["x"] });
  expect([...first]).toEqual([0, 1, 2]);
  expect(columns).toEqual([
    {
      name: "x",
      least: Int32Array.of(0, -1, 2),
      greatest: Int32Array.of(0, -1, 2),
      missing: Uint32Array.of(0, 1, 0),
    },
  ]);
});

test("stretches are equally long by the clock: a gap has none", () => {
  const times = Array.from({ length: 100 }, (_, n) => day(n < 50 ? n : n + 100));
  const series = Series.fromColumns({ x: times.map((_, n) => n) }, { times });
  const { first, last } = thinSeries(series, { stretches: 10 });
  // Some twenty days each, of which the gap swallows four whole ones.
  expect([...first]).toEqual([0, 20, 40, 50, 60, 80]);
  expect([...last]).toEqual([19, 39, 49, 59, 79, 99]);
});

test("a part of the rows is thinned as finely as all, and rows out of order by their number", () => {
  const times = Array.from({ length: 100 }, (_, n) => day((n * 37) % 101));
  const series = Series.fromColumns({ x: times.map((_, n) => n) }, { times });
  const { first, last } = thinSeries(series, { stretches: 10, start: 20, end: 80 });
  expect([...first]).toEqual([20, 26, 32, 38, 44, 50, 56, 62, 68, 74]);
  expect(last[9]).toBe(79);
});

test("a column that there is not is named", () => {
  expect(() => thinSeries(Series.fromColumns({ load: [1, 2] }), { stretches: 5, columns: ["lode"] })).toThrow('"load"');
});
