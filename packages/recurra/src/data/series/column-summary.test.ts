import { expect, test } from "vitest";
import { summariseColumns } from "./column-summary.ts";
import { Series } from "./series.ts";

test("columns of numbers are summed up over their filled cells, in the order of the file", () => {
  const series = Series.fromColumns({ b: [3, Number.NaN, -1, 4], a: [Number.NaN, Number.NaN, Number.NaN, Number.NaN] });
  expect(summariseColumns(series)).toEqual([
    { name: "b", filled: 3, missing: 1, smallest: -1, largest: 4, mean: 2, distinct: 3 },
    { name: "a", filled: 0, missing: 4, distinct: 0 },
  ]);
});

test("the mean of numbers whose sum leaves the range is still their mean", () => {
  const [summary] = summariseColumns(Series.fromColumns({ a: [1.5e308, 1.7e308, 1.6e308] }));
  expect(summary.mean! / 1.6e308).toBeCloseTo(1, 12);
});
