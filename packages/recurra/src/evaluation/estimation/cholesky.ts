/**
 * Factors a symmetric matrix in place, A = L L', reading and writing its lower triangle. A pivot that is lost to rounding, at most
 * 1e-11 of its diagonal, marks a column that others already explain: it is left out, and its solution is 0.
 *
 * Shapes: a [n, n] row-major. Returns which columns were kept.
 */
export function factorCholesky(a: Float64Array, n: number): Uint8Array {
  const kept = new Uint8Array(n).fill(1);
  for (let i = 0; i < n; i++) {
    const diagonal = a[i * n + i];
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0, at = i * n, other = j * n; k < j; k++) sum -= a[at + k] * a[other + k];
      if (j < i) {
        a[i * n + j] = kept[j] === 1 ? sum / a[j * n + j] : 0;
      } else if (sum > 1e-11 * diagonal) {
        a[i * n + i] = Math.sqrt(sum);
      } else {
        a[i * n + i] = 1;
        a.fill(0, i * n, i * n + i);
        kept[i] = 0;
      }
    }
  }
  return kept;
}

/**
 * Solves L z = b in place for `count` right sides. The squares of z are what each column, taken after those before it, adds to the
 * explained sum of squares.
 *
 * Shapes: factor [n, n] of factorCholesky, b [n, count] row-major.
 */
export function solveLower(factor: Float64Array, kept: Uint8Array, n: number, b: Float64Array, count: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * count;
    for (let k = 0; k < i; k++) subtractScaled(b, row, k * count, factor[i * n + k], count);
    scaleRow(b, row, kept[i] === 1 ? 1 / factor[i * n + i] : 0, count);
  }
}

/** Solves L' x = z in place for the `count` columns of z [n, count], from solveLower. */
export function solveUpper(factor: Float64Array, kept: Uint8Array, n: number, z: Float64Array, count: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * count;
    scaleRow(z, row, kept[i] === 1 ? 1 / factor[i * n + i] : 0, count);
    for (let k = 0; k < i; k++) subtractScaled(z, k * count, row, factor[i * n + k], count);
  }
}

function subtractScaled(b: Float64Array, to: number, from: number, factor: number, count: number): void {
  if (factor === 0) return;
  for (let c = 0; c < count; c++) b[to + c] -= factor * b[from + c];
}

function scaleRow(b: Float64Array, row: number, factor: number, count: number): void {
  for (let c = 0; c < count; c++) b[row + c] *= factor;
}
