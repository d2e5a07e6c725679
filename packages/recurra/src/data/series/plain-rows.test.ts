import { expect, test } from "vitest";
import { Series } from "./series.ts";

const series = Series.fromCsv(
  "Date,a,note,b\n2024-01-01,1,x,2.5\n2024-01-02,,y,3\n2024-01-03,3,z,4\n2024-01-04,4,z,5\n",
);

test("head and tail are rows as plain objects: times as text, numbers, and null for a missing one", () => {
  expect(series.head(2)).toEqual([
    { Date: "2024-01-01", a: 1, b: 2.5 },
    { Date: "2024-01-02", a: null, b: 3 },
  ]);
  expect(series.tail(1)).toEqual([{ Date: "2024-01-04", a: 4, b: 5 }]);
  expect(series.head()).toHaveLength(3);
});

test("no more rows than there are, and none of none", () => {
  expect(series.tail(10)).toEqual(series.head(10));
  expect(series.tail(10)).toHaveLength(4);
  expect(series.slice(0, 0).head()).toEqual([]);
});

test("rows are counted where they are the clock, and a column called as the clock keeps its numbers", () => {
  expect(Series.fromColumns({ x: [7, 8] }).head()).toEqual([
    { row: "1", x: 7 },
    { row: "2", x: 8 },
  ]);
  const named = Series.fromColumns({ time: [7, 8] }, { times: ["2024-01-01", "2024-01-02"] });
  expect(named.head(1)).toEqual([{ "time (clock)": "2024-01-01", time: 7 }]);
});
