// Dynamic harmonic regression: a straight line and waves for each season by least squares, with errors that fade from the last known one
// as a first-order autoregression does. How many harmonics a season has is chosen on the fitted rows by the corrected Akaike criterion.
//
//   y_t = a + b t + sum_seasons sum_k (c_k cos(2 pi k t / m) + s_k sin(2 pi k t / m)) + n_t        n_t = rho n_(t-1) + e_t
//
// Least squares of e_t by Cochrane and Orcutt: least squares, rho from its residuals, least squares of y_t - rho y_(t-1), in turns.
//
// Source: Hyndman and Athanasopoulos, FPP3, 7.4 and 10.5; Cochrane and Orcutt 1949; Hurvich and Tsai 1989 for AICc.
import { log } from "../../core/math.ts";
import { factorCholesky, solveLower, solveUpper } from "../estimation/cholesky.ts";
import { type Standardised, standardise } from "../estimation/standardise.ts";
import { countColumns, type Harmonics, writeHarmonics } from "./harmonics.ts";
import type { FittedRival, Rival, RivalHistory, RivalSeason } from "./rival.ts";
import { rolling } from "./rolling.ts";

/** Parameters are estimated on the last slots that were fitted, this many at most. */
const MOST_SLOTS = 20_000;
/** Harmonics that a season may have; with more the regression would keep a place for each slot, as smoothing does. */
const MOST_ORDERS = 16;
/** Most multiply-adds of one pass of normal equations. */
const MOST_WORK = 100e6;
const PASSES = 3;
/** Rows of the design whose products are summed together. */
const TOGETHER = 4;

export const harmonicRegressionRival: Rival = {
  name: "harmonic regression",
  kind: "simple",
  words: "a harmonic regression",
  fit(history) {
    const from = Math.max(0, history.fitted - MOST_SLOTS);
    const part = standardise(history.values, from, history.fitted);
    if (part === undefined || part.known < 8 || history.seasons.length === 0) return undefined;
    const slots = part.values.length;
    const room = Math.min(Math.floor(part.known / 4), Math.floor(Math.sqrt(MOST_WORK / slots)));
    return continueRegression(history, from, part, estimateHarmonics(part.values, candidates(history.seasons, room)));
  },
};

/** A regression with its parameters. */
interface HarmonicFit {
  readonly harmonics: readonly Harmonics[];
  /** Those of all that were offered that it uses. */
  readonly columns: readonly number[];
  /** [2 + columns] of 1, the time as a share of the slots fitted, and each harmonic. */
  readonly coefficients: Float64Array;
  readonly rho: number;
}

/** All harmonics that seasons may have: none twice (the seventh of a week is the first of a day), `room` columns in all at most. */
function candidates(seasons: readonly RivalSeason[], room: number): Harmonics[] {
  const found: Harmonics[] = [];
  let left = room - 2;
  for (const { rows } of seasons) {
    const orders: number[] = [];
    for (let order = 1; 2 * order <= rows && orders.length < MOST_ORDERS && left >= 2; order++) {
      const known = found.some((other) => isWhole((order * other.rows) / rows));
      if (known) continue;
      orders.push(order);
      left -= 2;
    }
    if (orders.length > 0) found.push({ rows, orders });
  }
  return found;
}

function isWhole(ratio: number): boolean {
  return ratio >= 0.999 && Math.abs(ratio - Math.round(ratio)) < 1e-6;
}

/**
 * Shapes: values [slots], NaN where missing. Harmonics are taken from the front of each season's list, as many as the criterion wants,
 * season by season.
 */
function estimateHarmonics(values: Float64Array, offered: readonly Harmonics[]): HarmonicFit {
  const width = 2 + offered.reduce((sum, one) => sum + countColumns(one), 0);
  const design = designOf(offered, values.length, width);
  let fit = select(values, design, offered, 0);
  for (let pass = 0; pass < PASSES; pass++) {
    const rho = autoregression(residuals(values, design, width, fit));
    if (rho === 0) break;
    fit = select(values, design, offered, rho);
  }
  return fit;
}

