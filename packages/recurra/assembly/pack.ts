// Packing: the right-hand matrix of a product as panels of 8 columns, each [K, 8] without gaps.
import { storeColumns } from "./transpose";
import { kept4, leastKept } from "./vanish";

/**
 * Writes the block B[k, n] into panels at row `kOffset`, column `nOffset` (a multiple of 8): the panels hold `kTotal` rows.
 * B's element (i, j) is at src[i * kStride + j * nStride], strides in floats. Columns that fill up the last panel become 0.
 */
export function packBlock(
  dst: usize, kTotal: i32, kOffset: i32, nOffset: i32, src: usize, k: i32, n: i32, kStride: i32, nStride: i32,
): void {
  const ks = <usize>kStride << 2;
  const ns = <usize>nStride << 2;
  for (let j = 0; j < n; j += 8) {
    const columns = min(8, n - j);
    let to = dst + (<usize>((nOffset + j) >> 3) * <usize>kTotal + <usize>kOffset << 5);
    let from = src + <usize>j * ns;
    let i = 0;
    if (columns == 8 && nStride == 1) {
      for (; i < k; i++, to += 32, from += ks) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      }
    } else if (columns == 8 && kStride == 1) {
      for (; i + 4 <= k; i += 4, to += 128, from += 16) {
        const half = from + 4 * ns;
        storeColumns(to, 32, v128.load(from), v128.load(from + ns), v128.load(from + 2 * ns), v128.load(from + 3 * ns));
        storeColumns(to + 16, 32, v128.load(half), v128.load(half + ns), v128.load(half + 2 * ns), v128.load(half + 3 * ns));
      }
    }
    for (; i < k; i++, to += 32, from += ks) {
      let x = from;
      let c = 0;
      for (; c < columns; c++, x += ns) store<f32>(to + (<usize>c << 2), load<f32>(x));
      for (; c < 8; c++) store<f32>(to + (<usize>c << 2), 0);
    }
  }
}

/** Packs the whole matrix B[k, n]: k * n rounded up to 8 floats at `dst`. */
export function packPanels(dst: usize, src: usize, k: i32, n: i32, kStride: i32, nStride: i32): void {
  packBlock(dst, k, 0, 0, src, k, n, kStride, nStride);
}

/** Packs the sum of two rows (two biases, or one and 0) as row `kOffset` of the panels. */
export function packRow(dst: usize, kTotal: i32, kOffset: i32, nOffset: i32, a: usize, b: usize, n: i32): void {
  for (let j = 0; j < n; j++) {
    const at = dst + (<usize>((nOffset + j) >> 3) * <usize>kTotal + <usize>kOffset << 5) + (<usize>(j & 7) << 2);
    let value: f32 = 0;
    if (a) value += load<f32>(a + (<usize>j << 2));
    if (b) value += load<f32>(b + (<usize>j << 2));
    store<f32>(at, value);
  }
}

/**
 * packBlock for the host's products: `dst` is one row-major matrix whose rows are `width` floats. Fills no columns up. Runs over squares of 16 x 16, so
 * that a block that lies across does not fetch a line of the cache for every number.
 */
export function packWide(
  dst: usize, width: i32, kOffset: i32, nOffset: i32, src: usize, k: i32, n: i32, kStride: i32, nStride: i32,
): void {
  const ks = <usize>kStride << 2, ns = <usize>nStride << 2, ws = <usize>width << 2;
  dst += <usize>kOffset * ws + (<usize>nOffset << 2);
  for (let i0 = 0; i0 < k; i0 += 16) {
    const rows = min(16, k - i0);
    for (let j0 = 0; j0 < n; j0 += 16) {
      const columns = min(16, n - j0);
      for (let i = i0; i < i0 + rows; i++) {
        let to = dst + <usize>i * ws + (<usize>j0 << 2);
        let from = src + <usize>i * ks + <usize>j0 * ns;
        for (let j = 0; j < columns; j++, to += 4, from += ns) store<f32>(to, load<f32>(from));
      }
    }
  }
}

/** packRow for the host's products. */
export function packWideRow(dst: usize, width: i32, kOffset: i32, nOffset: i32, a: usize, b: usize, n: i32): void {
  dst += <usize>kOffset * (<usize>width << 2) + (<usize>nOffset << 2);
  for (let j: usize = 0; j < <usize>n << 2; j += 4) {
    let value: f32 = 0;
    if (a) value += load<f32>(a + j);
    if (b) value += load<f32>(b + j);
    store<f32>(dst + j, value);
  }
}

// @ts-ignore: decorator
@inline
function addOne(to: usize, from: usize, least: v128): void {
  store<f32>(to, f32x4.extract_lane(f32x4.add(v128.load32_zero(to), kept4(v128.load32_zero(from), least)), 0));
}

/** to[rows, columns] += from[rows, columns], gradients that are 0 below 2^-100; strides in floats. */
export function addBlock(to: usize, toStride: i32, from: usize, fromStride: i32, rows: i32, columns: i32): void {
  const bytes = <usize>columns << 2, least = leastKept();
  for (let r = 0; r < rows; r++) {
    let i: usize = 0;
    // In pairs, which an engine can join into one vector of 256 bits.
    for (; i + 32 <= bytes; i += 32) {
      const a = f32x4.add(v128.load(to + i), kept4(v128.load(from + i), least));
      const b = f32x4.add(v128.load(to + i, 16), kept4(v128.load(from + i, 16), least));
      v128.store(to + i, a);
      v128.store(to + i, b, 16);
    }
    for (; i < bytes; i += 4) addOne(to + i, from + i, least);
    to += <usize>toStride << 2;
    from += <usize>fromStride << 2;
  }
}

/** addBlock of from[columns, rows]^T. */
export function addBlockTransposed(to: usize, toStride: i32, from: usize, fromStride: i32, rows: i32, columns: i32): void {
  const least = leastKept();
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      addOne(to + (<usize>(r * toStride + c) << 2), from + (<usize>(c * fromStride + r) << 2), least);
    }
  }
}
