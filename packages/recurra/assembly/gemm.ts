// Matrix products in float32. Every output has one accumulator to which the terms are added in ascending order of k,
// starting from the initial value: the bits do not depend on tiles, tails or blocks.
//
// The right-hand matrix comes in panels of 8 columns, each [K, 8] without gaps (see packPanels), so that the inner loop
// reads it in one stream. A tile of 4 rows x 8 columns needs 8 accumulators, 2 panel loads and 4 broadcasts per k, and
// fits the 16 registers of x86. Tails of rows take 2 rows x 16 or 1 row x 32 columns: the same 8 accumulators.
// Four k share their pointer steps, with a way out after each: as one basic block, the compilers would pull all their loads
// together and spill registers.
// Sizes and strides are in floats at the exports and in bytes inside. Kernels may read up to 31 bytes past a row's end.
import { madd } from "./arithmetic";
import { columnOfEights, outer } from "./gemm-narrow";
import { scratch } from "./scratch";

/** 128 bytes of zeros: where a product that starts from nothing takes its start values. */
export const ZERO: usize = memory.data<u64>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const STRIP_ROWS = 32;

/**
 * `m` rows (a multiple of 4) x one panel; `init` (stride `ldi` bytes, 0 repeats one row) is where the accumulators start.
 * The tiles are turns of one loop: a call for each would cost a tenth of a product with K = 32.
 */
function strip4x8(m: i32, k: i32, a: usize, lda: usize, p: usize, init: usize, ldi: usize, c: usize, ldc: usize): void {
  for (; m > 0; m -= 4) {
    let a0 = a;
    let a1 = a0 + lda;
    let a2 = a1 + lda;
    let a3 = a2 + lda;
    a = a3 + lda;
    let c00 = v128.load(init), c01 = v128.load(init, 16);
    init += ldi;
    let c10 = v128.load(init), c11 = v128.load(init, 16);
    init += ldi;
    let c20 = v128.load(init), c21 = v128.load(init, 16);
    init += ldi;
    let c30 = v128.load(init), c31 = v128.load(init, 16);
    init += ldi;
    let b = p, i = k;
    let b0: v128, b1: v128, s: v128;
    while (true) {
      b0 = v128.load(b, 0); b1 = v128.load(b, 16);
      s = v128.load32_splat(a0, 0);
      c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
      s = v128.load32_splat(a1, 0);
      c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
      s = v128.load32_splat(a2, 0);
      c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
      s = v128.load32_splat(a3, 0);
      c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
      if (--i == 0) break;
      b0 = v128.load(b, 32); b1 = v128.load(b, 48);
      s = v128.load32_splat(a0, 4);
      c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
      s = v128.load32_splat(a1, 4);
      c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
      s = v128.load32_splat(a2, 4);
      c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
      s = v128.load32_splat(a3, 4);
      c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
      if (--i == 0) break;
      b0 = v128.load(b, 64); b1 = v128.load(b, 80);
      s = v128.load32_splat(a0, 8);
      c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
      s = v128.load32_splat(a1, 8);
      c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
      s = v128.load32_splat(a2, 8);
      c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
      s = v128.load32_splat(a3, 8);
      c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
      if (--i == 0) break;
      b0 = v128.load(b, 96); b1 = v128.load(b, 112);
      s = v128.load32_splat(a0, 12);
      c00 = madd(s, b0, c00); c01 = madd(s, b1, c01);
      s = v128.load32_splat(a1, 12);
      c10 = madd(s, b0, c10); c11 = madd(s, b1, c11);
      s = v128.load32_splat(a2, 12);
      c20 = madd(s, b0, c20); c21 = madd(s, b1, c21);
      s = v128.load32_splat(a3, 12);
      c30 = madd(s, b0, c30); c31 = madd(s, b1, c31);
      if (--i == 0) break;
      b += 128; a0 += 16; a1 += 16; a2 += 16; a3 += 16;
    }
    v128.store(c, c00, 0); v128.store(c, c01, 16);
    c += ldc;
    v128.store(c, c10, 0); v128.store(c, c11, 16);
    c += ldc;
    v128.store(c, c20, 0); v128.store(c, c21, 16);
    c += ldc;
    v128.store(c, c30, 0); v128.store(c, c31, 16);
    c += ldc;
  }
}

