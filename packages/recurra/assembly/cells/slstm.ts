// The sLSTM's gates for n rows of one step. Gates lie as [i f z o s], each P wide, P a multiple of 8: vectors go in pairs, which an engine
// can join into one of 256 bits. s is the slope of log f. The states beside h lie as [c n m]. Exponentials are of numbers up to 0 alone:
// of m = max(log f + m', a_i) and its two terms one is e^0, and of the other the difference d of the terms is left, e^-|d| = q / (1 - q) with
// q = sigmoid(-|d|).
import { madd } from "../arithmetic";
import { sigmoidRow, tanhConstant, tanhRow } from "../functions";
import { address, hiddenOffset, stride, word, DG_STRIDE, DH, DSTATES, GATES, HIDDEN, PADDED, ROW } from "../layer";
import { keepRows, kept4, kept4With, leastKept, leastSquared, lifted4, liftedLeast } from "../vanish";
import { allGradients } from "./joint";

const L = memory.data<f32>([
  // log(1 + t) = 2 artanh(s) = s (2 + s^2 q(s^2)) for s = t / (2 + t), 0 <= t <= 1: relative error 4e-9
  0.28178335, 0.28178335, 0.28178335, 0.28178335, // 0
  0.27960603, 0.27960603, 0.27960603, 0.27960603, // 16
  0.4002491, 0.4002491, 0.4002491, 0.4002491, // 32
  0.66666315, 0.66666315, 0.66666315, 0.66666315, // 48
]);

/** log(1 + t) of four lanes, from q = t / (1 + t): t = e^-|a|, and q is the smaller one of sigmoid(a) and 1 - sigmoid(a). */
// @ts-ignore: decorator
@inline
function log4(q: v128, two: v128, l0: v128, l1: v128, l2: v128, l3: v128): v128 {
  const s = f32x4.div(q, f32x4.sub(two, q)), w = f32x4.mul(s, s);
  return madd(f32x4.mul(madd(madd(madd(l0, w, l1), w, l2), w, l3), w), s, f32x4.add(s, s));
}

/** t of q = t / (1 + t), 0 below 2^-100. */
// @ts-ignore: decorator
@inline
function odds4(q: v128, one: v128, least: v128): v128 {
  const t = f32x4.div(q, f32x4.sub(one, q));
  return v128.andnot(t, f32x4.lt(t, least));
}

// @ts-ignore: decorator
@inline
function square4(x: v128): v128 {
  return f32x4.mul(x, x);
}

/** Where m is a_i: where it is the larger, and where nothing is stored. */
// @ts-ignore: decorator
@inline
function fresh4(d: v128, n: v128, zero: v128): v128 {
  return v128.or(f32x4.le(d, zero), f32x4.eq(n, zero));
}

/** From a_f, and its sigmoid in place of s: the slope s, d = log f + m' - a_i in place of i, -|d| in place of f, and the new m. */
function stabilise(p: usize, gates: usize, before: usize, states: usize): void {
  const one = f32x4.splat(1), two = tanhConstant(144), zero = f32x4.splat(0), least = leastKept();
  const l0 = v128.load(L), l1 = v128.load(L, 16), l2 = v128.load(L, 32), l3 = v128.load(L, 48);
  for (let j: usize = 0; j < p; j += 32) {
    const at = gates + j, forget = at + p, slope = at + 4 * p, old = before + p + j, to = states + 2 * p + j;
    const f0 = v128.load(slope), f1 = v128.load(slope, 16);
    const s0 = f32x4.sub(one, f0), s1 = f32x4.sub(one, f1);
    v128.store(slope, s0);
    v128.store(slope, s1, 16);
    const a0 = f32x4.pmin(v128.load(forget), zero), a1 = f32x4.pmin(v128.load(forget, 16), zero);
    const k0 = f32x4.add(f32x4.sub(a0, log4(f32x4.pmin(f0, s0), two, l0, l1, l2, l3)), v128.load(old + p));
    const k1 = f32x4.add(f32x4.sub(a1, log4(f32x4.pmin(f1, s1), two, l0, l1, l2, l3)), v128.load(old + p, 16));
    const i0 = v128.load(at), i1 = v128.load(at, 16);
    const d0 = f32x4.sub(k0, i0), d1 = f32x4.sub(k1, i1);
    v128.store(at, d0);
    v128.store(at, d1, 16);
    v128.store(forget, f32x4.neg(f32x4.abs(d0)));
    v128.store(forget, f32x4.neg(f32x4.abs(d1)), 16);
    v128.store(to, kept4(v128.bitselect(i0, k0, fresh4(d0, v128.load(old), zero)), least));
    v128.store(to, kept4(v128.bitselect(i1, k1, fresh4(d1, v128.load(old, 16), zero)), least), 16);
  }
}

