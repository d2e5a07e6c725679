// The plain recurrent cell for n rows of one step: h = tanh or relu of the product. Strides in bytes. A row has a multiple of 8 lanes:
// vectors go in pairs, which an engine can join into one of 256 bits.
import { tanhRow } from "../functions";
import { address, hiddenOffset, stride, word, DH, FORM, GATES, DG_STRIDE, PADDED, ROW } from "../layer";
import { keepRows, kept4, leastKept, tanhSlope4 } from "../vanish";
import { allGradients } from "./joint";

/** The form of the cell whose slope ends at 0. */
const RELU = 1;

/** h = max(0, a), NaN kept. */
// @ts-ignore: decorator
@inline
function relu4(a: v128): v128 {
  return f32x4.pmax(a, f32x4.splat(0));
}

function rnnForward(relu: bool, n: i32, padded: i32, gates: usize, gs: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2;
  if (relu) {
    reluForward(n, p, gates, gs, h, hs);
    return;
  }
  for (let i = 0, to = h; i < n; i++, gates += gs, to += hs) tanhRow(to, gates, p);
  keepRows(h, hs, n, p);
}

function reluForward(n: i32, p: usize, gates: usize, gs: usize, h: usize, hs: usize): void {
  const least = leastKept();
  for (; n > 0; n--) {
    for (let j: usize = 0; j < p; j += 32) {
      const a = kept4(relu4(v128.load(gates + j)), least), b = kept4(relu4(v128.load(gates + j, 16)), least);
      v128.store(h + j, a);
      v128.store(h + j, b, 16);
    }
    gates += gs; h += hs;
  }
}

/** d times the slope where the state is y. andnot: a NaN state lets the gradient pass, as in PyTorch. */
// @ts-ignore: decorator
@inline
function slope4(relu: bool, small: bool, y: v128, d: v128, one: v128, zero: v128): v128 {
  return relu ? v128.andnot(d, f32x4.le(y, zero)) : f32x4.mul(d, tanhSlope4(small, y, one));
}

// @ts-ignore: decorator
@inline
function backward(relu: bool, small: bool, n: i32, padded: i32, h: usize, hs: usize, dh: usize, dg: usize, ds: usize): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1), zero = f32x4.splat(0), least = leastKept();
  for (; n > 0; n--) {
    for (let j: usize = 0; j < p; j += 32) {
      const a = slope4(relu, small, v128.load(h + j), kept4(v128.load(dh + j), least), one, zero);
      const b = slope4(relu, small, v128.load(h + j, 16), kept4(v128.load(dh + j, 16), least), one, zero);
      v128.store(dg + j, a);
      v128.store(dg + j, b, 16);
      v128.store(dh + j, zero);
      v128.store(dh + j, zero, 16);
    }
    h += hs; dh += p; dg += ds;
  }
}

// Functions of their own: an engine joins no vectors where one of them cannot be joined.

function reluBackward(n: i32, padded: i32, h: usize, hs: usize, dh: usize, dg: usize, ds: usize): void {
  backward(true, false, n, padded, h, hs, dh, dg, ds);
}

function tanhBackward(n: i32, padded: i32, h: usize, hs: usize, dh: usize, dg: usize, ds: usize): void {
  backward(false, false, n, padded, h, hs, dh, dg, ds);
}

function smallBackward(n: i32, padded: i32, h: usize, hs: usize, dh: usize, dg: usize, ds: usize): void {
  backward(false, true, n, padded, h, hs, dh, dg, ds);
}

/**
 * Writes the gradient of the pre-activation to dg, from dh and the new state h; dh becomes 0. `small`: states may be too small for their
 * squares.
 */
function rnnBackward(
  relu: bool, small: bool, n: i32, padded: i32, h: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  if (relu) reluBackward(n, padded, h, hs, dh, dg, ds);
  else if (small) smallBackward(n, padded, h, hs, dh, dg, ds);
  else tanhBackward(n, padded, h, hs, dh, dg, ds);
}

export function rnnStep(d: usize, n: i32, next: usize, gates: usize): void {
  rnnForward(word(d, FORM) == RELU, n, word(d, PADDED), gates, stride(d, GATES), next + hiddenOffset(d), stride(d, ROW));
}

export function rnnStepBack(d: usize, n: i32, small: bool, next: usize, dg: usize): void {
  rnnBackward(
    word(d, FORM) == RELU, small, n, word(d, PADDED), next + hiddenOffset(d), stride(d, ROW), address(d, DH), dg, stride(d, DG_STRIDE),
  );
}

export function rnnGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize): void {
  allGradients(d, k, zeros, small, row, 1);
}
