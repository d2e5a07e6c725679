// The LSTM's gates for n rows of one step. Gates lie as [i f g o], each P wide, P a multiple of 8: vectors go in pairs, which an
// engine can join into one of 256 bits. Of a pair the stores stand side by side.
import { sigmoidRow, tanhConstant, tanhRow, tanhTimes } from "../functions";
import { address, hiddenOffset, stride, word, DG_STRIDE, DH, DSTATES, GATES, HIDDEN, PADDED, ROW } from "../layer";
import { scratch } from "../scratch";
import { keepRows, kept4, kept4With, leastKept, lifted4, liftedLeast, tanhSlope4 } from "../vanish";
import { allGradients } from "./joint";

/** Bytes of tanh(c) that have room in the scratch room at once. */
const MOST: usize = 16 * 1024;

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
  const p = <usize>padded << 2, least = leastKept(), first = h, rows = n;
  for (; n > 0; n--) {
    sigmoidRow(gates, gates, 2 * p);
    tanhRow(gates + 2 * p, gates + 2 * p, p);
    sigmoidRow(gates + 3 * p, gates + 3 * p, p);
    for (let j: usize = 0; j < p; j += 32) {
      const at = gates + j;
      v128.store(cells + j, kept4(cell4(at, p, before + j), least));
      v128.store(cells + j, kept4(cell4(at + 16, p, before + j + 16), least), 16);
    }
    tanhTimes(h, cells, gates + 3 * p, p);
    gates += gs; before += p; cells += p; h += hs;
  }
  keepRows(first, hs, rows, p);
}

// @ts-ignore: decorator
@inline
function backward(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, dh: usize, dc: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const zero = f32x4.splat(0), least = leastKept(), up = lifted4(), floor = liftedLeast();
  const one = tanhConstant(128), tanhs = scratch();
  for (; n > 0; n--) {
    for (let end = p; end > 0;) {
      const start = end > MOST ? end - MOST : 0;
      tanhRow(tanhs, cells + start, end - start);
      for (let j = end; j > start;) {
        j -= 32;
        const at = gates + j, to = dg + j;
        const i0 = v128.load(at), f0 = v128.load(at + p), o0 = v128.load(at + 3 * p);
        const i1 = v128.load(at, 16), f1 = v128.load(at + p, 16), o1 = v128.load(at + 3 * p, 16);
        let g0 = v128.load(at + 2 * p), g1 = v128.load(at + 2 * p, 16);
        let t0 = v128.load(tanhs + j - start), t1 = v128.load(tanhs + j - start, 16);
        const d0 = kept4(v128.load(dh + j), least), d1 = kept4(v128.load(dh + j, 16), least);
        let b0 = v128.load(before + j), b1 = v128.load(before + j, 16);
        const c0 = kept4(f32x4.add(v128.load(dc + j), f32x4.mul(f32x4.mul(d0, o0), tanhSlope4(small, t0, one))), least);
        const c1 = kept4(f32x4.add(v128.load(dc + j, 16), f32x4.mul(f32x4.mul(d1, o1), tanhSlope4(small, t1, one))), least);
        if (small) {
          b0 = kept4With(c0, b0, up, floor); g0 = kept4With(c0, g0, up, floor); t0 = kept4With(d0, t0, up, floor);
          b1 = kept4With(c1, b1, up, floor); g1 = kept4With(c1, g1, up, floor); t1 = kept4With(d1, t1, up, floor);
        }
        v128.store(to, f32x4.mul(f32x4.mul(c0, g0), slope4(i0, one)));
        v128.store(to, f32x4.mul(f32x4.mul(c1, g1), slope4(i1, one)), 16);
        v128.store(to + h4, f32x4.mul(f32x4.mul(c0, b0), slope4(f0, one)));
        v128.store(to + h4, f32x4.mul(f32x4.mul(c1, b1), slope4(f1, one)), 16);
        v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(c0, i0), tanhSlope4(small, g0, one)));
        v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(c1, i1), tanhSlope4(small, g1, one)), 16);
        v128.store(to + 3 * h4, f32x4.mul(f32x4.mul(d0, t0), slope4(o0, one)));
        v128.store(to + 3 * h4, f32x4.mul(f32x4.mul(d1, t1), slope4(o1, one)), 16);
        v128.store(dc + j, f32x4.mul(c0, f0));
        v128.store(dc + j, f32x4.mul(c1, f1), 16);
        v128.store(dh + j, zero);
        v128.store(dh + j, zero, 16);
      }
      end = start;
    }
    gates += gs; before += p; cells += p; dh += p; dc += p; dg += ds;
  }
}

/**
 * Writes the gradients of the gates' pre-activations to dg, gate after gate, each H wide: `h4` bytes. The padding of a gate's
 * last lanes (zeros) falls on the next gate, so lanes go from the last to the first, and gates from the first to the last.
 * dh holds dLoss/dh and becomes 0 (the product with the weights follows); dc becomes the part of dLoss/dc that passes the forget gate.
 * `small`: states may be too small for their products with gradients.
 */
function lstmBackward(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, dh: usize, dc: usize, dg: usize, ds: usize,
): void {
  if (small) smallBackward(n, h4, padded, gates, gs, before, cells, dh, dc, dg, ds);
  else backward(false, n, h4, padded, gates, gs, before, cells, dh, dc, dg, ds);
}

/** A function of its own: an engine does not join vectors in the other one otherwise. */
function smallBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, dh: usize, dc: usize, dg: usize, ds: usize,
): void {
  backward(true, n, h4, padded, gates, gs, before, cells, dh, dc, dg, ds);
}

/** Of the states of a row c is the only one beside h: `before` and `cells` are its rows. */
export function lstmStep(d: usize, n: i32, next: usize, gates: usize, before: usize, cells: usize): void {
  lstmForward(n, word(d, PADDED), gates, stride(d, GATES), before, cells, next + hiddenOffset(d), stride(d, ROW));
}

export function lstmStepBack(d: usize, n: i32, small: bool, gates: usize, before: usize, cells: usize, dg: usize): void {
  lstmBackward(
    small, n, stride(d, HIDDEN), word(d, PADDED), gates, stride(d, GATES), before, cells, address(d, DH), address(d, DSTATES), dg,
    stride(d, DG_STRIDE),
  );
}

export function lstmGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize): void {
  allGradients(d, k, zeros, small, row, 4);
}
