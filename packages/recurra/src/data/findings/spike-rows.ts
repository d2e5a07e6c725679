// Single values so far from all others that they are readings gone wrong rather than values: the same rule for what a finding names
// and for what a scale leaves out. It goes by a gap in sizes and not by a multiple of their spread, since in heavy tails (returns,
// claims, rain) any multiple is exceeded, but values 20 times as far out as the next are rare: one in 20^a series of tail index a.

import { knownValues } from "../../statistics/known-values.ts";
import { median } from "../../statistics/median.ts";
import { findStretch } from "./stretch.ts";

/** A series of fewer values is too short to say what is usual. */
const FEWEST = 30;
/** More of them than this, or than one in a hundred values, are no accident. */
const MOST = 5;
const MOST_SHARE = 0.01;
/** A spike is this many times as far out as every value that is none... */
const GAP = 20;
/** ...or this many times, where those show no heavy tail: where enough of them all lie within five standard deviations by the median. */
const SMALL_GAP = 4;
const ENOUGH = 100;
const LIGHT_TAIL = 5 * 1.4826;
/** Where most values are the same, so many others tell how large they are; and such a share of them says what is usual. */
const FEWEST_SIZES = 10;
const USUAL_SHARE = 0.4;
/** A longer stretch of far values is another level. */
const LONGEST_RUN = 2;

/** Rows of spikes, ascending. NaN is a missing value. */
export function spikeRows(values: Float64Array): number[] {
  const present = knownValues(values);
  if (present.length < FEWEST) return [];
  const middle = median(present);
  const distances = new Float64Array(present.length);
  for (let i = 0; i < present.length; i++) distances[i] = Math.abs(present[i] - middle);
  const far = apart(distances);
  // Away from both neighbours and back: a change of level is no spike, and within a trend one need not lie outside all values.
  const turns = new Float64Array(present.length);
  for (let i = 1; i + 1 < present.length; i++) {
    const left = present[i] - present[i - 1];
    const right = present[i] - present[i + 1];
    if (left * right > 0) turns[i] = Math.min(Math.abs(left), Math.abs(right));
  }
  const alone = [...apart(turns), ...onlyTurns(present, turns)];
  const found = new Set([...alone, ...far.filter((at) => runAround(far, at) <= LONGEST_RUN)]);
  if (found.size === 0) return [];
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) rows.push(row);
  // Values of another unit swing by more than all others do.
  const stretch = new Set(findStretch(values)?.rows);
  return [...found]
    .sort((a, b) => a - b)
    .map((at) => rows[at])
    .filter((row) => !stretch.has(row));
}

/** Indices, ascending, of the few sizes behind the last large gap in them. */
function apart(sizes: Float64Array): number[] {
  const most = Math.min(MOST, Math.max(1, Math.floor(MOST_SHARE * sizes.length)));
  const largest = largestOf(sizes, most + 1);
  const sized = aboveZero(sizes);
  const light =
    sizes.length < ENOUGH ? 0 : LIGHT_TAIL * median(sized.length < USUAL_SHARE * sizes.length ? sizes : sized);
  for (let count = most; count > 0; count--) {
    const [smallest, next] = [largest[count - 1], largest[count]];
    if (!(next > 0) || sized.length - count < FEWEST_SIZES) continue;
    if (smallest < (next <= light ? SMALL_GAP : GAP) * next) continue;
    const found: number[] = [];
    for (let at = 0; at < sizes.length; at++) if (sizes[at] >= smallest) found.push(at);
    return isRegular(found, sizes.length) ? [] : found;
  }
  return [];
}

function aboveZero(sizes: Float64Array): Float64Array {
  const found = new Float64Array(sizes.length);
  let count = 0;
  for (let i = 0; i < sizes.length; i++) if (sizes[i] > 0) found[count++] = sizes[i];
  return found.subarray(0, count);
}

/** So many of the largest sizes, in falling order. */
function largestOf(sizes: Float64Array, count: number): Float64Array {
  const largest = new Float64Array(Math.min(count, sizes.length)).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i];
    if (!(size > largest[largest.length - 1])) continue;
    let at = largest.length - 1;
    for (; at > 0 && largest[at - 1] < size; at--) largest[at] = largest[at - 1];
    largest[at] = size;
  }
  return largest;
}

/** Of a series that turns nowhere else, such as a line or a counter: the few turns that are far larger than any other change. */
function onlyTurns(values: Float64Array, turns: Float64Array): number[] {
  const rows: number[] = [];
  for (let at = 0; at < turns.length; at++) if (turns[at] > 0) rows.push(at);
  if (rows.length === 0 || rows.length > MOST) return [];
  const touched = new Set(rows.flatMap((at) => [at, at + 1]));
  const changes = values.map((value, at) => (at === 0 || touched.has(at) ? 0 : Math.abs(value - values[at - 1])));
  if (changes.filter((change) => change > 0).length < FEWEST_SIZES) return [];
  const largest = changes.reduce((most, change) => Math.max(most, change), 0);
  return rows.filter((at) => turns[at] >= GAP * largest);
}

/** Rows of a year: weeks, business days, days, hours; and those of a week and a day. */
const YEARS: readonly number[] = [52, 261, 365, 8766];
const DAYS_AND_WEEKS: readonly number[] = [5, 7, 24, 48, 96, 168, 288, 336, 1440];

/**
 * What comes back at equal distances all over a series is a season, such as the peak of each day; and so are peaks a day, a week or a year
 * apart, wherever they begin. Other equal distances that leave out the rows before or after them are an accident.
 */
function isRegular(rows: readonly number[], length: number): boolean {
  const distances = rows.slice(1).map((row, i) => row - rows[i]);
  const first = distances[0] ?? 0;
  const equal = (one: number, other: number) => Math.abs(one - other) <= Math.max(1, 0.02 * other);
  if (distances.length === 0 || !distances.every((distance) => equal(distance, first))) return false;
  const longest = Math.max(...distances);
  const throughout = rows[0] < longest && rows[rows.length - 1] + longest >= length;
  const known = distances.length > 1 ? [...YEARS, ...DAYS_AND_WEEKS] : YEARS;
  return (distances.length > 1 && throughout) || known.some((period) => equal(first, period));
}

/** Length of the run of neighbours that `at` belongs to. */
function runAround(rows: readonly number[], at: number): number {
  const has = new Set(rows);
  let length = 1;
  for (let left = at - 1; has.has(left); left--) length++;
  for (let right = at + 1; has.has(right); right++) length++;
  return length;
}