/** Two rows x two panels; `ps` bytes lie between panels. */
function tile2x16(k: i32, a: usize, lda: usize, p: usize, ps: usize, init: usize, ldi: usize, c: usize, ldc: usize): void {
  let a1 = a + lda;
  let q = p + ps;
  let c00 = v128.load(init), c01 = v128.load(init, 16), c02 = v128.load(init, 32), c03 = v128.load(init, 48);
  init += ldi;
  let c10 = v128.load(init), c11 = v128.load(init, 16), c12 = v128.load(init, 32), c13 = v128.load(init, 48);
  for (; k > 0; k--) {
    const s0 = v128.load32_splat(a), s1 = v128.load32_splat(a1);
    let b = v128.load(p);
    c00 = madd(s0, b, c00); c10 = madd(s1, b, c10);
    b = v128.load(p, 16);
    c01 = madd(s0, b, c01); c11 = madd(s1, b, c11);
    b = v128.load(q);
    c02 = madd(s0, b, c02); c12 = madd(s1, b, c12);
    b = v128.load(q, 16);
    c03 = madd(s0, b, c03); c13 = madd(s1, b, c13);
    p += 32; q += 32; a += 4; a1 += 4;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
  c += ldc;
  v128.store(c, c10); v128.store(c, c11, 16); v128.store(c, c12, 32); v128.store(c, c13, 48);
}

/** One row x four panels. */
function tile1x32(k: i32, a: usize, p: usize, ps: usize, init: usize, c: usize): void {
  let p1 = p + ps;
  let p2 = p1 + ps;
  let p3 = p2 + ps;
  let c0 = v128.load(init), c1 = v128.load(init, 16), c2 = v128.load(init, 32), c3 = v128.load(init, 48);
  let c4 = v128.load(init, 64), c5 = v128.load(init, 80), c6 = v128.load(init, 96), c7 = v128.load(init, 112);
  for (; k > 0; k--) {
    const s = v128.load32_splat(a);
    c0 = madd(s, v128.load(p), c0); c1 = madd(s, v128.load(p, 16), c1);
    c2 = madd(s, v128.load(p1), c2); c3 = madd(s, v128.load(p1, 16), c3);
    c4 = madd(s, v128.load(p2), c4); c5 = madd(s, v128.load(p2, 16), c5);
    c6 = madd(s, v128.load(p3), c6); c7 = madd(s, v128.load(p3, 16), c7);
    p += 32; p1 += 32; p2 += 32; p3 += 32; a += 4;
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48);
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112);
}

/** One row x one panel. */
function tile1x8(k: i32, a: usize, p: usize, init: usize, c: usize): void {
  let c0 = v128.load(init), c1 = v128.load(init, 16);
  for (; k > 0; k--) {
    const s = v128.load32_splat(a);
    c0 = madd(s, v128.load(p), c0); c1 = madd(s, v128.load(p, 16), c1);
    p += 32; a += 4;
  }
  v128.store(c, c0); v128.store(c, c1, 16);
}

/**
 * C[m, 8 * panels] = init + A[m, k] x panels, all strides in bytes, C as wide as whole panels. `ps`: from one panel to the next,
 * k << 5, or more when only the first k rows of longer panels count.
 * `init` and `ldi`: where each row's accumulators start; C itself accumulates, stride 0 repeats one row. `inits`: the
 * bytes from one panel's start values to the next (32, or 0 for ZERO).
 */
