// exp and log for four lanes, after Cephes' expf and logf (Moshier): < 2 ulp. Subnormals, infinities and NaN are exact cases.
// Constants are loaded, not built: V8 would rebuild them in every turn of a loop. Limits come second in pmin and pmax: NaN passes.
import { madd } from "./arithmetic";

const E = memory.data<f32>([
  1.4426950408889634, 1.4426950408889634, 1.4426950408889634, 1.4426950408889634, // 0  log2(e)
  12582912.0, 12582912.0, 12582912.0, 12582912.0, // 16  1.5 * 2^23: adding it rounds to an integer
  0.693359375, 0.693359375, 0.693359375, 0.693359375, // 32  ln 2 in two parts; the first has few bits, so that an integer times it is exact
  -2.12194440e-4, -2.12194440e-4, -2.12194440e-4, -2.12194440e-4, // 48
  1.9875691500e-4, 1.9875691500e-4, 1.9875691500e-4, 1.9875691500e-4, // 64  exp(r) = 1 + r + r^2 q(r)
  1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3, 1.3981999507e-3, // 80
  8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3, 8.3334519073e-3, // 96
  4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2, 4.1665795894e-2, // 112
  1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1, 1.6666665459e-1, // 128
  5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1, 5.0000001201e-1, // 144
  1.0, 1.0, 1.0, 1.0, // 160
  89.0, 89.0, 89.0, 89.0, // 176  beyond these limits the result is Inf or 0
  -105.0, -105.0, -105.0, -105.0, // 192
]);

const L = memory.data<f32>([
  8388608.0, 8388608.0, 8388608.0, 8388608.0, // 0  2^23
  1.17549435e-38, 1.17549435e-38, 1.17549435e-38, 1.17549435e-38, // 16  the smallest normal number
  0.707106781186547524, 0.707106781186547524, 0.707106781186547524, 0.707106781186547524, // 32  sqrt(1 / 2)
  1.0, 1.0, 1.0, 1.0, // 48
  7.0376836292e-2, 7.0376836292e-2, 7.0376836292e-2, 7.0376836292e-2, // 64  log(1 + m) = m - m^2 / 2 + m^3 q(m)
  -1.1514610310e-1, -1.1514610310e-1, -1.1514610310e-1, -1.1514610310e-1, // 80
  1.1676998740e-1, 1.1676998740e-1, 1.1676998740e-1, 1.1676998740e-1, // 96
  -1.2420140846e-1, -1.2420140846e-1, -1.2420140846e-1, -1.2420140846e-1, // 112
  1.4249322787e-1, 1.4249322787e-1, 1.4249322787e-1, 1.4249322787e-1, // 128
  -1.6668057665e-1, -1.6668057665e-1, -1.6668057665e-1, -1.6668057665e-1, // 144
  2.0000714765e-1, 2.0000714765e-1, 2.0000714765e-1, 2.0000714765e-1, // 160
  -2.4999993993e-1, -2.4999993993e-1, -2.4999993993e-1, -2.4999993993e-1, // 176
  3.3333331174e-1, 3.3333331174e-1, 3.3333331174e-1, 3.3333331174e-1, // 192
  -2.12194440e-4, -2.12194440e-4, -2.12194440e-4, -2.12194440e-4, // 208  ln 2 in two parts, as above
  0.693359375, 0.693359375, 0.693359375, 0.693359375, // 224
  -0.5, -0.5, -0.5, -0.5, // 240
]);

