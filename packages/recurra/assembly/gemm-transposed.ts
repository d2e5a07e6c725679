// C += A^T x B for weight gradients: A [k, m] and B [k, n] lie row by row, as the backward pass leaves them. The rows are
// taken in blocks that stay in the first-level cache while every tile of C passes over them; C carries each output's single
// accumulator from block to block, so blocks do not change the bits. Wide blocks do not fit that cache, and reading down a
// column meets a new page every few rows: they are laid out anew for the other product's tiles.
import { madd } from "./arithmetic";
import { productPanels } from "./gemm";
import { scratch } from "./scratch";
import { storeColumns } from "./transpose";

const BLOCK = 128;
/** Columns of A that are transposed together, and the bytes between them: not a power of two. */
const GROUP = 32;
const LINE: usize = (BLOCK + 4) << 2;
/** From this many columns of B on, laying out costs less than it gains. */
const WIDE = 256;

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

/** A tile with fewer than 8 columns: through tile, so that nothing beside C's columns is written. */
function narrowTile(rows: i32, columns: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  const tile = scratch();
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) store<f32>(tile + (<usize>(r * 8 + j) << 2), load<f32>(c + <usize>r * ldc + (<usize>j << 2)));
  }
  if (rows == 4) strip4x8(8, k, a, lda, b, ldb, tile, 32);
  else for (let r = 0; r < rows; r++) tile1x8(k, a + (<usize>r << 2), lda, b, ldb, tile + (<usize>r << 5));
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) store<f32>(c + <usize>r * ldc + (<usize>j << 2), load<f32>(tile + (<usize>(r * 8 + j) << 2)));
  }
}

/** to[columns, k] = from[k, columns]^T, rows of LINE bytes; whole tiles of 4 x 4, so up to 3 rows and columns more. */
function transpose(to: usize, from: usize, ld: usize, k: i32, columns: i32): void {
  for (; k > 0; k -= 4, to += 16) {
    const next1 = k > 1 ? from + ld : from, next2 = k > 2 ? next1 + ld : next1, next3 = k > 3 ? next2 + ld : next2;
    let at = to;
    for (let i: usize = 0; i < <usize>columns << 2; i += 16, at += LINE << 2) {
      const r0 = v128.load(from + i), r1 = v128.load(next1 + i), r2 = v128.load(next2 + i), r3 = v128.load(next3 + i);
      storeColumns(at, LINE, r0, r1, r2, r3);
    }
    from = next3 + ld;
  }
}

/** 8 columns of k rows, side by side. */
function gather(to: usize, from: usize, ld: usize, k: i32): void {
  for (; k > 0; k--, to += 32, from += ld) {
    const low = v128.load(from), up = v128.load(from, 16);
    v128.store(to, low);
    v128.store(to, up, 16);
  }
}

/** One block of rows with `n` a multiple of 8: the operands go through the scratch room, A transposed, B as a panel. */
function wideBlock(m: i32, n: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  const rows = scratch(), panel = rows + GROUP * LINE;
  for (; m > 0; m -= GROUP, a += GROUP << 2, c += GROUP * ldc) {
    const group = min(GROUP, m);
    transpose(rows, a, lda, k, group);
    let bj = b, cj = c;
    for (let j = 0; j < n; j += 8, bj += 32, cj += 32) {
      gather(panel, bj, ldb, k);
      productPanels(group, 1, k, rows, LINE, panel, 0, cj, ldc, 0, cj, ldc);
    }
  }
}

/** C[m, n] += A[k, m]^T x B[k, n]; all strides in bytes. */
export function productTransposed(m: i32, n: i32, k: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize): void {
  const columns = n & ~7;
  const wide = columns >= WIDE && m >= GROUP;
  for (let done = 0; done < k; done += BLOCK) {
    const rows = min(BLOCK, k - done);
    if (wide) wideBlock(m, columns, rows, a, lda, b, ldb, c, ldc);
    const direct = wide ? 0 : columns;
    let i = 0;
    for (; i + 4 <= m; i += 4) {
      const ai = a + (<usize>i << 2);
      const ci = c + <usize>i * ldc;
      strip4x8(direct, rows, ai, lda, b, ldb, ci, ldc);
      if (n & 7) narrowTile(4, n & 7, rows, ai, lda, b + (<usize>columns << 2), ldb, ci + (<usize>columns << 2), ldc);
    }
    for (; i < m; i++) {
      const ai = a + (<usize>i << 2);
      const ci = c + <usize>i * ldc;
      let j = 0;
      for (; j + 32 <= direct; j += 32) tile1x32(rows, ai, lda, b + (<usize>j << 2), ldb, ci + (<usize>j << 2));
      for (; j < direct; j += 8) tile1x8(rows, ai, lda, b + (<usize>j << 2), ldb, ci + (<usize>j << 2));
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
