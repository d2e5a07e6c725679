// The LSTM's gates for n rows of one step. Gates lie as [i f g o], each P wide, P a multiple of 8: vectors go in pairs, which an
// engine can join into one of 256 bits. Of a pair the stores stand side by side.
import { sigmoidRow, tanhBy, tanhConstant, tanhRow, tanhTimes } from "../functions";
import { address, hiddenOffset, stride, word, DG_STRIDE, DH, DSTATES, GATES, HIDDEN, PADDED, ROW } from "../layer";
import { allGradients } from "./joint";

/** c = f * c' + i * g of four lanes. */
// @ts-ignore: decorator
@inline
function cell4(gates: usize, p: usize, before: usize): v128 {
  const i = v128.load(gates), f = v128.load(gates + p), g = v128.load(gates + 2 * p);
  return f32x4.add(f32x4.mul(f, v128.load(before)), f32x4.mul(i, g));
}

/** a (1 - a), the slope of a sigmoid. */
// @ts-ignore: decorator
@inline
function slope4(a: v128, one: v128): v128 {
  return f32x4.mul(a, f32x4.sub(one, a));
}

/** Activates the gates in place; c = f * c' + i * g; h = o * tanh(c). Strides in bytes. */
function lstmForward(n: i32, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2;
  for (; n > 0; n--) {
    sigmoidRow(gates, gates, 2 * p);
    tanhRow(gates + 2 * p, gates + 2 * p, p);
    sigmoidRow(gates + 3 * p, gates + 3 * p, p);
    for (let j: usize = 0; j < p; j += 32) {
      const at = gates + j;
      v128.store(cells + j, cell4(at, p, before + j));
      v128.store(cells + j, cell4(at + 16, p, before + j + 16), 16);
    }
    tanhTimes(h, cells, gates + 3 * p, p);
    gates += gs; before += p; cells += p; h += hs;
  }
}

/**
 * Writes the gradients of the gates' pre-activations to dg, gate after gate, each H wide: `h4` bytes. The padding of a gate's
 * last lanes (zeros) falls on the next gate, so lanes go from the last to the first, and gates from the first to the last.
 * dh holds dLoss/dh and becomes 0 (the product with the weights follows); dc becomes the part of dLoss/dc that passes the forget gate.
 */
function lstmBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, dh: usize, dc: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const zero = f32x4.splat(0);
  const scale = tanhConstant(0), shift = tanhConstant(32), one = tanhConstant(128), two = tanhConstant(144);
  const top = tanhConstant(160), bottom = tanhConstant(176);
  const q0 = tanhConstant(48), q1 = tanhConstant(64), q2 = tanhConstant(80), q3 = tanhConstant(96), q4 = tanhConstant(112);
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 32;
      const at = gates + j, to = dg + j;
      const i0 = v128.load(at), f0 = v128.load(at + p), g0 = v128.load(at + 2 * p), o0 = v128.load(at + 3 * p);
      const i1 = v128.load(at, 16), f1 = v128.load(at + p, 16), g1 = v128.load(at + 2 * p, 16), o1 = v128.load(at + 3 * p, 16);
      const t0 = tanhBy(v128.load(cells + j), scale, top, bottom, shift, one, two, q0, q1, q2, q3, q4);
      const t1 = tanhBy(v128.load(cells + j, 16), scale, top, bottom, shift, one, two, q0, q1, q2, q3, q4);
      const d0 = v128.load(dh + j), d1 = v128.load(dh + j, 16);
      const b0 = v128.load(before + j), b1 = v128.load(before + j, 16);
      const c0 = f32x4.add(v128.load(dc + j), f32x4.mul(f32x4.mul(d0, o0), f32x4.sub(one, f32x4.mul(t0, t0))));
      const c1 = f32x4.add(v128.load(dc + j, 16), f32x4.mul(f32x4.mul(d1, o1), f32x4.sub(one, f32x4.mul(t1, t1))));
      v128.store(to, f32x4.mul(f32x4.mul(c0, g0), slope4(i0, one)));
      v128.store(to, f32x4.mul(f32x4.mul(c1, g1), slope4(i1, one)), 16);
      v128.store(to + h4, f32x4.mul(f32x4.mul(c0, b0), slope4(f0, one)));
      v128.store(to + h4, f32x4.mul(f32x4.mul(c1, b1), slope4(f1, one)), 16);
      v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(c0, i0), f32x4.sub(one, f32x4.mul(g0, g0))));
      v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(c1, i1), f32x4.sub(one, f32x4.mul(g1, g1))), 16);
      v128.store(to + 3 * h4, f32x4.mul(f32x4.mul(d0, t0), slope4(o0, one)));
      v128.store(to + 3 * h4, f32x4.mul(f32x4.mul(d1, t1), slope4(o1, one)), 16);
      v128.store(dc + j, f32x4.mul(c0, f0));
      v128.store(dc + j, f32x4.mul(c1, f1), 16);
      v128.store(dh + j, zero);
      v128.store(dh + j, zero, 16);
    }
    gates += gs; before += p; cells += p; dh += p; dc += p; dg += ds;
  }
}

/** Of the states of a row c is the only one beside h: `before` and `cells` are its rows. */
export function lstmStep(d: usize, n: i32, next: usize, gates: usize, before: usize, cells: usize): void {
  lstmForward(n, word(d, PADDED), gates, stride(d, GATES), before, cells, next + hiddenOffset(d), stride(d, ROW));
}

export function lstmStepBack(d: usize, n: i32, gates: usize, before: usize, cells: usize, dg: usize): void {
  lstmBackward(
    n, stride(d, HIDDEN), word(d, PADDED), gates, stride(d, GATES), before, cells, address(d, DH), address(d, DSTATES), dg,
    stride(d, DG_STRIDE),
  );
}

export function lstmGradients(d: usize, k: i32, zeros: i32, row: usize): void {
  allGradients(d, k, zeros, row, 4);
}
