// Products that panels of 8 columns serve badly: one column of output, and one term. The same sums in the same order as gemm.ts.
import { madd } from "./arithmetic";

/** Lane r of the result: element `part` (0 to 3) of row r, out of four elements of each of four rows. */
// @ts-ignore: decorator
@inline
function turned(part: i32, x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  if (part < 2) {
    const low = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), up = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
    return part == 0 ? v128.shuffle<i64>(low, up, 0, 2) : v128.shuffle<i64>(low, up, 1, 3);
  }
  const low = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), up = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
  return part == 2 ? v128.shuffle<i64>(low, up, 0, 2) : v128.shuffle<i64>(low, up, 1, 3);
}

/** One number of each of four rows. */
// @ts-ignore: decorator
@inline
function across(a: usize, lda: usize): v128 {
  let x = v128.load32_zero(a);
  x = v128.load_lane<f32>(a + lda, x, 1);
  x = v128.load_lane<f32>(a + 2 * lda, x, 2);
  return v128.load_lane<f32>(a + 3 * lda, x, 3);
}

// @ts-ignore: decorator
@inline
function storeAcross(c: usize, ldc: usize, x: v128): void {
  v128.store_lane<f32>(c, x, 0);
  v128.store_lane<f32>(c + ldc, x, 1);
  v128.store_lane<f32>(c + 2 * ldc, x, 2);
  v128.store_lane<f32>(c + 3 * ldc, x, 3);
}

/**
 * One column of C, as a layer with a single output has: a lane is a row, since seven eighths of a panel would be padding. `m` is a
 * multiple of 8; the column is the first of the panel at `p`, and `init` is where each row's sum starts (stride `ldi` bytes).
 */
export function columnOfEights(m: i32, k: i32, a: usize, lda: usize, p: usize, init: usize, ldi: usize, c: usize, ldc: usize): void {
  for (; m > 0; m -= 8) {
    let s = across(init, ldi), t = across(init + 4 * ldi, ldi);
    let b = p, i = k, x = a, y = a + 4 * lda;
    for (; i >= 4; i -= 4) {
      const b0 = v128.load32_splat(b), b1 = v128.load32_splat(b, 32), b2 = v128.load32_splat(b, 64), b3 = v128.load32_splat(b, 96);
      const x0 = v128.load(x), x1 = v128.load(x + lda), x2 = v128.load(x + 2 * lda), x3 = v128.load(x + 3 * lda);
      const y0 = v128.load(y), y1 = v128.load(y + lda), y2 = v128.load(y + 2 * lda), y3 = v128.load(y + 3 * lda);
      s = madd(turned(0, x0, x1, x2, x3), b0, s);
      t = madd(turned(0, y0, y1, y2, y3), b0, t);
      s = madd(turned(1, x0, x1, x2, x3), b1, s);
      t = madd(turned(1, y0, y1, y2, y3), b1, t);
      s = madd(turned(2, x0, x1, x2, x3), b2, s);
      t = madd(turned(2, y0, y1, y2, y3), b2, t);
      s = madd(turned(3, x0, x1, x2, x3), b3, s);
      t = madd(turned(3, y0, y1, y2, y3), b3, t);
      b += 128; x += 16; y += 16;
    }
    for (; i > 0; i--, b += 32, x += 4, y += 4) {
      const b0 = v128.load32_splat(b);
      s = madd(across(x, lda), b0, s);
      t = madd(across(y, lda), b0, t);
    }
    storeAcross(c, ldc, s);
    storeAcross(c + 4 * ldc, ldc, t);
    a += lda << 3; c += ldc << 3; init += ldi << 3;
  }
}

/** gemm with one term: panels of one row are the row itself. */
export function outer(m: i32, n: i32, a: usize, lda: usize, row: usize, bias: usize, c: usize, ldc: usize, accumulate: i32): void {
  const four = n & ~3;
  for (; m > 0; m--, a += lda, c += ldc) {
    const s = v128.load32_splat(a);
    const init = accumulate ? c : bias;
    let j: usize = 0;
    for (let i = 0; i < four; i += 4, j += 16) {
      v128.store(c + j, madd(s, v128.load(row + j), init ? v128.load(init + j) : f32x4.splat(0)));
    }
    for (let i = four; i < n; i++, j += 4) {
      const sum = madd(s, v128.load32_zero(row + j), init ? v128.load32_zero(init + j) : f32x4.splat(0));
      v128.store_lane<f32>(c + j, sum, 0);
    }
  }
}
