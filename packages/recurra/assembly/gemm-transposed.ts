// C += A^T x B for weight gradients: A [k, m] and B [k, n] lie row by row, as the backward pass leaves them. The rows are
// taken in blocks that stay in the first-level cache while every tile of C passes over them; C carries each output's single
// accumulator from block to block, so blocks do not change the bits.
import { madd } from "./arithmetic";

const BLOCK = 128;
const TILE = memory.data(128, 16);

/** Four rows of C (columns of A) x n columns (a multiple of 8), over k rows; strides in bytes. */
function strip4x8(n: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  for (; n > 0; n -= 8) {
    const c1 = c + ldc;
    const c2 = c1 + ldc;
    const c3 = c2 + ldc;
    let c00 = v128.load(c), c01 = v128.load(c, 16);
    let c10 = v128.load(c1), c11 = v128.load(c1, 16);
    let c20 = v128.load(c2), c21 = v128.load(c2, 16);
    let c30 = v128.load(c3), c31 = v128.load(c3, 16);
    let ap = a, bp = b;
    for (let i = k; i > 0; i--) {
      const b0 = v128.load(bp), b1 = v128.load(bp, 16);
      let s = v128.load32_splat(ap, 0);
      c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
      s = v128.load32_splat(ap, 4);
      c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
      s = v128.load32_splat(ap, 8);
      c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
      s = v128.load32_splat(ap, 12);
      c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
      ap += lda; bp += ldb;
    }
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(c1, c10); v128.store(c1, c11, 16);
    v128.store(c2, c20); v128.store(c2, c21, 16);
    v128.store(c3, c30); v128.store(c3, c31, 16);
    b += 32; c += 32;
  }
}

/** One row of C x 8 columns. */
function tile1x8(k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize): void {
  let c0 = v128.load(c), c1 = v128.load(c, 16);
  for (; k > 0; k--) {
    const s = v128.load32_splat(a);
    c0 = madd(s, v128.load(b), c0); c1 = madd(s, v128.load(b, 16), c1);
    a += lda; b += ldb;
  }
  v128.store(c, c0); v128.store(c, c1, 16);
}

/** One row of C x 32 columns. */
function tile1x32(k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize): void {
  let c0 = v128.load(c), c1 = v128.load(c, 16), c2 = v128.load(c, 32), c3 = v128.load(c, 48);
  let c4 = v128.load(c, 64), c5 = v128.load(c, 80), c6 = v128.load(c, 96), c7 = v128.load(c, 112);
  for (; k > 0; k--) {
    const s = v128.load32_splat(a);
    c0 = madd(s, v128.load(b), c0); c1 = madd(s, v128.load(b, 16), c1);
    c2 = madd(s, v128.load(b, 32), c2); c3 = madd(s, v128.load(b, 48), c3);
    c4 = madd(s, v128.load(b, 64), c4); c5 = madd(s, v128.load(b, 80), c5);
    c6 = madd(s, v128.load(b, 96), c6); c7 = madd(s, v128.load(b, 112), c7);
    a += lda; b += ldb;
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48);
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112);
}

/** A tile with fewer than 8 columns: through TILE, so that nothing beside C's columns is written. */
function narrowTile(rows: i32, columns: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) store<f32>(TILE + (<usize>(r * 8 + j) << 2), load<f32>(c + <usize>r * ldc + (<usize>j << 2)));
  }
  if (rows == 4) strip4x8(8, k, a, lda, b, ldb, TILE, 32);
  else for (let r = 0; r < rows; r++) tile1x8(k, a + (<usize>r << 2), lda, b, ldb, TILE + (<usize>r << 5));
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) store<f32>(c + <usize>r * ldc + (<usize>j << 2), load<f32>(TILE + (<usize>(r * 8 + j) << 2)));
  }
}

/** C[m, n] += A[k, m]^T x B[k, n]; all strides in bytes. */
export function productTransposed(m: i32, n: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  const columns = n & ~7;
  for (let done = 0; done < k; done += BLOCK) {
    const rows = min(BLOCK, k - done);
    let i = 0;
    for (; i + 4 <= m; i += 4) {
      const ai = a + (<usize>i << 2);
      const ci = c + <usize>i * ldc;
      strip4x8(columns, rows, ai, lda, b, ldb, ci, ldc);
      if (n & 7) narrowTile(4, n & 7, rows, ai, lda, b + (<usize>columns << 2), ldb, ci + (<usize>columns << 2), ldc);
    }
    for (; i < m; i++) {
      const ai = a + (<usize>i << 2);
      const ci = c + <usize>i * ldc;
      let j = 0;
      for (; j + 32 <= n; j += 32) tile1x32(rows, ai, lda, b + (<usize>j << 2), ldb, ci + (<usize>j << 2));
      for (; j < columns; j += 8) tile1x8(rows, ai, lda, b + (<usize>j << 2), ldb, ci + (<usize>j << 2));
      if (n & 7) narrowTile(1, n & 7, rows, ai, lda, b + (<usize>columns << 2), ldb, ci + (<usize>columns << 2), ldc);
    }
    a += <usize>rows * lda;
    b += <usize>rows * ldb;
  }
}

/** C[m, n] += A[k, m]^T x B[k, n]; strides in floats. Reads up to 31 bytes past the end of B. */
export function gemmTN(m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32): void {
  productTransposed(m, n, k, a, <usize>lda << 2, b, <usize>ldb << 2, c, <usize>ldc << 2);
}
