// sigmoid and tanh for four lanes. Both go through powers of two: t = x log2(e) = n + f with n whole and |f| <= 1/2, and
// 2^t - 1 = 2^n (f q(f)) + (2^n - 1), so that tanh(x) = (e^2x - 1) / (e^2x + 1) keeps its relative precision near 0.
// q is a minimax polynomial (relative error of 2^f - 1: 4.3e-7). The limits come second in min and max: NaN passes.
// Constants are loaded, not built: V8 would rebuild them in every turn of a loop.
import { madd } from "./arithmetic";

const K = memory.data<f32>([
  2.8853900817779268, 2.8853900817779268, 2.8853900817779268, 2.8853900817779268, // 0    2 log2(e)
  -1.4426950408889634, -1.4426950408889634, -1.4426950408889634, -1.4426950408889634, // 16   -log2(e)
  12582912.0, 12582912.0, 12582912.0, 12582912.0, // 32   1.5 * 2^23: adding it rounds to a whole number
  0.0013333539245650172, 0.0013333539245650172, 0.0013333539245650172, 0.0013333539245650172, // 48
  0.009666264988481998, 0.009666264988481998, 0.009666264988481998, 0.009666264988481998, // 64
  0.05550500378012657, 0.05550500378012657, 0.05550500378012657, 0.05550500378012657, // 80
  0.24022351205348969, 0.24022351205348969, 0.24022351205348969, 0.24022351205348969, // 96
  0.6931471228599548, 0.6931471228599548, 0.6931471228599548, 0.6931471228599548, // 112
  1.0, 1.0, 1.0, 1.0, // 128
  2.0, 2.0, 2.0, 2.0, // 144
  26.03, 26.03, 26.03, 26.03, // 160  t beyond which tanh is 1 in float32
  -26.03, -26.03, -26.03, -26.03, // 176
  126.0, 126.0, 126.0, 126.0, // 192  t beyond which 2^t leaves the normal float32 range
  -125.0, -125.0, -125.0, -125.0, // 208
]);

/** f q(f) = 2^f - 1 for the fractional part of t. `shifted` is t + 1.5 * 2^23. */
// @ts-ignore: decorator
@inline
function fraction4(t: v128, shifted: v128): v128 {
  const f = f32x4.sub(t, f32x4.sub(shifted, v128.load(K, 32)));
  let q = madd(v128.load(K, 48), f, v128.load(K, 64));
  q = madd(q, f, v128.load(K, 80));
  q = madd(q, f, v128.load(K, 96));
  q = madd(q, f, v128.load(K, 112));
  return f32x4.mul(q, f);
}

/** 2^n: n sits in the low bits of the shifted value; move it into the exponent of 1.0. */
// @ts-ignore: decorator
@inline
function power4(shifted: v128): v128 {
  return i32x4.add(i32x4.shl(shifted, 23), v128.load(K, 128));
}

/** tanh of four lanes: absolute error < 2e-7, relative error < 1e-6 for |x| < 1. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const t = f32x4.pmax(f32x4.pmin(f32x4.mul(x, v128.load(K, 0)), v128.load(K, 160)), v128.load(K, 176));
  const shifted = f32x4.add(t, v128.load(K, 32));
  const power = power4(shifted);
  const e = madd(fraction4(t, shifted), power, f32x4.sub(power, v128.load(K, 128)));
  return f32x4.div(e, f32x4.add(e, v128.load(K, 144)));
}

/** 1 / (1 + exp(-x)) of four lanes: absolute error < 2e-7. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const t = f32x4.pmax(f32x4.pmin(f32x4.mul(x, v128.load(K, 16)), v128.load(K, 192)), v128.load(K, 208));
  const shifted = f32x4.add(t, v128.load(K, 32));
  const power = power4(shifted);
  const e = madd(fraction4(t, shifted), power, power);
  return f32x4.div(v128.load(K, 128), f32x4.add(e, v128.load(K, 128)));
}

// Rows are activated in loops of their own: in one long chain of gate after gate, the processor's window would hold too
// few independent lanes to hide the latency of the functions. The constants are named before a loop, which then keeps
// them in registers. Vectors go in pairs, which an engine can join into one of 256 bits.

// @ts-ignore: decorator
@inline
function polynomial4(f: v128, q0: v128, q1: v128, q2: v128, q3: v128, q4: v128): v128 {
  return f32x4.mul(madd(madd(madd(madd(q0, f, q1), f, q2), f, q3), f, q4), f);
}

// @ts-ignore: decorator
@inline
function sigmoidBy(
  x: v128, scale: v128, top: v128, bottom: v128, shift: v128, one: v128, q0: v128, q1: v128, q2: v128, q3: v128, q4: v128,
): v128 {
  const t = f32x4.pmax(f32x4.pmin(f32x4.mul(x, scale), top), bottom);
  const shifted = f32x4.add(t, shift);
  const power = i32x4.add(i32x4.shl(shifted, 23), one);
  const e = madd(polynomial4(f32x4.sub(t, f32x4.sub(shifted, shift)), q0, q1, q2, q3, q4), power, power);
  return f32x4.div(one, f32x4.add(e, one));
}

/** Four lanes of the constants above, for loops of other files that compute tanhBy. */
// @ts-ignore: decorator
@inline
export function tanhConstant(at: usize): v128 {
  return v128.load(K + at);
}

