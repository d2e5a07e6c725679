// The matrix product as its definition, in float64.

/** C = A B. A [m, k], B [k, n] -> C [m, n], row-major. */
export function matmul(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const c = new Float64Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += a[row * k + i]! * b[i * n + column]!;
      c[row * n + column] = sum;
    }
  }
  return c;
}

/** The transposed matrix. A [rows, columns] -> [columns, rows]. */
export function transpose(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) out[column * rows + row] = a[row * columns + column]!;
  }
  return out;
}

/** Gradients of C = A B for dC [m, n]: dA = dC B^T [m, k] and dB = A^T dC [k, n]. */
export function matmulBackward(
  a: Float64Array,
  b: Float64Array,
  dC: Float64Array,
  m: number,
  k: number,
  n: number,
): { dA: Float64Array; dB: Float64Array } {
  return { dA: matmul(dC, transpose(b, k, n), m, n, k), dB: matmul(transpose(a, m, k), dC, k, m, n) };
}

/** out += W x for W [rows, columns], x [columns], out [rows]. */
export function addProduct(out: Float64Array, w: Float64Array, x: Float64Array): void {
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += w[row * x.length + i]! * x[i]!;
    out[row] = out[row]! + sum;
  }
}

/** out += W^T y for W [rows, columns], y [rows], out [columns]. */
export function addTransposedProduct(out: Float64Array, w: Float64Array, y: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let row = 0; row < y.length; row++) sum += w[row * out.length + i]! * y[row]!;
    out[i] = out[i]! + sum;
  }
}

/** W += y x^T for W [rows, columns], y [rows], x [columns]. */
export function addOuterProduct(w: Float64Array, y: Float64Array, x: Float64Array): void {
  for (let row = 0; row < y.length; row++) {
    for (let i = 0; i < x.length; i++) w[row * x.length + i] = w[row * x.length + i]! + y[row]! * x[i]!;
  }
}

/** out += x. */
export function addTo(out: Float64Array, x: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! + x[i]!;
}
