// Whether a column is a multiple of something plus a constant, on nearly all rows.

import { hasDifferent } from "./different.ts";
import type { Source } from "./target-sources.ts";

/** Fewer rows that change show nothing; and fewer values, such as the flags of a calendar, are alike by themselves. */
const FEWEST = 20;
const FEWEST_DIFFERENT = 5;
/** The share of such rows on which the arithmetic must hold. */
const NEARLY_ALL = 0.99;
/** Rounding, as a share of the range of x. */
const ROUNDING = 1e-6;

/** On how many rows that can be compared the arithmetic holds; " in other units" where not as it stands. */
export interface Match {
  readonly matched: number;
  readonly rows: number;
  readonly unit: string;
}

/** Rows on which a source is tried before it is compared on all. */
const TRIED = 12;

/** What x can be told by. */
export interface Changes {
  /** Some rows, over the whole column, whose value is another one than that of the row before. */
  readonly rows: readonly number[];
  /** Differences up to this are rounding. */
  readonly tolerance: number;
}

function* valuesOf(x: Float64Array, rows: readonly number[]): Generator<number> {
  for (const row of rows) yield x[row];
}

/** None where x changes on too few rows. */
export function changesOf(x: Float64Array): Changes | undefined {
  const rows: number[] = [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < x.length; row++) {
    if (Number.isNaN(x[row])) continue;
    low = Math.min(low, x[row]);
    high = Math.max(high, x[row]);
    if (Number.isFinite(x[row] - x[row - 1]) && x[row] !== x[row - 1]) rows.push(row);
  }
  if (rows.length < FEWEST || !hasDifferent(valuesOf(x, rows), FEWEST_DIFFERENT)) return undefined;
  const some = Array.from({ length: TRIED }, (_, i) => rows[Math.floor(((i + 0.5) * rows.length) / TRIED)]);
  return { rows: some, tolerance: ROUNDING * (high - low) };
}

/**
 * Compares x with a multiple of its source plus a constant, on all rows. The two are found from a change of x; where that row was no good,
 * others are tried.
 */
export function matchRows(x: Float64Array, changes: Changes, source: Source): Match | undefined {
  const last = x.length - source.ahead;
  for (const at of [1, 5, 9]) {
    const line = lineAt(x, changes.rows[at], source, changes.tolerance);
    if (line === undefined) continue;
    const missed = changes.rows.filter((row) => row < last && !holds(x[row], line, source.of(row), changes.tolerance));
    if (missed.length <= TRIED / 2) {
      const match = countMatches(x, source, line, changes.tolerance);
      if (match) return match;
    }
  }
  return undefined;
}

export interface Line {
  readonly slope: number;
  readonly constant: number;
}

/** The line through a row and the one before it; none where the arithmetic of its numbers rounds away what x is told by. */
function lineAt(x: Float64Array, row: number, source: Source, tolerance: number): Line | undefined {
  const [value, before] = [source.of(row), source.of(row - 1)];
  // As it stands, if it does: rounding of the slope would blur what is exactly equal.
  if (x[row] === value && x[row - 1] === before) return { slope: 1, constant: 0 };
  const slope = (x[row] - x[row - 1]) / (value - before);
  const constant = x[row] - slope * value;
  const rounded = 8 * Number.EPSILON * (Math.abs(slope * value) + Math.abs(x[row]));
  return rounded <= tolerance ? { slope, constant } : undefined;
}

/** Whether the arithmetic holds on a row, or cannot be told. */
export function holds(x: number, { slope, constant }: Line, value: number, tolerance: number): boolean {
  return !(Math.abs(x - (slope * value + constant)) > tolerance);
}

/** On how many rows a line holds; undefined where on too few. */
export function countMatches(
  x: Float64Array,
  source: Omit<Source, "words">,
  line: Line,
  tolerance: number,
): Match | undefined {
  const last = x.length - source.ahead;
  let [rows, matched, changing, missed] = [0, 0, 0, 0];
  let before = Number.NaN;
  let sourceBefore = Number.NaN;
  for (let row = 0; row < last; row++) {
    const value = source.of(row);
    if (!(Number.isFinite(value) && Number.isFinite(x[row]))) continue;
    const right = holds(x[row], line, value, tolerance);
    rows++;
    if (right) matched++;
    // Rows on which neither changes agree by themselves: rain that does not fall.
    if (x[row] !== before || value !== sourceBefore) {
      changing++;
      if (!right) missed++;
    }
    [before, sourceBefore] = [x[row], value];
    if (missed > FEWEST && missed > 0.5 * changing) return undefined;
  }
  if (changing < FEWEST || missed > (1 - NEARLY_ALL) * changing) return undefined;
  const asItIs = Math.abs(line.slope - 1) < ROUNDING && Math.abs(line.constant) <= tolerance;
  return { matched, rows, unit: asItIs ? "" : " in other units" };
}

/** A column whose changes are all alike says no more than its row number. */
export function isLine(values: Float64Array): boolean {
  const first = values.findIndex((value, row) => Number.isFinite(values[row + 1] - value));
  const step = values[first + 1] - values[first];
  const near = ROUNDING * Math.abs(step);
  return values.every((value, row) => row === 0 || !(Math.abs(value - values[row - 1] - step) > near));
}
