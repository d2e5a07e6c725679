import { expect, test } from "vitest";
import { seasonChanges, seasonOf } from "./season-changes.ts";

/** Changes by 1 from one week to the next, on one day in seven by 8. */
const calm = Float64Array.from({ length: 700 }, (_, row) => Math.floor(row / 7) * (row % 7 === 3 ? 8 : 1));

test("a step is as wide as its place in the season changes, beside the mean", () => {
  // The mean change is 2; of 99 changes at each place, with two more at the mean.
  const [quiet, loud] = [(2 + 99 / 2) / 101, (2 + 99 * 4) / 101];
  const from = (end: number) => Array.from(seasonChanges(calm, end, 7, 7)!);
  expect(from(700)).toEqual([quiet, quiet, quiet, loud, quiet, quiet, quiet].map((one) => expect.closeTo(one, 9)));
  // Two rows sooner the loud day is two steps further.
  expect(from(698).indexOf(Math.max(...from(698)))).toBe(5);
});

test("only rows before the end are read", () => {
  const changed = calm.slice();
  changed.fill(1e6, 300);
  expect(seasonChanges(changed, 300, 7, 5)).toEqual(seasonChanges(calm, 300, 7, 5));
});

test("few changes say little, and no place is surer than a fifth of the mean", () => {
  expect(Array.from(seasonChanges(calm, 14, 7, 7)!)).toEqual(
    Array.from({ length: 7 }, (_, step) => expect.closeTo((2 + (step === 3 ? 4 : 0.5)) / 3, 9)),
  );
  const still = Float64Array.from({ length: 700 }, (_, row) => (row % 7 === 0 ? row : 0));
  expect(Math.min(...seasonChanges(still, 700, 7, 7)!)).toBe(0.2);
});

test("there are none without a season, without a row a season before, and where nothing changes", () => {
  expect(seasonChanges(calm, 7, 7, 3)).toBeUndefined();
  expect(seasonChanges(calm, 700, 0, 3)).toBeUndefined();
  expect(seasonChanges(new Float64Array(50), 50, 7, 3)).toBeUndefined();
});

test("the shortest season is followed, unless it is too long", () => {
  const named = (...rows: number[]) => rows.map((one) => ({ name: `${one}`, rows: one }));
  expect([seasonOf(named(168, 24.2)), seasonOf(named(169)), seasonOf([])]).toEqual([24, 0, 0]);
});
