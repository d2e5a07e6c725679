/** Rows, and right sides' terms, that are taken together: their sums do not wait for each other. Each sum keeps its order, so it changes no bit. */
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
  for (let i = 0; i < n; i++) {
    subtractRows(b, i * count, { of: factor, at: i * n, step: 1 }, { from: 0, step: count }, i, count);
    scaleRow(b, i * count, kept[i] === 1 ? 1 / factor[i * n + i] : 0, count);
  }
}

/** Solves L' x = z in place for the `count` columns of z [n, count], from solveLower. */
export function solveUpper(factor: Float64Array, kept: Uint8Array, n: number, z: Float64Array, count: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const after = { from: (n - 1) * count, step: -count };
    subtractRows(z, i * count, { of: factor, at: (n - 1) * n + i, step: -n }, after, n - 1 - i, count);
    scaleRow(z, i * count, kept[i] === 1 ? 1 / factor[i * n + i] : 0, count);
  }
}

/** Takes `terms` rows, one after the other, times a factor each off the row at `to`. */
function subtractRows(
  b: Float64Array,
  to: number,
  factors: { readonly of: Float64Array; readonly at: number; readonly step: number },
  rows: { readonly from: number; readonly step: number },
  terms: number,
  count: number,
): void {
  const { of, step } = factors;
  let { at } = factors;
  let { from } = rows;
  let term = 0;
  for (; term + TOGETHER <= terms; term += TOGETHER, at += TOGETHER * step, from += TOGETHER * rows.step) {
    const [f, g, h, k] = [of[at], of[at + step], of[at + 2 * step], of[at + 3 * step]];
    const [p, q, r, s] = [from, from + rows.step, from + 2 * rows.step, from + 3 * rows.step];
    for (let c = 0; c < count; c++) b[to + c] = b[to + c] - f * b[p + c] - g * b[q + c] - h * b[r + c] - k * b[s + c];
  }
  for (; term < terms; term++, at += step, from += rows.step) {
    const f = of[at];
    for (let c = 0; c < count; c++) b[to + c] -= f * b[from + c];
  }
}

function scaleRow(b: Float64Array, row: number, factor: number, count: number): void {
  for (let c = 0; c < count; c++) b[row + c] *= factor;
}