/** [slots, width] The rows of writeRow; waves of a season of whole rows are those of the season before. */
function designOf(offered: readonly Harmonics[], slots: number, width: number): Float64Array {
  const design = new Float64Array(slots * width);
  for (let t = 0; t < slots; t++) {
    const row = t * width;
    design[row] = 1;
    design[row + 1] = t / slots;
    let at = row + 2;
    for (const one of offered) {
      const before = at - one.rows * width;
      if (t < one.rows || !Number.isInteger(one.rows)) {
        at = writeHarmonics(one, t, design, at);
        continue;
      }
      const end = at + countColumns(one);
      design.copyWithin(at, before, before + end - at);
      at = end;
    }
  }
  return design;
}

function writeRow(harmonics: readonly Harmonics[], slot: number, slots: number, row: Float64Array): void {
  row[0] = 1;
  row[1] = slot / slots;
  let at = 2;
  for (const one of harmonics) at = writeHarmonics(one, slot, row, at);
}

/** The regression of y_t - rho y_(t-1) with the orders of least AICc. */
function select(values: Float64Array, design: Float64Array, offered: readonly Harmonics[], rho: number): HarmonicFit {
  const width = design.length / values.length;
  const { normal, count } = normalEquations(values, design, width, rho);
  let kept: Harmonics[] = [];
  // Columns of `design` in use; each season's are tried behind those chosen before.
  let columns = [0, 1];
  let first = 2;
  for (const one of offered) {
    const own = Array.from({ length: countColumns(one) }, (_, i) => first + i);
    first += own.length;
    const gains = explained(normal, width, [...columns, ...own]);
    let left = gains.total;
    for (let i = 0; i < columns.length; i++) left -= gains.by[i];
    let best = criterion(left, gains.total, columns.length, count);
    let orders = 0;
    let used = 0;
    let taken = 0;
    for (let order = 1; order <= one.orders.length; order++) {
      const columnsHere = countColumns({ rows: one.rows, orders: one.orders.slice(0, order) });
      for (; used < columnsHere; used++) left -= gains.by[columns.length + used];
      const here = criterion(left, gains.total, columns.length + used, count);
      if (here < best) {
        best = here;
        orders = order;
        taken = used;
      }
    }
    if (orders > 0) kept = [...kept, { rows: one.rows, orders: one.orders.slice(0, orders) }];
    columns = [...columns, ...own.slice(0, taken)];
  }
  return { harmonics: kept, columns, coefficients: solve(normal, width, columns), rho };
}

/** X'X with X'y in its last row and y'y in its corner, [width + 1, width + 1], lower triangle; rows whose values are known count. */
function normalEquations(
  values: Float64Array,
  design: Float64Array,
  width: number,
  rho: number,
): { normal: Float64Array; count: number } {
  const size = width + 1;
  const normal = new Float64Array(size * size);
  const rows = Array.from({ length: TOGETHER }, () => new Float64Array(size));
  let [count, waiting] = [0, 0];
  for (let t = rho === 0 ? 0 : 1; t < values.length; t++) {
    const last = rho === 0 ? values[t] : values[t] - rho * values[t - 1];
    if (Number.isNaN(last)) continue;
    count++;
    const row = rows[waiting++];
    row[width] = last;
    for (let i = 0; i < width; i++) {
      row[i] = rho === 0 ? design[t * width + i] : design[t * width + i] - rho * design[(t - 1) * width + i];
    }
    if (waiting < TOGETHER) continue;
    addFour(normal, rows, size);
    waiting = 0;
  }
  for (const row of rows.slice(0, waiting)) {
    for (let i = 0; i < size; i++) {
      const value = row[i];
      for (let j = 0, at = i * size; j <= i; j++) normal[at + j] += value * row[j];
    }
  }
  return { normal, count };
}

/** Adds the products of the numbers of four rows, one row after the other in each sum. */
function addFour(normal: Float64Array, [a, b, c, d]: readonly Float64Array[], size: number): void {
  // Two lines of sums at a time; of the first the sum behind its last is above the diagonal, where nobody looks.
  for (let i = 0; i < size; i += 2) {
    const other = Math.min(i + 1, size - 1);
    const [p, q, r, s] = [a[i], b[i], c[i], d[i]];
    const [w, x, y, z] = i + 1 < size ? [a[other], b[other], c[other], d[other]] : [0, 0, 0, 0];
    for (let j = 0, at = i * size, below = other * size; j <= other; j++, at++, below++) {
      const e = a[j];
      const f = b[j];
      const g = c[j];
      const h = d[j];
      const own = normal[at] + p * e + q * f + r * g + s * h;
      if (other > i) normal[below] = normal[below] + w * e + x * f + y * g + z * h;
      normal[at] = own;
    }
  }
}

