// Dropout without a stored mask: the mask is Philox4x32-10 of the element's index, so the backward pass draws it again.
// Word i of key (k0, k1) is lane i % 4 of the block with counter (floor(i / 4), 0, 0, 0), as in core/philox.ts. Four blocks
// are computed at once, a lane each, and turned so that a vector holds the words of one block: 16 elements.

const MASKS = memory.data(64);

// @ts-ignore: decorator
@inline
function lowWords(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function highWords(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
}

/** For elements 4 block to 4 block + 15, all bits of a word of MASKS set where the element is kept. */
function drawMasks(block: u32, k0: u32, k1: u32, threshold: v128): void {
  const first = i32x4.splat(0xd2511f53), second = i32x4.splat(0xcd9e8d57);
  const weyl0 = i32x4.splat(0x9e3779b9), weyl1 = i32x4.splat(0xbb67ae85);
  let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let c1 = i32x4.splat(0), c2 = i32x4.splat(0), c3 = i32x4.splat(0);
  let a = i32x4.splat(k0), b = i32x4.splat(k1);
  for (let round = 0; round < 10; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(c0, first), high0 = i64x2.extmul_high_i32x4_u(c0, first);
    const low1 = i64x2.extmul_low_i32x4_u(c2, second), high1 = i64x2.extmul_high_i32x4_u(c2, second);
    c0 = v128.xor(v128.xor(highWords(low1, high1), c1), a);
    c1 = lowWords(low1, high1);
    c2 = v128.xor(v128.xor(highWords(low0, high0), c3), b);
    c3 = lowWords(low0, high0);
    a = i32x4.add(a, weyl0);
    b = i32x4.add(b, weyl1);
  }
  c0 = i32x4.ge_u(c0, threshold);
  c1 = i32x4.ge_u(c1, threshold);
  c2 = i32x4.ge_u(c2, threshold);
  c3 = i32x4.ge_u(c3, threshold);
  const p = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5), q = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
  const r = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7), s = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
  v128.store(MASKS, v128.shuffle<i64>(p, q, 0, 2));
  v128.store(MASKS, v128.shuffle<i64>(p, q, 1, 3), 16);
  v128.store(MASKS, v128.shuffle<i64>(r, s, 0, 2), 32);
  v128.store(MASKS, v128.shuffle<i64>(r, s, 1, 3), 48);
}

/**
 * out (+)= x * (word >= threshold ? scale : 0): a product, so that NaN passes also where the element is dropped. `keys` points to the
 * two words of the key.
 */
export function dropoutArray(out: usize, x: usize, n: i32, keys: usize, threshold: u32, scale: f32, accumulate: i32): void {
  const k0 = load<u32>(keys), k1 = load<u32>(keys, 4);
  const limit = i32x4.splat(threshold);
  const scales = f32x4.splat(scale);
  for (let i = 0; i < n; i += 16) {
    drawMasks(<u32>i >> 2, k0, k1, limit);
    const count = min(16, n - i);
    let j = 0;
    for (; j + 4 <= count; j += 4, out += 16, x += 16) {
      const value = f32x4.mul(v128.load(x), v128.and(v128.load(MASKS + (<usize>j << 2)), scales));
      v128.store(out, accumulate ? f32x4.add(v128.load(out), value) : value);
    }
    for (; j < count; j++, out += 4, x += 4) {
      const value = load<f32>(x) * (load<u32>(MASKS + (<usize>j << 2)) ? scale : 0);
      store<f32>(out, accumulate ? load<f32>(out) + value : value);
    }
  }
}
