// One pass over a parameter per optimizer step, by PyTorch's formulas. p parameter, g gradient; the rest is state. The gradient
// counts `scale` times (clipping), rounded as if it had been scaled before. Momentum is 0 below 2^-100 (see vanish.ts), and a gradient's square counts
// as 2^-112 at least: beside any epsilon that is nothing, but no state becomes subnormal.
// Vectors go in pairs, which an engine can join into one of 256 bits: of a pair the stores stand side by side.
import { madd } from "./arithmetic";
import { keep, take } from "./lanes";
import { kept4, leastKept, leastSquared } from "./vanish";

/** g' = scale g + decay p;  b = momentum b + g' (b = g' the first time);  p -= rate b. Without momentum b may be 0. */
export function sgdStep(p: usize, g: usize, b: usize, n: i32, rate: f32, momentum: f32, decay: f32, first: i32, scale: f32): void {
  const r = f32x4.splat(-rate), m = f32x4.splat(momentum), w = f32x4.splat(decay), f = f32x4.splat(scale), least = leastKept();
  for (; n >= 8; n -= 8, p += 32, g += 32) {
    const p0 = v128.load(p), p1 = v128.load(p, 16);
    let s0 = madd(w, p0, f32x4.mul(f, v128.load(g))), s1 = madd(w, p1, f32x4.mul(f, v128.load(g, 16)));
    if (b) {
      if (!first) {
        s0 = madd(m, v128.load(b), s0);
        s1 = madd(m, v128.load(b, 16), s1);
      }
      s0 = kept4(s0, least);
      s1 = kept4(s1, least);
      v128.store(b, s0);
      v128.store(b, s1, 16);
      b += 32;
    }
    const q0 = madd(r, s0, p0), q1 = madd(r, s1, p1);
    v128.store(p, q0);
    v128.store(p, q1, 16);
  }
  while (n > 0) {
    const value = take(p, n);
    let step = madd(w, value, f32x4.mul(f, take(g, n)));
    if (b) {
      if (!first) step = madd(m, take(b, n), step);
      step = kept4(step, least);
      keep(b, step, n);
    }
    keep(p, madd(r, step, value), n);
    const bytes: usize = n >= 4 ? 16 : 4;
    n -= n >= 4 ? 4 : 1;
    p += bytes;
    g += bytes;
    if (b) b += bytes;
  }
}

/**
 * g' = scale g + decay p;  m += (1 - beta1) (g' - m);  v = beta2 v + (1 - beta2) g'^2;
 * p = shrink p - rate m / (sqrt(v) / root + epsilon)
 * `rate` is the learning rate over 1 - beta1^t, `root` the square root of 1 - beta2^t. Adam has shrink 1; AdamW has decay 0.
 */
export function adamStep(
  p: usize, g: usize, m: usize, v: usize, n: i32,
  rate: f32, rest1: f32, beta2: f32, rest2: f32, root: f32, epsilon: f32, decay: f32, shrink: f32, scale: f32,
): void {
  const r = f32x4.splat(-rate), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  const c = f32x4.splat(root), e = f32x4.splat(epsilon), w = f32x4.splat(decay), s = f32x4.splat(shrink), f = f32x4.splat(scale);
  const least = leastKept(), floor = leastSquared();
  for (; n >= 8; n -= 8, p += 32, g += 32, m += 32, v += 32) {
    const p0 = v128.load(p), p1 = v128.load(p, 16);
    const g0 = madd(w, p0, f32x4.mul(f, v128.load(g))), g1 = madd(w, p1, f32x4.mul(f, v128.load(g, 16)));
    const a0 = v128.load(m), a1 = v128.load(m, 16);
    const m0 = kept4(madd(r1, f32x4.sub(g0, a0), a0), least), m1 = kept4(madd(r1, f32x4.sub(g1, a1), a1), least);
    const h0 = f32x4.pmax(f32x4.abs(g0), floor), h1 = f32x4.pmax(f32x4.abs(g1), floor);
    const v0 = madd(f32x4.mul(r2, h0), h0, f32x4.mul(b2, v128.load(v)));
    const v1 = madd(f32x4.mul(r2, h1), h1, f32x4.mul(b2, v128.load(v, 16)));
    const q0 = madd(r, f32x4.div(m0, f32x4.add(f32x4.div(f32x4.sqrt(v0), c), e)), f32x4.mul(s, p0));
    const q1 = madd(r, f32x4.div(m1, f32x4.add(f32x4.div(f32x4.sqrt(v1), c), e)), f32x4.mul(s, p1));
    v128.store(m, m0);
    v128.store(m, m1, 16);
    v128.store(v, v0);
    v128.store(v, v1, 16);
    v128.store(p, q0);
    v128.store(p, q1, 16);
  }
  while (n > 0) {
    const value = take(p, n);
    const gradient = madd(w, value, f32x4.mul(f, take(g, n)));
    const m0 = take(m, n);
    const m1 = kept4(madd(r1, f32x4.sub(gradient, m0), m0), least);
    const h = f32x4.pmax(f32x4.abs(gradient), floor);
    const v1 = madd(f32x4.mul(r2, h), h, f32x4.mul(b2, take(v, n)));
    const bottom = f32x4.add(f32x4.div(f32x4.sqrt(v1), c), e);
    keep(m, m1, n);
    keep(v, v1, n);
    keep(p, madd(r, f32x4.div(m1, bottom), f32x4.mul(s, value)), n);
    const bytes: usize = n >= 4 ? 16 : 4;
    n -= n >= 4 ? 4 : 1;
    p += bytes;
    g += bytes;
    m += bytes;
    v += bytes;
  }
}