/** What each column adds to the explained sum of squares behind those before it. */
function explained(
  normal: Float64Array,
  width: number,
  columns: readonly number[],
): { by: Float64Array; total: number } {
  const { factor, kept, right } = reduce(normal, width, columns);
  solveLower(factor, kept, columns.length, right, 1);
  return { by: right.map((z) => z * z), total: normal[(width + 1) * (width + 1) - 1] };
}

function solve(normal: Float64Array, width: number, columns: readonly number[]): Float64Array {
  const { factor, kept, right } = reduce(normal, width, columns);
  solveLower(factor, kept, columns.length, right, 1);
  solveUpper(factor, kept, columns.length, right, 1);
  return right;
}

function reduce(normal: Float64Array, width: number, columns: readonly number[]) {
  const n = columns.length;
  const size = width + 1;
  const factor = new Float64Array(n * n);
  const right = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) factor[i * n + j] = normal[columns[i] * size + columns[j]];
    right[i] = normal[width * size + columns[i]];
  }
  return { factor, kept: factorCholesky(factor, n), right };
}

/** AICc with `columns`, rho and the variance as parameters; sums of squares below rounding are all the same. */
function criterion(squares: number, total: number, columns: number, count: number): number {
  const parameters = columns + 2;
  if (count - parameters - 1 <= 0) return Number.POSITIVE_INFINITY;
  const left = Math.max(squares, 1e-12 * total, 1e-300);
  return count * log(left / count) + 2 * parameters + (2 * parameters * (parameters + 1)) / (count - parameters - 1);
}

function residuals(
  values: Float64Array,
  design: Float64Array,
  width: number,
  { columns, coefficients }: HarmonicFit,
): Float64Array {
  return values.map((value, t) => {
    let sum = 0;
    for (let i = 0; i < columns.length; i++) sum += coefficients[i] * design[t * width + columns[i]];
    return value - sum;
  });
}

function fitted(
  harmonics: readonly Harmonics[],
  coefficients: Float64Array,
  slot: number,
  slots: number,
  row: Float64Array,
): number {
  writeRow(harmonics, slot, slots, row);
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum += coefficients[i] * row[i];
  return sum;
}

/** rho of n_t = rho n_(t-1) + e_t by least squares over neighbours that are both known, within 0 and 0.99. */
function autoregression(errors: Float64Array): number {
  let cross = 0;
  let own = 0;
  for (let t = 1; t < errors.length; t++) {
    const product = errors[t] * errors[t - 1];
    if (Number.isNaN(product)) continue;
    cross += product;
    own += errors[t - 1] * errors[t - 1];
  }
  return own > 0 ? Math.min(0.99, Math.max(0, cross / own)) : 0;
}

function continueRegression(
  { horizon }: RivalHistory,
  from: number,
  { values, centre, scale }: Standardised,
  { harmonics, coefficients, rho }: HarmonicFit,
): FittedRival {
  const row = new Float64Array(coefficients.length);
  const level = (slot: number) => fitted(harmonics, coefficients, slot - from, values.length, row);
  return rolling(horizon, from, () => {
    // The last known value, and how many slots behind it are missing: waves are asked for where a forecast begins alone.
    let last = Number.NaN;
    let lastSlot = 0;
    let missing = 0;
    return {
      advance(value, slot) {
        if (Number.isNaN(value)) {
          missing++;
          return;
        }
        last = value;
        lastSlot = slot;
        missing = 0;
      },
      forecast(out, origin) {
        let left = Number.isNaN(last) ? 0 : (last - centre) / scale - level(lastSlot);
        for (let slot = 0; slot < missing && left !== 0; slot++) left *= rho;
        for (let step = 0; step < out.length; step++) {
          left *= rho;
          out[step] = centre + scale * (level(origin + step) + left);
        }
      },
    };
  });
}