export function productPanels(
  m: i32, panels: i32, k: i32, a: usize, lda: usize, p: usize, ps: usize, init: usize, ldi: usize, inits: usize, c: usize,
  ldc: usize,
): void {
  const whole = m & ~3;
  if (whole) {
    let pp = p, cp = c, ip = init;
    for (let j = 0; j < panels; j++, pp += ps, cp += 32, ip += inits) strip4x8(whole, k, a, lda, pp, ip, ldi, cp, ldc);
  }
  let rest = m - whole;
  if (!rest) return;
  a += <usize>whole * lda;
  c += <usize>whole * ldc;
  init += <usize>whole * ldi;
  if (rest >= 2) {
    let j = 0, pp = p, cp = c, ip = init;
    for (; j + 2 <= panels; j += 2, pp += ps << 1, cp += 64, ip += inits << 1) {
      tile2x16(k, a, lda, pp, ps, ip, ldi, cp, ldc);
    }
    for (; j < panels; j++, pp += ps, cp += 32, ip += inits) {
      tile1x8(k, a, pp, ip, cp);
      tile1x8(k, a + lda, pp, ip + ldi, cp + ldc);
    }
    a += lda << 1;
    c += ldc << 1;
    init += ldi << 1;
    rest -= 2;
  }
  if (rest) {
    let j = 0, pp = p, cp = c, ip = init;
    for (; j + 4 <= panels; j += 4, pp += ps << 2, cp += 128, ip += inits << 2) tile1x32(k, a, pp, ps, ip, cp);
    for (; j < panels; j++, pp += ps, cp += 32, ip += inits) tile1x8(k, a, pp, ip, cp);
  }
}

/**
 * C[m, n] = start + A[m, k] x B[k, n], B in panels; strides in floats, C as narrow as it is.
 * start: C itself when `accumulate`, else the `bias` row (a pointer to n floats rounded up to 8), else 0 when bias is 0.
 */
export function gemm(
  m: i32, n: i32, k: i32, a: usize, lda: i32, panels: usize, bias: usize, c: usize, ldc: i32, accumulate: i32,
): void {
  const la = <usize>lda << 2;
  const lc = <usize>ldc << 2;
  if (k == 1) {
    outer(m, n, a, la, panels, bias, c, lc, accumulate);
    return;
  }
  const whole = n >> 3;
  const ps = <usize>k << 5;
  const init = accumulate ? c : bias ? bias : ZERO;
  const ldi: usize = accumulate ? lc : 0;
  const inits: usize = accumulate || bias ? 32 : 0;
  if (whole) productPanels(m, whole, k, a, la, panels, ps, init, ldi, inits, c, lc);
  const rest = n & 7;
  if (!rest) return;
  const p = panels + <usize>whole * ps;
  let start = init + <usize>whole * inits;
  c += <usize>whole << 5;
  if (rest == 1) {
    const eights = m & ~7;
    columnOfEights(eights, k, a, la, p, start, ldi, c, lc);
    m -= eights;
    a += <usize>eights * la;
    c += <usize>eights * lc;
    start += <usize>eights * ldi;
  }
  // The last columns go through a strip of their own: C has no room for a whole panel.
  const strip = scratch();
  for (let i = 0; i < m; i += STRIP_ROWS) {
    const rows = min(STRIP_ROWS, m - i);
    if (accumulate) for (let r = 0; r < rows; r++) copyFloats(strip + (<usize>r << 5), c + <usize>r * lc, rest);
    if (accumulate) productPanels(rows, 1, k, a, la, p, ps, strip, 32, 32, strip, 32);
    else productPanels(rows, 1, k, a, la, p, ps, start, 0, 0, strip, 32);
    for (let r = 0; r < rows; r++) copyFloats(c + <usize>r * lc, strip + (<usize>r << 5), rest);
    a += STRIP_ROWS * la;
    c += STRIP_ROWS * lc;
  }
}

// @ts-ignore: decorator
@inline
function copyFloats(to: usize, from: usize, n: i32): void {
  for (let i = 0; i < n; i++) store<f32>(to + (<usize>i << 2), load<f32>(from + (<usize>i << 2)));
}
