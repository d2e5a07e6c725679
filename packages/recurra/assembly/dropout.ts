// Dropout without a stored mask: the mask is Philox4x32-10 of the element's index, so the backward pass draws it again.
// Word i of key (k0, k1) is lane i % 4 of the block with counter (floor(i / 4), 0, 0, 0), as in core/philox.ts.

const WORDS = memory.data(16);

function philox(c0: u32, k0: u32, k1: u32): void {
  let c1: u32 = 0, c2: u32 = 0, c3: u32 = 0;
  for (let round = 0; round < 10; round++) {
    const a = <u64>0xd2511f53 * <u64>c0;
    const b = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(b >> 32) ^ c1 ^ k0;
    c1 = <u32>b;
    c2 = <u32>(a >> 32) ^ c3 ^ k1;
    c3 = <u32>a;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  store<u32>(WORDS, c0);
  store<u32>(WORDS, c1, 4);
  store<u32>(WORDS, c2, 8);
  store<u32>(WORDS, c3, 12);
}

/** out (+)= x * (word >= threshold ? scale : 0): a product, so that NaN passes also where the element is dropped. */
export function dropoutArray(
  out: usize, x: usize, n: i32, k0: u32, k1: u32, threshold: u32, scale: f32, accumulate: i32,
): void {
  for (let i = 0; i < n; i += 4) {
    philox(<u32>i >> 2, k0, k1);
    const count = min(4, n - i);
    for (let lane = 0; lane < count; lane++, out += 4, x += 4) {
      const value = load<f32>(x) * (load<u32>(WORDS + (<usize>lane << 2)) >= threshold ? scale : 0);
      store<f32>(out, accumulate ? load<f32>(out) + value : value);
    }
  }
}
