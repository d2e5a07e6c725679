// Numbers that stand for "no value": the -9999 of a weather station, the -200 of a sensor, the 999.9 of an archive.

import { quoteCell } from "../../core/nearest-names.ts";
import { bisect } from "../../statistics/bisect.ts";
import { grouped } from "../../words/grouped.ts";
import type { SeriesView } from "../table/series-view.ts";
import { asMissing } from "./as-missing.ts";
import { type Finding, offering } from "./finding.ts";
import { rowsWhere, SHOWN } from "./row-list.ts";

/** A number that looks like a mark, and the range of the values that are none. */
interface Mark {
  readonly value: number;
  readonly count: number;
}

/** More kinds of marks than this has no column. */
const MOST_MARKS = 4;
/** Fewer other values than these, or fewer different ones, say nothing of what is far from them. */
const FEWEST_OTHERS = 10;
const FEWEST_DIFFERENT = 5;
/** Zeros that are more often than this are values: nothing was sold, nothing fell. */
const MOST_ZEROS = 0.05;
/** Numbers of this size are fill values: 1e20, 1e30, 9.96921e36. */
const HUGE = 1e20;
/** The ends of whole numbers of 16 and 32 bits, and the mark of well logs. */
const KNOWN: readonly number[] = [-32768, 32767, 65535, -2147483648, 2147483647, 4294967295, -999.25];

/** Marks of `values`, in which NaN is a missing value, and the ends of all other values. */
export function findMarks(values: Float64Array): {
  readonly marks: readonly Mark[];
  readonly low: number;
  readonly high: number;
} {
  const ends = endsOf(values);
  if (!mayBeMark(ends.low, ends.nextLow) && !mayBeMark(ends.high, ends.low))
    return { marks: [], low: ends.low, high: ends.high };
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const marks: Mark[] = [];
  let [from, to] = [0, sorted.length];
  for (let found = true; found && marks.length < MOST_MARKS; ) {
    found = false;
    for (const end of ["low", "high"] as const) {
      const value = end === "low" ? sorted[from] : sorted[to - 1];
      const border = bisect(sorted.length, (at) => (end === "low" ? sorted[at] > value : sorted[at] >= value));
      const [restFrom, restTo] = end === "low" ? [border, to] : [from, border];
      const rest = sorted.subarray(restFrom, Math.max(restFrom, restTo));
      const count = to - from - rest.length;
      if (!isMark(value, count, rest)) continue;
      marks.push({ value, count });
      [from, to] = [restFrom, restTo];
      found = true;
    }
  }
  return { marks, low: sorted[from], high: sorted[to - 1] };
}

/** The least value, the next one above it, and the most. */
function endsOf(values: Float64Array): { low: number; nextLow: number; high: number } {
  let [low, nextLow, high] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) [low, nextLow] = [value, low];
    else if (value > low && value < nextLow) nextLow = value;
    if (value > high) high = value;
  }
  return { low, nextLow, high };
}

/** Whether a value could be a mark beside others from `low` on: most ends of columns are none at the first look. */
function mayBeMark(value: number, low: number): boolean {
  if (!Number.isFinite(value)) return true;
  if (value === 0) return low > 0;
  const digits = String(Math.abs(value));
  const known = Math.abs(value) >= HUGE || KNOWN.includes(value);
  if (known || /^9{2,}(\.9+)?$/.test(digits) || /^(7{3,}|8{3,})$/.test(digits)) return true;
  return value < 0 && low >= 0 && /^[1-9]0*$/.test(digits);
}

/** Whether a value beyond all of `rest`, which ascends, is a mark rather than a value. */
function isMark(value: number, count: number, rest: Float64Array): boolean {
  if (rest.length < FEWEST_OTHERS || !hasDifferent(rest)) return false;
  const [low, high] = [rest[0], rest[rest.length - 1]];
  const nearest = value < low ? low : high;
  const gap = Math.abs(nearest - value);
  const range = high - low;
  // How far the others reach towards it: of skewed values the long end is no measure of the short one.
  const reach = Math.abs(rest[rest.length >> 1] - nearest) || range;
  if (value === 0) return count >= 2 && count <= MOST_ZEROS * (rest.length + count) && low > 0 && gap >= reach;
  const digits = String(Math.abs(value));
  const fills = Math.abs(value) >= HUGE || KNOWN.includes(value);
  const nines = /^9{2,}(\.9+)?$/.test(digits);
  if ((fills || (nines && digits.length >= 3)) && gap >= range) return true;
  const impossible = value < 0 && low >= 0;
  const far = gap >= (impossible ? reach / 2 : reach);
  if (fills || nines || /^(7{3,}|8{3,})$/.test(digits)) return count >= 2 && far;
  return impossible && /^[1-9]0*$/.test(digits) && far && count >= (gap >= range ? 2 : 3);
}

function hasDifferent(sorted: Float64Array): boolean {
  let different = 1;
  for (let i = 1; i < sorted.length && different < FEWEST_DIFFERENT; i++) if (sorted[i] !== sorted[i - 1]) different++;
  return different >= FEWEST_DIFFERENT;
}

/** Values without the marks. */
export function withoutMarks(values: Float64Array): Float64Array {
  const { marks } = findMarks(values);
  if (marks.length === 0) return values;
  return values.map((value) => (marks.some((mark) => mark.value === value) ? Number.NaN : value));
}

/** Numbers far from all others, repeated or known as such, that may mean "no value". */
export function findSentinels(series: SeriesView, column: string): Finding[] {
  const values = series.column(column);
  const { marks, low, high } = findMarks(values);
  return marks.map(({ value, count }) => {
    const times = count === 1 ? "once" : `${grouped(count)} times`;
    const rows = rowsWhere(series.length, (row) => values[row] === value);
    return offering({
      kind: "sentinel",
      column,
      rows: rows.slice(0, SHOWN),
      count,
      problem: `${quoteCell(column)}: ${value} stands ${times}, far from every other value (${low} to ${high}): a mark for missing?`,
      remedies: [asMissing(series, column, [value], rows)],
    });
  });
}
