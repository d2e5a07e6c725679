// The same arithmetic as in column-match.ts between columns that were rounded, as those of a CSV are: it holds up to half a step of x's
// rounding and what the target's rounding makes of itself in it. Where x changes by little more than that, nothing can be told.

import { median } from "../../statistics/median.ts";
import { type Changes, countMatches, holds, type Line, type Match } from "./column-match.ts";
import type { Source } from "./target-sources.ts";

/** Decimals that a column is looked at for: more are those of a computer, not of a table. */
const POWERS: readonly number[] = [1, 10, 100, 1000, 1e4, 1e5, 1e6];
/** Typical changes of x must be so many times what rounding hides. */
const CLEAR = 4;
/** A line through two rounded points may be so many times further off than the best one, which is off by little. */
const ROUGH = 2.5;
const FITTED = 1.05;
/** What a comparison with the best line leaves out as a wrong cell. */
const OUTLIERS: readonly number[] = [3, 1.5];

/** The step that all values are whole numbers of, apart from a constant: 0.01 of prices; 0 of values that are not rounded. */
function roundingOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  const power = POWERS.find((ten) =>
    present.every((value) => Math.abs(value) * ten < 2 ** 52 && Math.round(value * ten) / ten === value),
  );
  if (power === undefined) return 0;
  const first = Math.round(present[0] * power);
  let step = 0;
  for (const value of present) {
    step = commonDivisor(step, Math.abs(Math.round(value * power) - first));
    if (step === 1) break;
  }
  return step / power;
}

function commonDivisor(a: number, b: number): number {
  let [one, other] = [a, b];
  while (other > 0) [one, other] = [other, one % other];
  return one;
}

/** A source without its words. */
type Compared = Omit<Source, "words">;

/** x and what rounding hides in it and in its source. */
export interface Rounded {
  readonly x: Float64Array;
  readonly changes: Changes;
  readonly step: number;
  readonly stepOfTarget: number;
  /** The usual change of x, where it changes. */
  readonly usual: number;
}

/** None where neither column is rounded. */
export function roundedColumns(x: Float64Array, changes: Changes, y: Float64Array): Rounded | undefined {
  const [step, stepOfTarget] = [roundingOf(x), roundingOf(y)];
  if (step === 0 && stepOfTarget === 0) return undefined;
  const sizes = x.subarray(1).map((value, i) => Math.abs(value - x[i]));
  return { x, changes, step, stepOfTarget, usual: median(sizes.filter((size) => size > 0)) };
}

/** Compares x with its source as it stands, then with a multiple of it plus a constant. */
export function matchRounded(rounded: Rounded, source: Compared): Match | undefined {
  const { x, changes } = rounded;
  const last = x.length - source.ahead;
  const points = changes.rows
    .filter((row) => row < last && Number.isFinite(source.of(row)))
    .map((row): Point => [source.of(row), x[row]])
    .sort((a, b) => a[0] - b[0]);
  const hidden = (line: Line) => hiddenBy(rounded, source, line);
  const asItIs: Line = { slope: 1, constant: 0 };
  const near = (line: Line, times: number) =>
    points.filter(([value, at]) => holds(at, line, value, times * hidden(line))).length > points.length / 2;
  const clear = (line: Line) => CLEAR * hidden(line) <= rounded.usual;
  if (clear(asItIs) && near(asItIs, 1)) {
    const match = countMatches(x, source, asItIs, hidden(asItIs));
    if (match) return match;
  }
  // The outermost points tell the slope best; one of them may be wrong.
  for (const from of [0, 1]) {
    const rough = lineThrough(points[from], points[points.length - 1 - from]);
    if (rough === undefined || !clear(rough) || !near(rough, ROUGH)) continue;
    const line = fitLine(rounded, source, rough);
    const match = countMatches(x, source, line, FITTED * hidden(line));
    if (match) return match;
  }
  return undefined;
}

/** A source and x. */
type Point = readonly [number, number];

/** How far rounding alone may put x from the line. */
function hiddenBy({ step, stepOfTarget, changes }: Rounded, source: Compared, { slope }: Line): number {
  return step / 2 + (Math.abs(slope) * source.carries * stepOfTarget) / 2 + changes.tolerance;
}

function lineThrough(from: Point | undefined, to: Point | undefined): Line | undefined {
  if (from === undefined || to === undefined || from[0] === to[0]) return undefined;
  const slope = (to[1] - from[1]) / (to[0] - from[0]);
  return { slope, constant: from[1] - slope * from[0] };
}

/** Least squares on the rows that lie near a line, twice. */
function fitLine(rounded: Rounded, source: Compared, rough: Line): Line {
  const { x } = rounded;
  const last = x.length - source.ahead;
  let line = rough;
  for (const times of OUTLIERS) {
    const [values, others] = [new Float64Array(last), new Float64Array(last)];
    const tolerance = times * hiddenBy(rounded, source, line);
    let count = 0;
    for (let row = 0; row < last; row++) {
      const value = source.of(row);
      if (!holds(x[row], line, value, tolerance) || !Number.isFinite(value + x[row])) continue;
      values[count] = value;
      others[count++] = x[row];
    }
    line = leastSquares(values.subarray(0, count), others.subarray(0, count)) ?? line;
  }
  return line;
}

function leastSquares(values: Float64Array, others: Float64Array): Line | undefined {
  const mean = (list: Float64Array) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [value, x] = [mean(values), mean(others)];
  let [products, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    products += (values[i] - value) * (others[i] - x);
    squares += (values[i] - value) * (values[i] - value);
  }
  return squares > 0 ? { slope: products / squares, constant: x - (products / squares) * value } : undefined;
}
