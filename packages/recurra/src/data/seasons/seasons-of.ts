import type { TimeIndex } from "../time/time-index.ts";
import { candidateSeasons } from "./candidates.ts";
import { findSeasons } from "./find-seasons.ts";
import type { Season } from "./season.ts";

/** The seasons that the values of a clock's rows show, shortest first; NaN is no value. Missing rows leave their places empty. */
export function seasonsOf(times: TimeIndex, values: Float64Array): Season[] {
  const candidates = candidateSeasons(times);
  if (candidates.length === 0 || values.length === 0) return [];
  const slots = times.slots();
  const grid = new Float64Array(slots[values.length - 1] + 1).fill(Number.NaN);
  values.forEach((value, row) => {
    grid[slots[row]] = value;
  });
  return findSeasons(grid, candidates);
}

/** Seasons of so many rows, shortest first, named as the clock's where it has one of that length. */
export function nameSeasons(times: TimeIndex, rows: readonly number[]): Season[] {
  const candidates = candidateSeasons(times);
  return rows
    .toSorted((a, b) => a - b)
    .map((count) => ({
      rows: count,
      name: candidates.find((one) => Math.round(one.rows) === Math.round(count))?.name ?? `${count} rows`,
    }));
}
