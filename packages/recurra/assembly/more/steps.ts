// Steps of further optimizers, by PyTorch's formulas: one pass over a parameter. p parameter, g gradient; the rest is state. The gradient
// counts `scale` times (clipping), and `decay` times the parameter is added to it. As in ../optimizers.ts what decays is 0 below 2^-100, and a
// gradient's square counts as 2^-112 at least.
import { keep, take } from "../lanes";
import { kept4, leastKept, leastSquared } from "../vanish";

// @ts-ignore: decorator
@inline
function gradient(p: usize, g: usize, count: i32, decay: f32, scale: f32): v128 {
  return f32x4.add(f32x4.mul(f32x4.splat(decay), take(p, count)), f32x4.mul(f32x4.splat(scale), take(g, count)));
}

/** x * x, at least 2^-112. */
// @ts-ignore: decorator
@inline
function squareOf(x: v128): v128 {
  const y = f32x4.pmax(f32x4.abs(x), leastSquared());
  return f32x4.mul(y, y);
}

/**
 * v = alpha v + (1 - alpha) g^2;  d = g / (sqrt(v) + epsilon), with the mean m = alpha m + (1 - alpha) g (0: none) sqrt(v - m^2);
 * b = momentum b + d (0: none);  p -= rate b, or d.
 */
export function rmspropStep(
  p: usize, g: usize, v: usize, m: usize, b: usize, n: i32,
  rate: f32, alpha: f32, rest: f32, epsilon: f32, momentum: f32, decay: f32, scale: f32,
): void {
  const a = f32x4.splat(alpha), r = f32x4.splat(rest), e = f32x4.splat(epsilon);
  for (let at: usize = 0; n > 0;) {
    const d = gradient(p + at, g + at, n, decay, scale);
    const square = f32x4.add(f32x4.mul(a, take(v + at, n)), f32x4.mul(r, squareOf(d)));
    keep(v + at, square, n);
    let spread = square;
    if (m) {
      const mean = kept4(f32x4.add(f32x4.mul(a, take(m + at, n)), f32x4.mul(r, d)), leastKept());
      keep(m + at, mean, n);
      spread = f32x4.sub(square, f32x4.mul(mean, mean));
    }
    let step = f32x4.div(d, f32x4.add(f32x4.sqrt(spread), e));
    if (b) {
      step = kept4(f32x4.add(f32x4.mul(f32x4.splat(momentum), take(b + at, n)), step), leastKept());
      keep(b + at, step, n);
    }
    keep(p + at, f32x4.sub(take(p + at, n), f32x4.mul(f32x4.splat(rate), step)), n);
    at += n >= 4 ? 16 : 4;
    n -= n >= 4 ? 4 : 1;
  }
}

/** s += g^2;  p -= rate g / (sqrt(s) + epsilon). */
export function adagradStep(p: usize, g: usize, s: usize, n: i32, rate: f32, epsilon: f32, decay: f32, scale: f32): void {
  const e = f32x4.splat(epsilon), r = f32x4.splat(rate);
  for (let at: usize = 0; n > 0;) {
    const d = gradient(p + at, g + at, n, decay, scale);
    const sum = f32x4.add(take(s + at, n), squareOf(d));
    keep(s + at, sum, n);
    keep(p + at, f32x4.sub(take(p + at, n), f32x4.mul(r, f32x4.div(d, f32x4.add(f32x4.sqrt(sum), e)))), n);
    at += n >= 4 ? 16 : 4;
    n -= n >= 4 ? 4 : 1;
  }
}

/**
 * m += (1 - beta1) (g - m);  v = beta2 v + (1 - beta2) g^2;  p -= (ofGradient g + ofMean m) / (sqrt(v / correction) + epsilon).
 */
export function nadamStep(
  p: usize, g: usize, m: usize, v: usize, n: i32,
  ofGradient: f32, ofMean: f32, rest1: f32, beta2: f32, rest2: f32, correction: f32, epsilon: f32, decay: f32, scale: f32,
): void {
  const e = f32x4.splat(epsilon), c = f32x4.splat(correction), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  for (let at: usize = 0; n > 0;) {
    const d = gradient(p + at, g + at, n, decay, scale);
    const before = take(m + at, n);
    const mean = kept4(f32x4.add(before, f32x4.mul(r1, f32x4.sub(d, before))), leastKept());
    const square = f32x4.add(f32x4.mul(b2, take(v + at, n)), f32x4.mul(r2, squareOf(d)));
    keep(m + at, mean, n);
    keep(v + at, square, n);
    const top = f32x4.add(f32x4.mul(f32x4.splat(ofGradient), d), f32x4.mul(f32x4.splat(ofMean), mean));
    const bottom = f32x4.add(f32x4.sqrt(f32x4.div(square, c)), e);
    keep(p + at, f32x4.sub(take(p + at, n), f32x4.div(top, bottom)), n);
    at += n >= 4 ? 16 : 4;
    n -= n >= 4 ? 4 : 1;
  }
}