/** exp of four lanes: < 2 ulp, correctly graded into subnormals, Inf above 88.72, NaN for NaN. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, v128.load(E, 176)), v128.load(E, 192));
  const shifted = f32x4.add(f32x4.mul(x, v128.load(E, 0)), v128.load(E, 16));
  const z = f32x4.sub(shifted, v128.load(E, 16));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(z, v128.load(E, 32))), f32x4.mul(z, v128.load(E, 48)));
  let q = madd(v128.load(E, 64), r, v128.load(E, 80));
  q = madd(q, r, v128.load(E, 96));
  q = madd(q, r, v128.load(E, 112));
  q = madd(q, r, v128.load(E, 128));
  q = madd(q, r, v128.load(E, 144));
  const y = f32x4.add(madd(q, f32x4.mul(r, r), r), v128.load(E, 160));
  // The integer sits in the low bits of the shifted value. Two halves of the power: 2^128 and 2^-150 are out of float32's
  // exponents, their halves are not.
  const n = i32x4.sub(shifted, v128.load(E, 16));
  const half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(y, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)));
}

// @ts-ignore: decorator
@inline
function expBy(
  x: v128, top: v128, bottom: v128, scale: v128, shift: v128, high: v128, low: v128, one: v128,
  q0: v128, q1: v128, q2: v128, q3: v128, q4: v128, q5: v128,
): v128 {
  x = f32x4.pmax(f32x4.pmin(x, top), bottom);
  const shifted = f32x4.add(f32x4.mul(x, scale), shift);
  const z = f32x4.sub(shifted, shift);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(z, high)), f32x4.mul(z, low));
  const q = madd(madd(madd(madd(madd(q0, r, q1), r, q2), r, q3), r, q4), r, q5);
  const y = f32x4.add(madd(q, f32x4.mul(r, r), r), one);
  const n = i32x4.sub(shifted, shift);
  const half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(y, i32x4.add(i32x4.shl(half, 23), one)), i32x4.add(i32x4.shl(i32x4.sub(n, half), 23), one));
}

/** out = exp(x) over n numbers, as exp4 has it. In pairs, with constants named before the loop: an engine can join them. */
export function expRow(out: usize, x: usize, n: i32): void {
  const top = v128.load(E, 176), bottom = v128.load(E, 192), scale = v128.load(E, 0), shift = v128.load(E, 16);
  const high = v128.load(E, 32), low = v128.load(E, 48), one = v128.load(E, 160);
  const q0 = v128.load(E, 64), q1 = v128.load(E, 80), q2 = v128.load(E, 96), q3 = v128.load(E, 112), q4 = v128.load(E, 128), q5 = v128.load(E, 144);
  for (; n >= 8; n -= 8, x += 32, out += 32) {
    const a = v128.load(x), b = v128.load(x, 16);
    v128.store(out, expBy(a, top, bottom, scale, shift, high, low, one, q0, q1, q2, q3, q4, q5));
    v128.store(out, expBy(b, top, bottom, scale, shift, high, low, one, q0, q1, q2, q3, q4, q5), 16);
  }
  for (; n > 0; n--, x += 4, out += 4) {
    store<f32>(out, f32x4.extract_lane(calledExp4(v128.load32_splat(x)), 0));
  }
}

/** exp4 as a function to call: where numbers are few, an inlined copy costs more than it saves. */
export function calledExp4(x: v128): v128 {
  return exp4(x);
}

/** log4 as a function to call. */
export function calledLog4(x: v128): v128 {
  return log4(x);
}

/** 2^n of four integer lanes, -126 <= n <= 127: n moved into the exponent of 1.0. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), v128.load(E, 160));
}

/** Natural logarithm of four lanes: < 2 ulp; log(0) = -Inf, log(x < 0) = NaN, log(Inf) = Inf. */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  const subnormal = f32x4.lt(x, v128.load(L, 16));
  const scaled = v128.bitselect(f32x4.mul(x, v128.load(L, 0)), x, subnormal);
  const exponent = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  let e = f32x4.convert_i32x4_s(i32x4.sub(exponent, v128.and(subnormal, i32x4.splat(23))));
  // The mantissa in [0.5, 1), moved to [sqrt(1/2), sqrt(2)).
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, v128.load(L, 32));
  e = f32x4.sub(e, v128.and(low, v128.load(L, 48)));
  m = f32x4.add(f32x4.sub(m, v128.load(L, 48)), v128.and(low, m));
  const z = f32x4.mul(m, m);
  let q = madd(v128.load(L, 64), m, v128.load(L, 80));
  q = madd(q, m, v128.load(L, 96));
  q = madd(q, m, v128.load(L, 112));
  q = madd(q, m, v128.load(L, 128));
  q = madd(q, m, v128.load(L, 144));
  q = madd(q, m, v128.load(L, 160));
  q = madd(q, m, v128.load(L, 176));
  q = madd(q, m, v128.load(L, 192));
  let y = f32x4.mul(f32x4.mul(q, m), z);
  y = madd(e, v128.load(L, 208), y);
  y = madd(z, v128.load(L, 240), y);
  let result = madd(e, v128.load(L, 224), f32x4.add(m, y));
  const infinity = f32x4.splat(Infinity);
  result = v128.bitselect(x, result, f32x4.eq(x, infinity));
  result = v128.bitselect(f32x4.neg(infinity), result, f32x4.eq(x, f32x4.splat(0)));
  const invalid = v128.or(f32x4.lt(x, f32x4.splat(0)), f32x4.ne(x, x));
  return v128.or(result, invalid);
}

/** log(1 + e) for 0 <= e <= 1, precise where e is small: the rounding of 1 + e is divided out again (Kahan). */
// @ts-ignore: decorator
@inline
export function log1p4(e: v128): v128 {
  const one = v128.load(E, 160);
  const u = f32x4.add(one, e);
  const corrected = f32x4.mul(calledLog4(u), f32x4.div(e, f32x4.sub(u, one)));
  return v128.bitselect(e, corrected, f32x4.eq(u, one));
}
