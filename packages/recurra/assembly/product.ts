// The matrix products of the recurrent layers, which go one of two ways. Narrow layers run on the kernels of gemm.ts. A layer
// that is marked as wide (WIDE in layer.ts; only in native mode) hands its products to `sgemm` of the host: a BLAS that works on
// this memory. Its weights are then one panel as wide as the whole product: a row-major matrix [K, N].
import { productPanels } from "./gemm";
import { productTransposed } from "./gemm-transposed";

/**
 * C[m, n] = beta * C + op(A) x op(B), row-major, strides in floats. `turned` is 0, or 1 when A is the transpose of what lies at `a`
 * (so that is [k, m]), or 2 when B is.
 * The host gives a function that throws where no BLAS was loaded: without a wide layer nobody calls it.
 */
@external("env", "sgemm")
declare function sgemm(
  turned: i32, m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, beta: f32, c: usize, ldc: i32,
): void;

/**
 * productPanels, or the same by the host when `wide`: `init` is then C itself or, with inits 0, zeros. The panels have `k` rows, of
 * which the first `terms` count: the rest would meet zeros.
 */
export function product(
  wide: i32, m: i32, panels: i32, k: i32, terms: i32, a: usize, lda: usize, p: usize, init: usize, ldi: usize, inits: usize, c: usize,
  ldc: usize,
): void {
  if (wide) {
    const n = panels << 3;
    sgemm(0, m, n, terms, a, <i32>(lda >> 2), p, n, inits ? <f32>1 : <f32>0, c, <i32>(ldc >> 2));
  } else {
    productPanels(m, panels, terms, a, lda, p, <usize>k << 5, init, ldi, inits, c, ldc);
  }
}

/** productTransposed, or the same by the host when `wide`. */
export function turnedProduct(
  wide: i32, m: i32, n: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize,
): void {
  if (wide) sgemm(1, m, n, k, a, <i32>(lda >> 2), b, <i32>(ldb >> 2), 1, c, <i32>(ldc >> 2));
  else productTransposed(m, n, k, a, lda, b, ldb, c, ldc);
}

/**
 * C[m, n] = start + op(A) x op(B) by the host, row-major, strides in floats. `turned`: 1 for A, 2 for B, as in sgemm. start: C itself
 * when `accumulate`, else the `bias` row, else 0 when bias is 0.
 */
export function hostGemm(
  turned: i32, m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, bias: usize, c: usize, ldc: i32, accumulate: i32,
): void {
  if (bias) for (let i = 0; i < m; i++) memory.copy(c + (<usize>i * <usize>ldc << 2), bias, <usize>n << 2);
  sgemm(turned, m, n, k, a, lda, b, ldb, accumulate || bias ? <f32>1 : <f32>0, c, ldc);
}