// @ts-ignore: decorator
@inline
export function tanhBy(
  x: v128, scale: v128, top: v128, bottom: v128, shift: v128, one: v128, two: v128,
  q0: v128, q1: v128, q2: v128, q3: v128, q4: v128,
): v128 {
  const t = f32x4.pmax(f32x4.pmin(f32x4.mul(x, scale), top), bottom);
  const shifted = f32x4.add(t, shift);
  const power = i32x4.add(i32x4.shl(shifted, 23), one);
  const f = f32x4.sub(t, f32x4.sub(shifted, shift));
  const e = madd(polynomial4(f, q0, q1, q2, q3, q4), power, f32x4.sub(power, one));
  return f32x4.div(e, f32x4.add(e, two));
}

/** out = sigmoid(x) over `bytes` (a multiple of 16); out may be x. */
export function sigmoidRow(out: usize, x: usize, bytes: usize): void {
  const scale = v128.load(K, 16), shift = v128.load(K, 32), one = v128.load(K, 128);
  const top = v128.load(K, 192), bottom = v128.load(K, 208);
  const q0 = v128.load(K, 48), q1 = v128.load(K, 64), q2 = v128.load(K, 80), q3 = v128.load(K, 96), q4 = v128.load(K, 112);
  const end = x + bytes;
  for (; x + 32 <= end; x += 32, out += 32) {
    const a = v128.load(x), b = v128.load(x, 16);
    v128.store(out, sigmoidBy(a, scale, top, bottom, shift, one, q0, q1, q2, q3, q4));
    v128.store(out, sigmoidBy(b, scale, top, bottom, shift, one, q0, q1, q2, q3, q4), 16);
  }
  if (x < end) v128.store(out, sigmoidBy(v128.load(x), scale, top, bottom, shift, one, q0, q1, q2, q3, q4));
}

// @ts-ignore: decorator
@inline
function tanhLoop(out: usize, x: usize, by: usize, bytes: usize, times: bool): void {
  const scale = v128.load(K, 0), shift = v128.load(K, 32), one = v128.load(K, 128), two = v128.load(K, 144);
  const top = v128.load(K, 160), bottom = v128.load(K, 176);
  const q0 = v128.load(K, 48), q1 = v128.load(K, 64), q2 = v128.load(K, 80), q3 = v128.load(K, 96), q4 = v128.load(K, 112);
  const end = x + bytes;
  for (; x + 32 <= end; x += 32, out += 32) {
    const a = v128.load(x), b = v128.load(x, 16);
    let y = tanhBy(a, scale, top, bottom, shift, one, two, q0, q1, q2, q3, q4);
    let z = tanhBy(b, scale, top, bottom, shift, one, two, q0, q1, q2, q3, q4);
    if (times) {
      y = f32x4.mul(v128.load(by), y);
      z = f32x4.mul(v128.load(by, 16), z);
      by += 32;
    }
    v128.store(out, y);
    v128.store(out, z, 16);
  }
  if (x < end) {
    const y = tanhBy(v128.load(x), scale, top, bottom, shift, one, two, q0, q1, q2, q3, q4);
    v128.store(out, times ? f32x4.mul(v128.load(by), y) : y);
  }
}

/** out = tanh(x) over `bytes` (a multiple of 16); out may be x. */
export function tanhRow(out: usize, x: usize, bytes: usize): void {
  tanhLoop(out, x, 0, bytes, false);
}

/** out = by * tanh(x) over `bytes` (a multiple of 16). */
export function tanhTimes(out: usize, x: usize, by: usize, bytes: usize): void {
  tanhLoop(out, x, by, bytes, true);
}

/** out[i] = tanh(x[i]); a tail is computed in a full lane and stored one by one. */
export function tanhArray(out: usize, x: usize, n: i32): void {
  const whole = <usize>(n & ~3) << 2;
  tanhRow(out, x, whole);
  for (let i = whole; i < <usize>n << 2; i += 4) store<f32>(out + i, f32x4.extract_lane(tanh4(v128.load32_splat(x + i)), 0));
}

/** out[i] = sigmoid(x[i]). */
export function sigmoidArray(out: usize, x: usize, n: i32): void {
  const whole = <usize>(n & ~3) << 2;
  sigmoidRow(out, x, whole);
  for (let i = whole; i < <usize>n << 2; i += 4) store<f32>(out + i, f32x4.extract_lane(sigmoid4(v128.load32_splat(x + i)), 0));
}
