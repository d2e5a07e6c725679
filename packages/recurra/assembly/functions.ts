// sigmoid and tanh for four lanes. Both go through exp on the reduced range: z = n ln 2 + r, |r| <= ln 2 / 2,
// exp(z) - 1 = 2^n (r + r^2 q(r)) + (2^n - 1), so that tanh = (e^2x - 1) / (e^2x + 1) keeps its relative precision near 0.
// q is a minimax polynomial (relative error of exp(r) - 1: 1.3e-8). The limits come second in min and max: NaN passes.
// Constants are loaded, not built: V8 would rebuild them in every turn of a loop.
import { madd } from "./arithmetic";

const K = memory.data<f32>([
  1.4426950408889634, 1.4426950408889634, 1.4426950408889634, 1.4426950408889634, // 0    log2(e)
  12582912.0, 12582912.0, 12582912.0, 12582912.0, // 16   1.5 * 2^23: adding it rounds to an integer
  -0.6931471805599453, -0.6931471805599453, -0.6931471805599453, -0.6931471805599453, // 32   -ln 2
  0.0013882521307095885, 0.0013882521307095885, 0.0013882521307095885, 0.0013882521307095885, // 48
  0.008366520516574383, 0.008366520516574383, 0.008366520516574383, 0.008366520516574383, // 64
  0.04166720062494278, 0.04166720062494278, 0.04166720062494278, 0.04166720062494278, // 80
  0.1666654348373413, 0.1666654348373413, 0.1666654348373413, 0.1666654348373413, // 96
  0.4999999701976776, 0.4999999701976776, 0.4999999701976776, 0.4999999701976776, // 112
  1.0, 1.0, 1.0, 1.0, // 128
  2.0, 2.0, 2.0, 2.0, // 144
  18.04, 18.04, 18.04, 18.04, // 160  2x beyond which tanh(x) is 1 in float32
  -18.04, -18.04, -18.04, -18.04, // 176
  87.0, 87.0, 87.0, 87.0, // 192  beyond which sigmoid leaves the normal float32 range
  -87.0, -87.0, -87.0, -87.0, // 208
]);

/** tanh of four lanes: absolute error < 2e-7, relative error < 3e-7 for |x| < 1. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const z = f32x4.pmax(f32x4.pmin(f32x4.add(x, x), v128.load(K, 160)), v128.load(K, 176));
  const shifted = madd(z, v128.load(K, 0), v128.load(K, 16));
  const n = f32x4.sub(shifted, v128.load(K, 16));
  const r = madd(n, v128.load(K, 32), z);
  let q = madd(v128.load(K, 48), r, v128.load(K, 64));
  q = madd(q, r, v128.load(K, 80));
  q = madd(q, r, v128.load(K, 96));
  q = madd(q, r, v128.load(K, 112));
  const p = madd(f32x4.mul(r, r), q, r);
  // 2^n: the integer n sits in the low bits of the shifted value; move it into the exponent of 1.0.
  const power = i32x4.add(i32x4.shl(shifted, 23), v128.load(K, 128));
  const e = madd(p, power, f32x4.sub(power, v128.load(K, 128)));
  return f32x4.div(e, f32x4.add(e, v128.load(K, 144)));
}

/** 1 / (1 + exp(-x)) of four lanes: absolute error < 2e-7. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const z = f32x4.pmax(f32x4.pmin(f32x4.neg(x), v128.load(K, 192)), v128.load(K, 208));
  const shifted = madd(z, v128.load(K, 0), v128.load(K, 16));
  const n = f32x4.sub(shifted, v128.load(K, 16));
  const r = madd(n, v128.load(K, 32), z);
  let q = madd(v128.load(K, 48), r, v128.load(K, 64));
  q = madd(q, r, v128.load(K, 80));
  q = madd(q, r, v128.load(K, 96));
  q = madd(q, r, v128.load(K, 112));
  const p = madd(f32x4.mul(r, r), q, r);
  const power = i32x4.add(i32x4.shl(shifted, 23), v128.load(K, 128));
  const e = madd(p, power, power);
  return f32x4.div(v128.load(K, 128), f32x4.add(e, v128.load(K, 128)));
}

/** out[i] = tanh(x[i]); a tail is computed in a full lane and stored one by one. */
export function tanhArray(out: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) v128.store(out + (i << 2), tanh4(v128.load(x + (i << 2))));
  for (; i < n; i++) store<f32>(out + (i << 2), f32x4.extract_lane(tanh4(v128.load32_splat(x + (i << 2))), 0));
}

/** out[i] = sigmoid(x[i]). */
export function sigmoidArray(out: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) v128.store(out + (i << 2), sigmoid4(v128.load(x + (i << 2))));
  for (; i < n; i++) store<f32>(out + (i << 2), f32x4.extract_lane(sigmoid4(v128.load32_splat(x + (i << 2))), 0));
}