/** From d in place of i and sigmoid(-|d|) in place of f: i and f, and c = f c' + i z, n = f n' + i, h = o c / n. */
function remember(p: usize, gates: usize, before: usize, states: usize, h: usize): void {
  const one = f32x4.splat(1), zero = f32x4.splat(0), least = leastKept();
  for (let j: usize = 0; j < p; j += 32) {
    const at = gates + j, old = before + j, to = states + j;
    const d0 = v128.load(at), d1 = v128.load(at, 16);
    const e0 = odds4(v128.load(at + p), one, least), e1 = odds4(v128.load(at + p, 16), one, least);
    const n0 = v128.load(old + p), n1 = v128.load(old + p, 16);
    const i0 = v128.bitselect(one, e0, fresh4(d0, n0, zero)), i1 = v128.bitselect(one, e1, fresh4(d1, n1, zero));
    const f0 = v128.bitselect(e0, one, f32x4.le(d0, zero)), f1 = v128.bitselect(e1, one, f32x4.le(d1, zero));
    v128.store(at, i0);
    v128.store(at, i1, 16);
    v128.store(at + p, f0);
    v128.store(at + p, f1, 16);
    const c0 = kept4(f32x4.add(f32x4.mul(f0, v128.load(old)), f32x4.mul(i0, v128.load(at + 2 * p))), least);
    const c1 = kept4(f32x4.add(f32x4.mul(f1, v128.load(old, 16)), f32x4.mul(i1, v128.load(at + 2 * p, 16))), least);
    v128.store(to, c0);
    v128.store(to, c1, 16);
    const m0 = f32x4.add(f32x4.mul(f0, n0), i0), m1 = f32x4.add(f32x4.mul(f1, n1), i1);
    v128.store(to + p, m0);
    v128.store(to + p, m1, 16);
    v128.store(h + j, f32x4.div(f32x4.mul(v128.load(at + 3 * p), c0), m0));
    v128.store(h + j, f32x4.div(f32x4.mul(v128.load(at + 3 * p, 16), c1), m1), 16);
  }
}

/**
 * Writes the gradients of [i f z o] to dg, each H wide: `h4` bytes. The padding of a gate's last lanes (zeros) falls on the next gate, so
 * lanes go from the last to the first, and gates from the first to the last. dh becomes 0 (the product with the weights follows); the
 * gradients of c and n become those before the step. In place of m's gradient lies what m has beyond c and n, see slstmGradientsIn: it
 * goes to the term that m came from.
 */
