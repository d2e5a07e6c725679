// exp and log for four lanes, after Cephes' expf and logf (Moshier): < 2 ulp. Subnormals, infinities and NaN are exact cases.
import { madd } from "./arithmetic";

// @ts-ignore: decorator
@inline
function constant(value: f32): v128 {
  return f32x4.splat(value);
}

/** 2^n of four integer lanes, -126 <= n <= 127. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** exp of four lanes: < 2 ulp, correctly graded into subnormals, Inf above 88.72, NaN for NaN. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.max(f32x4.min(x, constant(89)), constant(-105));
  const z = f32x4.nearest(f32x4.mul(x, constant(1.44269504088896341)));
  // ln 2 in two parts: the first has few bits, so that z times it is exact.
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(z, constant(0.693359375))), f32x4.mul(z, constant(-2.12194440e-4)));
  let q = madd(constant(1.9875691500e-4), r, constant(1.3981999507e-3));
  q = madd(q, r, constant(8.3334519073e-3));
  q = madd(q, r, constant(4.1665795894e-2));
  q = madd(q, r, constant(1.6666665459e-1));
  q = madd(q, r, constant(5.0000001201e-1));
  const y = f32x4.add(madd(q, f32x4.mul(r, r), r), constant(1));
  // Two halves of the power: 2^128 and 2^-150 are out of float32's exponents, their halves are not.
  const n = i32x4.trunc_sat_f32x4_s(z);
  const half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(y, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)));
}

/** Natural logarithm of four lanes: < 2 ulp; log(0) = -Inf, log(x < 0) = NaN, log(Inf) = Inf. */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  const subnormal = f32x4.lt(x, constant(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, constant(8388608)), x, subnormal);
  const exponent = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  let e = f32x4.convert_i32x4_s(i32x4.sub(exponent, v128.and(subnormal, i32x4.splat(23))));
  // The mantissa in [0.5, 1), moved to [sqrt(1/2), sqrt(2)).
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, constant(0.707106781186547524));
  e = f32x4.sub(e, v128.and(low, constant(1)));
  m = f32x4.add(f32x4.sub(m, constant(1)), v128.and(low, m));
  const z = f32x4.mul(m, m);
  let q = madd(constant(7.0376836292e-2), m, constant(-1.1514610310e-1));
  q = madd(q, m, constant(1.1676998740e-1));
  q = madd(q, m, constant(-1.2420140846e-1));
  q = madd(q, m, constant(1.4249322787e-1));
  q = madd(q, m, constant(-1.6668057665e-1));
  q = madd(q, m, constant(2.0000714765e-1));
  q = madd(q, m, constant(-2.4999993993e-1));
  q = madd(q, m, constant(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(q, m), z);
  y = madd(e, constant(-2.12194440e-4), y);
  y = madd(z, constant(-0.5), y);
  let result = madd(e, constant(0.693359375), f32x4.add(m, y));
  result = v128.bitselect(x, result, f32x4.eq(x, constant(Infinity)));
  result = v128.bitselect(constant(-Infinity), result, f32x4.eq(x, constant(0)));
  const invalid = v128.or(f32x4.lt(x, constant(0)), f32x4.ne(x, x));
  return v128.or(result, invalid);
}

/** log(1 + e) for 0 <= e <= 1, precise where e is small: the rounding of 1 + e is divided out again (Kahan). */
// @ts-ignore: decorator
@inline
export function log1p4(e: v128): v128 {
  const one = constant(1);
  const u = f32x4.add(one, e);
  const corrected = f32x4.mul(log4(u), f32x4.div(e, f32x4.sub(u, one)));
  return v128.bitselect(e, corrected, f32x4.eq(u, one));
}
