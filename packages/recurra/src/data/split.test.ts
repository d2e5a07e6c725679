import fc from "fast-check";
import { expect, test } from "vitest";
import { Series } from "./series/series.ts";
import { type SplitSizes, split } from "./split.ts";

const days = Array.from({ length: 10 }, (_, i) => `2020-01-${String(i + 1).padStart(2, "0")}`);
const series = Series.fromColumns({ x: days.map((_, i) => i) }, { times: days, name: "ten" });

const lengths = (sizes: SplitSizes, of = series) => {
  const { train, validation, test } = split(of, sizes);
  return [train.length, validation.length, test.length];
};

test("fractions cut the rows in the order of time", () => {
  const parts = split(series, { train: 0.6, validation: 0.2, test: 0.2 });
  expect([...parts.train.column("x")]).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...parts.validation.column("x")]).toEqual([6, 7]);
  expect([...parts.test.column("x")]).toEqual([8, 9]);
});

test("a part that is not named takes the rest: test beside train, else train", () => {
  expect(lengths({ train: 0.8 })).toEqual([8, 0, 2]);
  expect(lengths({ train: 0.7, validation: 0.1 })).toEqual([7, 1, 2]);
  expect(lengths({ validation: 0.3 })).toEqual([7, 3, 0]);
  expect(lengths({ test: 0.3 })).toEqual([7, 0, 3]);
  expect(lengths({ train: 1 })).toEqual([10, 0, 0]);
  expect(lengths({})).toEqual([10, 0, 0]);
});

test("counts cut so many rows", () => {
  expect(lengths({ train: 5, validation: 3, test: 2 })).toEqual([5, 3, 2]);
  expect(lengths({ validation: 2, test: 3 })).toEqual([5, 2, 3]);
});

test("a date is where its part begins", () => {
  expect(lengths({ validation: "2020-01-07", test: "2020-01-09" })).toEqual([6, 2, 2]);
  expect(lengths({ test: "2020-01-05" })).toEqual([4, 0, 6]);
  expect(split(series, { test: "2020-01-05" }).test.times.label(0)).toBe("2020-01-05");
});

test("the parts are views that follow each other and hold every row once", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 0.8, noNaN: true }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      (train, validation) => {
        const parts = split(series, { train, validation });
        const joined = [parts.train, parts.validation, parts.test].flatMap((part) => [...part.column("x")]);
        expect(joined).toEqual([...series.column("x")]);
        expect(parts.test.column("x").buffer).toBe(series.column("x").buffer);
      },
    ),
  );
});

test("sizes that leave rows over are refused with the sum", () => {
  expect(() => split(series, { train: 0.7, validation: 0.1, test: 0.1 })).toThrow(
    "split: train 0.7 + validation 0.1 + test 0.1 is 0.9, but the parts must make 1. Leave one out for the rest.",
  );
  expect(() => split(series, { train: 8, test: 4 })).toThrow(
    "split: train 8 + test 4 is 12, but the parts must make the 10 rows of ten. Leave one out for the rest.",
  );
});

test("mixed units, impossible sizes and an empty training part are refused", () => {
  expect(() => split(series, { train: 0.5, test: 3 })).toThrow(
    "split: train is a fraction (0.5) and others are counts of rows. Give all as fractions or all as counts.",
  );
  expect(() => split(series, { train: 0.5, test: "2020-01-05" })).toThrow("split: dates and numbers are mixed.");
  expect(() => split(series, { train: -1 })).toThrow(
    "split: train must be a fraction from 0 to 1 or a count of rows, but it is -1.",
  );
  expect(() => split(series, { train: 2.5 })).toThrow(
    "split: train must be a fraction from 0 to 1 or a count of rows, but it is 2.5.",
  );
  expect(() => split(series, { test: "2020-01-01" })).toThrow(
    "split: the training part of ten would have no row of its 10. Make the other parts smaller.",
  );
  expect(() => split(series, { validation: "2020-01-08", test: "2020-01-05" })).toThrow(
    'split: validation begins at "2020-01-08", after test at "2020-01-05". Swap them.',
  );
});

test("a hole that linear filled across the border is refused: the training part would know the test", () => {
  const holed = Series.fromColumns({ x: [1, 2, 3, Number.NaN, 5, 6] }, { name: "holed" }).repair("linear");
  expect(() => split(holed, { train: 4 })).toThrow(
    'holed: column "x" was filled in row 4 from a later row, which would leak the future into the test from 5 on.',
  );
  expect(lengths({ train: 5 }, holed)).toEqual([5, 0, 1]);
});

test("rows out of order cannot be split", () => {
  const mixed = Series.fromColumns({ x: [1, 2] }, { times: ["2020-01-02", "2020-01-01"] });
  expect(() => split(mixed, { train: 0.5 })).toThrow("is earlier than");
});