function slstmBackward(
  n: i32, h4: usize, p: usize, gates: usize, gs: usize, before: usize, states: usize, dh: usize, dt: usize, dg: usize, ds: usize,
): void {
  const one = f32x4.splat(1), zero = f32x4.splat(0), least = leastKept(), up = lifted4(), floor = liftedLeast(), squared = leastSquared();
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 32;
      const at = gates + j, forget = at + p, cell = forget + p, output = cell + p, slope = output + p;
      const own = dt + j, ownN = own + p, ownM = ownN + p, now = states + j, old = before + j;
      const i0 = v128.load(at), f0 = v128.load(forget), o0 = v128.load(output);
      const i1 = v128.load(at, 16), f1 = v128.load(forget, 16), o1 = v128.load(output, 16);
      let z0 = v128.load(cell), z1 = v128.load(cell, 16), b0 = v128.load(old), b1 = v128.load(old, 16);
      const v0 = f32x4.div(one, v128.load(now + p)), v1 = f32x4.div(one, v128.load(now + p, 16));
      let r0 = f32x4.mul(v128.load(now), v0), r1 = f32x4.mul(v128.load(now, 16), v1);
      const d0 = kept4(v128.load(dh + j), least), d1 = kept4(v128.load(dh + j, 16), least);
      const k0 = f32x4.mul(f32x4.mul(d0, o0), v0), k1 = f32x4.mul(f32x4.mul(d1, o1), v1);
      const c0 = kept4(f32x4.add(v128.load(own), k0), least), c1 = kept4(f32x4.add(v128.load(own, 16), k1), least);
      r0 = kept4With(k0, r0, up, floor); z0 = kept4With(c0, z0, up, floor); b0 = kept4With(c0, b0, up, floor);
      r1 = kept4With(k1, r1, up, floor); z1 = kept4With(c1, z1, up, floor); b1 = kept4With(c1, b1, up, floor);
      const n0 = kept4(f32x4.sub(v128.load(ownN), f32x4.mul(k0, r0)), least);
      const n1 = kept4(f32x4.sub(v128.load(ownN, 16), f32x4.mul(k1, r1)), least);
      const e0 = v128.load(ownM), e1 = v128.load(ownM, 16);
      const w0 = f32x4.eq(i0, one), w1 = f32x4.eq(i1, one);
      const a0 = f32x4.mul(i0, f32x4.add(f32x4.mul(c0, z0), n0)), a1 = f32x4.mul(i1, f32x4.add(f32x4.mul(c1, z1), n1));
      let to = dg + j;
      v128.store(to, f32x4.add(a0, v128.and(e0, w0)));
      v128.store(to, f32x4.add(a1, v128.and(e1, w1)), 16);
      const g0 = f32x4.add(f32x4.mul(c0, b0), f32x4.mul(n0, v128.load(old + p)));
      const g1 = f32x4.add(f32x4.mul(c1, b1), f32x4.mul(n1, v128.load(old + p, 16)));
      const x0 = v128.andnot(e0, w0), x1 = v128.andnot(e1, w1);
      to += h4;
      v128.store(to, f32x4.mul(f32x4.add(f32x4.mul(f0, g0), x0), v128.load(slope)));
      v128.store(to, f32x4.mul(f32x4.add(f32x4.mul(f1, g1), x1), v128.load(slope, 16)), 16);
      to += h4;
      v128.store(to, f32x4.mul(f32x4.mul(c0, i0), f32x4.sub(one, square4(kept4(z0, squared)))));
      v128.store(to, f32x4.mul(f32x4.mul(c1, i1), f32x4.sub(one, square4(kept4(z1, squared)))), 16);
      to += h4;
      v128.store(to, f32x4.mul(f32x4.mul(d0, r0), f32x4.mul(o0, f32x4.sub(one, o0))));
      v128.store(to, f32x4.mul(f32x4.mul(d1, r1), f32x4.mul(o1, f32x4.sub(one, o1))), 16);
      v128.store(own, f32x4.mul(c0, f0));
      v128.store(own, f32x4.mul(c1, f1), 16);
      v128.store(ownN, f32x4.mul(n0, f0));
      v128.store(ownN, f32x4.mul(n1, f1), 16);
      v128.store(ownM, x0);
      v128.store(ownM, x1, 16);
      v128.store(dh + j, zero);
      v128.store(dh + j, zero, 16);
    }
    gates += gs; before += 3 * p; states += 3 * p; dh += p; dt += 3 * p; dg += ds;
  }
}

export function slstmStep(d: usize, n: i32, next: usize, gates: usize, before: usize, states: usize): void {
  const p = stride(d, PADDED), gs = stride(d, GATES), hs = stride(d, ROW);
  const first = next + hiddenOffset(d), rows = n;
  let h = first;
  for (; n > 0; n--) {
    const forget = gates + p;
    tanhRow(forget + p, forget + p, p);
    sigmoidRow(forget + 2 * p, forget + 2 * p, p);
    sigmoidRow(forget + 3 * p, forget, p);
    stabilise(p, gates, before, states);
    sigmoidRow(forget, forget, p);
    remember(p, gates, before, states, h);
    gates += gs; before += 3 * p; states += 3 * p; h += hs;
  }
  keepRows(first, hs, rows, p);
}

export function slstmStepBack(d: usize, n: i32, gates: usize, before: usize, states: usize, dg: usize): void {
  slstmBackward(
    n, stride(d, HIDDEN), stride(d, PADDED), gates, stride(d, GATES), before, states, address(d, DH), address(d, DSTATES), dg,
    stride(d, DG_STRIDE),
  );
}

export function slstmGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize): void {
  allGradients(d, k, zeros, small, row, 4);
}

/**
 * h depends on c e^m and n e^m alone, so that its gradients of c, n and m fulfil dm = c dc + n dn. Between steps m's gradient is kept as
 * what it has beyond that: nothing at all, unless the last c, n and m themselves count. `sign` -1 takes the part of c and n out of n rows,
 * 1 brings it back.
 */
export function slstmBalance(d: usize, n: i32, states: usize, sign: f32): void {
  const p = stride(d, PADDED), by = f32x4.splat(sign);
  let own = address(d, DSTATES);
  for (; n > 0; n--) {
    for (let j: usize = 0; j < p; j += 16) {
      const part = f32x4.add(
        f32x4.mul(v128.load(states + j), v128.load(own + j)), f32x4.mul(v128.load(states + p + j), v128.load(own + p + j)),
      );
      v128.store(own + 2 * p + j, f32x4.add(v128.load(own + 2 * p + j), f32x4.mul(by, part)));
    }
    states += 3 * p; own += 3 * p;
  }
}
