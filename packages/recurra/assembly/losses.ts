// Losses: the mean over n elements, added in float64, and the gradient with respect to the prediction. x is the prediction, y the
// target; g points to the incoming gradient, which is multiplied by `sign` over n.
import { calledExp4, log1p4 } from "./exponential";
import { sigmoid4 } from "./functions";

const ABSOLUTE = 0, SQUARE = 1, HUBER = 2;
export const LOGISTIC = 3;

// @ts-ignore: decorator
@inline
function value4(loss: i32, x: v128, y: v128, delta: v128): v128 {
  const d = f32x4.sub(x, y);
  if (loss == ABSOLUTE) return f32x4.abs(d);
  if (loss == SQUARE) return f32x4.mul(d, d);
  if (loss == HUBER) {
    const z = f32x4.abs(d);
    const half = f32x4.splat(0.5);
    const square = f32x4.mul(f32x4.mul(half, z), z);
    const line = f32x4.mul(delta, f32x4.sub(z, f32x4.mul(half, delta)));
    return v128.bitselect(square, line, f32x4.lt(z, delta));
  }
  // max(x, 0) - x y + log(1 + exp(-|x|)): no overflow for either sign of x.
  const tail = log1p4(calledExp4(f32x4.neg(f32x4.abs(x))));
  return f32x4.add(f32x4.sub(f32x4.max(x, f32x4.splat(0)), f32x4.mul(x, y)), tail);
}

// @ts-ignore: decorator
@inline
function slope4(loss: i32, x: v128, y: v128, delta: v128): v128 {
  const d = f32x4.sub(x, y);
  if (loss == ABSOLUTE) {
    const zero = f32x4.splat(0);
    const sign = f32x4.sub(v128.and(f32x4.gt(d, zero), f32x4.splat(1)), v128.and(f32x4.lt(d, zero), f32x4.splat(1)));
    return v128.or(sign, f32x4.ne(d, d));
  }
  if (loss == SQUARE) return f32x4.add(d, d);
  if (loss == HUBER) return f32x4.max(f32x4.min(d, delta), f32x4.neg(delta));
  return f32x4.sub(sigmoid4(x), y);
}

// @ts-ignore: decorator
@inline
export function total(loss: i32, x: usize, y: usize, n: i32, delta: f32): f64 {
  const d = f32x4.splat(delta);
  let low = f64x2.splat(0), up = f64x2.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 16, y += 16) {
    const v = value4(loss, v128.load(x), v128.load(y), d);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    up = f64x2.add(up, f64x2.promote_low_f32x4(v128.shuffle<i64>(v, v, 1, 1)));
  }
  let sum = (f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1)) + (f64x2.extract_lane(up, 0) + f64x2.extract_lane(up, 1));
  for (; i < n; i++, x += 4, y += 4) sum += <f64>f32x4.extract_lane(value4(loss, v128.load32_zero(x), v128.load32_zero(y), d), 0);
  return sum;
}

/** The incoming gradient's share of each of n terms. */
// @ts-ignore: decorator
@inline
export function share(g: usize, n: i32, sign: f64): f32 {
  return <f32>(sign * (<f64>load<f32>(g) / <f64>n));
}

// @ts-ignore: decorator
@inline
export function slopes(loss: i32, out: usize, x: usize, y: usize, n: i32, delta: f32, g: usize, sign: f64, accumulate: i32): void {
  const scale = share(g, n, sign);
  const d = f32x4.splat(delta), s = f32x4.splat(scale);
  let i = 0;
  // In pairs, which an engine can join into one vector of 256 bits.
  for (; i + 8 <= n; i += 8, out += 32, x += 32, y += 32) {
    let v = f32x4.mul(slope4(loss, v128.load(x), v128.load(y), d), s);
    let w = f32x4.mul(slope4(loss, v128.load(x, 16), v128.load(y, 16), d), s);
    if (accumulate) {
      v = f32x4.add(v128.load(out), v);
      w = f32x4.add(v128.load(out, 16), w);
    }
    v128.store(out, v);
    v128.store(out, w, 16);
  }
  for (; i + 4 <= n; i += 4, out += 16, x += 16, y += 16) {
    const v = f32x4.mul(slope4(loss, v128.load(x), v128.load(y), d), s);
    v128.store(out, accumulate ? f32x4.add(v128.load(out), v) : v);
  }
  for (; i < n; i++, out += 4, x += 4, y += 4) {
    const v = f32x4.extract_lane(f32x4.mul(slope4(loss, v128.load32_zero(x), v128.load32_zero(y), d), s), 0);
    store<f32>(out, accumulate ? load<f32>(out) + v : v);
  }
}

/** The mean of |x - y|. */
export function l1Loss(out: usize, x: usize, y: usize, n: i32): void {
  store<f32>(out, <f32>(total(ABSOLUTE, x, y, n, 0) / <f64>n));
}

/** out (+)= g sign / n sign(x - y) */
export function l1Gradient(out: usize, x: usize, y: usize, n: i32, g: usize, sign: f64, accumulate: i32): void {
  slopes(ABSOLUTE, out, x, y, n, 0, g, sign, accumulate);
}

/** The mean of (x - y)^2. */
export function mseLoss(out: usize, x: usize, y: usize, n: i32): void {
  store<f32>(out, <f32>(total(SQUARE, x, y, n, 0) / <f64>n));
}

/** out (+)= g sign / n 2 (x - y) */
export function mseGradient(out: usize, x: usize, y: usize, n: i32, g: usize, sign: f64, accumulate: i32): void {
  slopes(SQUARE, out, x, y, n, 0, g, sign, accumulate);
}

/** The mean of d^2 / 2 where |d| < delta and delta (|d| - delta / 2) elsewhere, d = x - y. */
export function huberLoss(out: usize, x: usize, y: usize, n: i32, delta: f32): void {
  store<f32>(out, <f32>(total(HUBER, x, y, n, delta) / <f64>n));
}

/** out (+)= g sign / n (x - y held within [-delta, delta]) */
export function huberGradient(out: usize, x: usize, y: usize, n: i32, delta: f32, g: usize, sign: f64, accumulate: i32): void {
  slopes(HUBER, out, x, y, n, delta, g, sign, accumulate);
}
