/** Rows, and columns of right sides, that are taken together: their sums do not wait for each other. Each sum keeps its order, so it changes no bit. */
const TOGETHER = 4;

/**
 * Factors a symmetric matrix in place, A = L L', reading and writing its lower triangle. A pivot that is lost to rounding, at most
 * 1e-11 of its diagonal, marks a column that others already explain: it is left out, and its solution is 0.
 *
 * Shapes: a [n, n] row-major. Returns which columns were kept.
 */
export function factorCholesky(a: Float64Array, n: number): Uint8Array {
  const kept = new Uint8Array(n).fill(1);
  for (let first = 0; first < n; first += TOGETHER) {
    const rows = Math.min(TOGETHER, n - first);
    const done = rows === TOGETHER ? first : 0;
    if (done > 0) factorColumns(a, n, first, kept);
    for (let i = first; i < first + rows; i++) factorRow(a, n, i, done, kept);
  }
  return kept;
}

/** The entries of four rows in the columns before the first of them. */
function factorColumns(a: Float64Array, n: number, first: number, kept: Uint8Array): void {
  const [p, q, r, s] = [first * n, (first + 1) * n, (first + 2) * n, (first + 3) * n];
  for (let j = 0; j < first; j++) {
    let [one, two, three, four] = [a[p + j], a[q + j], a[r + j], a[s + j]];
    for (let k = 0, other = j * n; k < j; k++) {
      const x = a[other + k];
      one -= a[p + k] * x;
      two -= a[q + k] * x;
      three -= a[r + k] * x;
      four -= a[s + k] * x;
    }
    const pivot = a[j * n + j];
    const held = kept[j] === 1;
    a[p + j] = held ? one / pivot : 0;
    a[q + j] = held ? two / pivot : 0;
    a[r + j] = held ? three / pivot : 0;
    a[s + j] = held ? four / pivot : 0;
  }
}

/** The entries of a row from column `from` on, and its pivot. */
function factorRow(a: Float64Array, n: number, i: number, from: number, kept: Uint8Array): void {
  const row = i * n;
  const diagonal = a[row + i];
  for (let j = from; j <= i; j++) {
    let sum = a[row + j];
    for (let k = 0, other = j * n; k < j; k++) sum -= a[row + k] * a[other + k];
    if (j < i) {
      a[row + j] = kept[j] === 1 ? sum / a[j * n + j] : 0;
    } else if (sum > 1e-11 * diagonal) {
      a[row + i] = Math.sqrt(sum);
    } else {
      a[row + i] = 1;
      a.fill(0, row, row + i);
      kept[i] = 0;
    }
  }
}

/**
 * Solves L z = b in place for `count` right sides. The squares of z are what each column, taken after those before it, adds to the
 * explained sum of squares.
 *
 * Shapes: factor [n, n] of factorCholesky, b [n, count] row-major.
 */
export function solveLower(factor: Float64Array, kept: Uint8Array, n: number, b: Float64Array, count: number): void {
  const before = { from: 0, step: count };
  for (let i = 0; i < n; i += 2) {
    const two = i + 1 < n;
    if (two) subtractFromTwo(b, i * count, (i + 1) * count, factorsOf(factor, i * n, (i + 1) * n, 1), before, i, count);
    else subtractRows(b, i * count, { of: factor, at: i * n, step: 1 }, before, i, count);
    scaleRow(b, i * count, kept[i] === 1 ? 1 / factor[i * n + i] : 0, count);
    if (!two) break;
    const row = i + 1;
    subtractRows(b, row * count, { of: factor, at: row * n + i, step: 1 }, { from: i * count, step: count }, 1, count);
    scaleRow(b, row * count, kept[row] === 1 ? 1 / factor[row * n + row] : 0, count);
  }
}

/** Solves L' x = z in place for the `count` columns of z [n, count], from solveLower. */
export function solveUpper(factor: Float64Array, kept: Uint8Array, n: number, z: Float64Array, count: number): void {
  const after = { from: (n - 1) * count, step: -count };
  const end = (n - 1) * n;
  for (let i = n - 1; i >= 0; i -= 2) {
    const two = i > 0;
    const terms = n - 1 - i;
    if (two)
      subtractFromTwo(z, i * count, (i - 1) * count, factorsOf(factor, end + i, end + i - 1, -n), after, terms, count);
    else subtractRows(z, i * count, { of: factor, at: end + i, step: -n }, after, terms, count);
    scaleRow(z, i * count, kept[i] === 1 ? 1 / factor[i * n + i] : 0, count);
    if (!two) break;
    const row = i - 1;
    subtractRows(
      z,
      row * count,
      { of: factor, at: i * n + row, step: -n },
      { from: i * count, step: -count },
      1,
      count,
    );
    scaleRow(z, row * count, kept[row] === 1 ? 1 / factor[row * n + row] : 0, count);
  }
}

interface Factors {
  readonly of: Float64Array;
  readonly at: number;
  readonly step: number;
}

/** Where a walk over rows begins, and how far it is to the next. */
interface Rows {
  readonly from: number;
  readonly step: number;
}

function factorsOf(of: Float64Array, at: number, other: number, step: number): Factors & { readonly other: number } {
  return { of, at, other, step };
}

/** Takes `terms` rows, one after the other, times a factor each off the rows at `to` and `too`: four columns of both at a time. */
function subtractFromTwo(
  b: Float64Array,
  to: number,
  too: number,
  { of, at: firstAt, other: firstOther, step }: Factors & { readonly other: number },
  { from: firstFrom, step: stride }: Rows,
  terms: number,
  count: number,
): void {
  let c = 0;
  for (; c + TOGETHER <= count; c += TOGETHER) {
    const [p, q] = [to + c, too + c];
    let [one, two, three, four] = [b[p], b[p + 1], b[p + 2], b[p + 3]];
    let [five, six, seven, eight] = [b[q], b[q + 1], b[q + 2], b[q + 3]];
    for (let term = 0, at = firstAt, other = firstOther, from = firstFrom + c; term < terms; term++) {
      const f = of[at];
      const g = of[other];
      const w = b[from];
      const x = b[from + 1];
      const y = b[from + 2];
      const z = b[from + 3];
      one -= f * w;
      two -= f * x;
      three -= f * y;
      four -= f * z;
      five -= g * w;
      six -= g * x;
      seven -= g * y;
      eight -= g * z;
      at += step;
      other += step;
      from += stride;
    }
    b[p] = one;
    b[p + 1] = two;
    b[p + 2] = three;
    b[p + 3] = four;
    b[q] = five;
    b[q + 1] = six;
    b[q + 2] = seven;
    b[q + 3] = eight;
  }
  for (; c < count; c++) {
    let [one, two] = [b[to + c], b[too + c]];
    for (let term = 0, at = firstAt, other = firstOther, from = firstFrom + c; term < terms; term++) {
      one -= of[at] * b[from];
      two -= of[other] * b[from];
      at += step;
      other += step;
      from += stride;
    }
    b[to + c] = one;
    b[too + c] = two;
  }
}

/** Takes `terms` rows, one after the other, times a factor each off the row at `to`. */
function subtractRows(
  b: Float64Array,
  to: number,
  { of, at: first, step }: Factors,
  rows: Rows,
  terms: number,
  count: number,
): void {
  for (let term = 0, at = first, from = rows.from; term < terms; term++, at += step, from += rows.step) {
    const f = of[at];
    for (let c = 0; c < count; c++) b[to + c] -= f * b[from + c];
  }
}

function scaleRow(b: Float64Array, row: number, factor: number, count: number): void {
  for (let c = 0; c < count; c++) b[row + c] *= factor;
}
