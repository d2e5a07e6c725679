import { expect, test } from "vitest";
import { Series } from "../series/series.ts";

const days = (first: number, count: number, write: (day: number) => string) =>
  Array.from({ length: count }, (_, i) => write(first + i));
const series = (times: readonly string[]) => Series.fromColumns({ x: times.map((_, i) => i) }, { times, name: "a" });
const two = (number: number) => String(number).padStart(2, "0");

test("last year's number after New Year is named, and sorting is no remedy", () => {
  const typo = series([...days(1, 31, (day) => `2011-12-${two(day)}`), ...days(1, 5, (day) => `2011-01-${two(day)}`)]);
  expect(() => typo.requireOrdered()).toThrow(
    "a: row 32 (2011-01-01) is earlier than row 31 (2011-12-31). 5 rows from 2011-01-01 on jump back 364 days and would go on with the rows before in the next year: a year that was not turned at New Year? Correct the times, or take the rows of one series: sorted as they stand, rows would come to wrong places.",
  );
  expect(typo.sorted().notes[0]).toMatch(/^rows sorted by time\. 5 rows from 2011-01-01 on jump back 364 days/);
});

test("swapped days and months are seen where turning them round puts all in order", () => {
  const swapped = days(1, 28, (day) => (day <= 12 ? `2023-${two(day)}-06` : `2023-06-${two(day)}`));
  expect(() => series(swapped).requireOrdered()).toThrow("they seem to be swapped wherever the day is 12 or less");
});

test("the same times again and again are several series", () => {
  const once = days(1, 10, (day) => `2023-06-${two(day)}`);
  expect(() => series([...once, ...once, ...once]).requireOrdered()).toThrow(
    "The same times come 3 times over, so several series seem to stand below each other.",
  );
});

test("rows that are merely out of order are offered to be sorted", () => {
  expect(() => series(["2023-06-01", "2023-06-05", "2023-06-03", "2023-06-09"]).requireOrdered()).toThrow(
    "Sort the rows by time: sort: true, or series.sorted().",
  );
});
