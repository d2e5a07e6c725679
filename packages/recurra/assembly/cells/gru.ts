// The GRU's gates for n rows of one step. z weighs the old state: h = (1 - z) * n + z * h'. Strides in bytes.
// Reset after the product (PyTorch): gates lie as [r z nh nx], nh the hidden and nx the input half of the new gate;
// n overwrites nx. Reset before it (the original paper): [r z n], the product for n runs on r * h'. A gate has a multiple of 8 lanes:
// vectors go in pairs, which an engine can join into one of 256 bits. Of a pair the stores stand side by side.
import { sigmoidRow, tanhRow } from "../functions";
import { ZERO } from "../gemm";
import {
  address, hiddenOffset, rowWidth, stride, word, BACK_B, BACK_XA, BACK_XB, DG, DG_STRIDE, DH, DW, DW_STRIDE, DX, DX_ROWS, GATES, HIDDEN, INPUTS,
  OWN, PADDED, PANELS_B, PANELS_C, ROW, WIDE,
} from "../layer";
import { product, turnedProduct } from "../product";
import { clearTail } from "../rows";
import { kept4, kept4With, leastKept, lifted4, liftedLeast, tanhSlope4 } from "../vanish";
import { gateProduct, inputProduct, rowProduct, rowsGradient } from "./joint";

/** n + z * (h' - n) of four lanes, 0 below `least`. */
// @ts-ignore: decorator
@inline
function state4(c: v128, z: v128, before: v128, least: v128): v128 {
  return kept4(f32x4.add(c, f32x4.mul(z, f32x4.sub(before, c))), least);
}

/** n = tanh(nx + r * nh); h = (1 - z) * n + z * h' = n + z * (h' - n). */
function gruAfterForward(n: i32, padded: i32, gates: usize, gs: usize, before: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2, least = leastKept();
  for (; n > 0; n--) {
    sigmoidRow(gates, gates, 2 * p);
    for (let j: usize = 0; j < p; j += 32) {
      const at = gates + j, to = at + 3 * p;
      const a = f32x4.add(v128.load(to), f32x4.mul(v128.load(at), v128.load(at + 2 * p)));
      const b = f32x4.add(v128.load(to, 16), f32x4.mul(v128.load(at, 16), v128.load(at + 2 * p, 16)));
      v128.store(to, a);
      v128.store(to, b, 16);
    }
    tanhRow(gates + 3 * p, gates + 3 * p, p);
    for (let j: usize = 0; j < p; j += 32) {
      const at = gates + j;
      const a = state4(v128.load(at + 3 * p), v128.load(at + p), v128.load(before + j), least);
      const b = state4(v128.load(at + 3 * p, 16), v128.load(at + p, 16), v128.load(before + j, 16), least);
      v128.store(h + j, a);
      v128.store(h + j, b, 16);
    }
    gates += gs; before += hs; h += hs;
  }
}

// @ts-ignore: decorator
@inline
function afterBackward(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1), least = leastKept(), up = lifted4(), floor = liftedLeast();
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 32;
      const at = gates + j, to = dg + j;
      const r0 = v128.load(at), z0 = v128.load(at + p), c0 = v128.load(at + 3 * p);
      const r1 = v128.load(at, 16), z1 = v128.load(at + p, 16), c1 = v128.load(at + 3 * p, 16);
      let m0 = v128.load(at + 2 * p), m1 = v128.load(at + 2 * p, 16);
      const d0 = kept4(v128.load(dh + j), least), d1 = kept4(v128.load(dh + j, 16), least);
      let s0 = f32x4.sub(v128.load(before + j), c0), s1 = f32x4.sub(v128.load(before + j, 16), c1);
      const y0 = f32x4.sub(one, z0), y1 = f32x4.sub(one, z1);
      const n0 = f32x4.mul(f32x4.mul(d0, y0), tanhSlope4(small, c0, one));
      const n1 = f32x4.mul(f32x4.mul(d1, y1), tanhSlope4(small, c1, one));
      if (small) {
        m0 = kept4With(n0, m0, up, floor); s0 = kept4With(d0, s0, up, floor);
        m1 = kept4With(n1, m1, up, floor); s1 = kept4With(d1, s1, up, floor);
      }
      v128.store(to, f32x4.mul(f32x4.mul(n0, m0), f32x4.mul(r0, f32x4.sub(one, r0))));
      v128.store(to, f32x4.mul(f32x4.mul(n1, m1), f32x4.mul(r1, f32x4.sub(one, r1))), 16);
      v128.store(to + h4, kept4(f32x4.mul(f32x4.mul(d0, s0), f32x4.mul(z0, y0)), least));
      v128.store(to + h4, kept4(f32x4.mul(f32x4.mul(d1, s1), f32x4.mul(z1, y1)), least), 16);
      v128.store(to + 2 * h4, f32x4.mul(n0, r0));
      v128.store(to + 2 * h4, f32x4.mul(n1, r1), 16);
      v128.store(to + 3 * h4, n0);
      v128.store(to + 3 * h4, n1, 16);
      v128.store(dh + j, f32x4.mul(d0, z0));
      v128.store(dh + j, f32x4.mul(d1, z1), 16);
    }
    gates += gs; before += hs; dh += p; dg += ds;
  }
}

/** A function of its own: an engine does not join vectors in the other one otherwise. */
function smallAfterBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  afterBackward(true, n, h4, padded, gates, gs, before, hs, dh, dg, ds);
}

/**
 * Writes the gradients of [r z nh nx] to dg, each H wide: `h4` bytes; dh becomes the part that passes z. The padding of a
 * gate's last lanes (zeros) falls on the next gate, so lanes go from the last to the first, and gates from the first to the last.
 * `small`: states may be too small for their products with gradients.
 */
function gruAfterBackward(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  if (small) smallAfterBackward(n, h4, padded, gates, gs, before, hs, dh, dg, ds);
  else afterBackward(false, n, h4, padded, gates, gs, before, hs, dh, dg, ds);
}

/** First half of a reset-before step: activates r and z, and writes [x, 1, r * h'] for the product of n. */
function gruBeforeReset(
  n: i32, padded: i32, inputs: i32, width: i32, gates: usize, gs: usize, row: usize, reset: usize, hs: usize,
): void {
  const p = <usize>padded << 2;
  const head = <usize>(inputs + 1) << 2;
  for (; n > 0; n--) {
    for (let i: usize = 0; i < head; i += 4) store<f32>(reset + i, load<f32>(row + i));
    sigmoidRow(gates, gates, 2 * p);
    for (let j: usize = 0; j < p; j += 32) {
      const a = f32x4.mul(v128.load(gates + j), v128.load(row + head + j));
      const b = f32x4.mul(v128.load(gates + j, 16), v128.load(row + head + j, 16));
      v128.store(reset + head + j, a);
      v128.store(reset + head + j, b, 16);
    }
    clearTail(reset + head + p, reset + (<usize>width << 2));
    gates += gs; row += hs; reset += hs;
  }
}

/** Second half: n = tanh(its product); h = n + z * (h' - n). */
function gruBeforeState(n: i32, padded: i32, gates: usize, gs: usize, before: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2, least = leastKept();
  for (; n > 0; n--) {
    tanhRow(gates + 2 * p, gates + 2 * p, p);
    for (let j: usize = 0; j < p; j += 32) {
      const at = gates + j;
      const a = state4(v128.load(at + 2 * p), v128.load(at + p), v128.load(before + j), least);
      const b = state4(v128.load(at + 2 * p, 16), v128.load(at + p, 16), v128.load(before + j, 16), least);
      v128.store(h + j, a);
      v128.store(h + j, b, 16);
    }
    gates += gs; before += hs; h += hs;
  }
}

// @ts-ignore: decorator
@inline
function newBackward(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1), least = leastKept(), up = lifted4(), floor = liftedLeast();
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 32;
      const at = gates + j, to = dg + j;
      const z0 = v128.load(at + p), c0 = v128.load(at + 2 * p), z1 = v128.load(at + p, 16), c1 = v128.load(at + 2 * p, 16);
      const d0 = kept4(v128.load(dh + j), least), d1 = kept4(v128.load(dh + j, 16), least);
      let s0 = f32x4.sub(v128.load(before + j), c0), s1 = f32x4.sub(v128.load(before + j, 16), c1);
      if (small) {
        s0 = kept4With(d0, s0, up, floor);
        s1 = kept4With(d1, s1, up, floor);
      }
      const y0 = f32x4.sub(one, z0), y1 = f32x4.sub(one, z1);
      v128.store(to + h4, kept4(f32x4.mul(f32x4.mul(d0, s0), f32x4.mul(z0, y0)), least));
      v128.store(to + h4, kept4(f32x4.mul(f32x4.mul(d1, s1), f32x4.mul(z1, y1)), least), 16);
      v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(d0, y0), tanhSlope4(small, c0, one)));
      v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(d1, y1), tanhSlope4(small, c1, one)), 16);
      v128.store(dh + j, f32x4.mul(d0, z0));
      v128.store(dh + j, f32x4.mul(d1, z1), 16);
    }
    gates += gs; before += hs; dh += p; dg += ds;
  }
}

function smallNewBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  newBackward(true, n, h4, padded, gates, gs, before, hs, dh, dg, ds);
}

/** First half of the gradient: of z and n, to dg; dh becomes the part that passes z. */
function gruBeforeBackwardNew(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  if (small) smallNewBackward(n, h4, padded, gates, gs, before, hs, dh, dg, ds);
  else newBackward(false, n, h4, padded, gates, gs, before, hs, dh, dg, ds);
}

// @ts-ignore: decorator
@inline
function resetBackward(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, drh: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1), least = leastKept(), up = lifted4(), floor = liftedLeast();
  for (; n > 0; n--) {
    // z's first lanes are final already; r's padding, up to 7 lanes, must not stay on them.
    const kept0 = v128.load(dg + h4), kept1 = v128.load(dg + h4, 16);
    for (let j = p; j > 0;) {
      j -= 32;
      const r0 = v128.load(gates + j), r1 = v128.load(gates + j, 16);
      const d0 = kept4(v128.load(drh + j), least), d1 = kept4(v128.load(drh + j, 16), least);
      let b0 = v128.load(before + j), b1 = v128.load(before + j, 16);
      if (small) {
        b0 = kept4With(d0, b0, up, floor);
        b1 = kept4With(d1, b1, up, floor);
      }
      const s0 = f32x4.add(v128.load(dh + j), f32x4.mul(d0, r0)), s1 = f32x4.add(v128.load(dh + j, 16), f32x4.mul(d1, r1));
      v128.store(dg + j, f32x4.mul(f32x4.mul(d0, b0), f32x4.mul(r0, f32x4.sub(one, r0))));
      v128.store(dg + j, f32x4.mul(f32x4.mul(d1, b1), f32x4.mul(r1, f32x4.sub(one, r1))), 16);
      v128.store(dh + j, s0);
      v128.store(dh + j, s1, 16);
    }
    v128.store(dg + h4, kept0);
    v128.store(dg + h4, kept1, 16);
    gates += gs; before += hs; dh += p; drh += p; dg += ds;
  }
}

function smallResetBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, drh: usize, dg: usize, ds: usize,
): void {
  resetBackward(true, n, h4, padded, gates, gs, before, hs, dh, drh, dg, ds);
}

/** Second half, once drh = dLoss/d(r * h') is known: the gradient of r, to dg, and dh += r * drh. */
function gruBeforeBackwardReset(
  small: bool, n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, drh: usize, dg: usize, ds: usize,
): void {
  if (small) smallResetBackward(n, h4, padded, gates, gs, before, hs, dh, drh, dg, ds);
  else resetBackward(false, n, h4, padded, gates, gs, before, hs, dh, drh, dg, ds);
}

export function gruAfterStep(d: usize, n: i32, zero: bool, row: usize, next: usize, gates: usize): void {
  const inputs = word(d, INPUTS) + 1, hidden = word(d, HIDDEN) + 1, p = stride(d, PADDED), state = hiddenOffset(d);
  rowProduct(d, n, 1, hidden, zero ? 1 : hidden, row + state - 4, PANELS_B, gates + 2 * p);
  rowProduct(d, n, 1, inputs, inputs, row, PANELS_C, gates + 3 * p);
  gruAfterForward(n, word(d, PADDED), gates, stride(d, GATES), row + state, next + state, stride(d, ROW));
}

export function gruAfterStepBack(d: usize, n: i32, small: bool, row: usize, gates: usize, dg: usize): void {
  gruAfterBackward(
    small, n, stride(d, HIDDEN), word(d, PADDED), gates, stride(d, GATES), row + hiddenOffset(d), stride(d, ROW), address(d, DH), dg,
    stride(d, DG_STRIDE),
  );
}

/**
 * The input half of the new gate follows the rows of the joint gradient, transposed: [I + 1, P], since few inputs would waste a
 * tile's width.
 */
export function gruAfterGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize): void {
  const xs = <usize>((word(d, INPUTS) + 7) & ~7) << 2, ds = stride(d, DG_STRIDE), dg = address(d, DG), dw = address(d, DW);
  const newInput = dg + 3 * stride(d, HIDDEN);
  rowsGradient(d, 3, k, zeros, small, dg, row, dw);
  turnedProduct(
    word(d, WIDE), word(d, INPUTS) + 1, word(d, PADDED), k, row, stride(d, ROW), newInput, ds,
    dw + <usize>(3 * word(d, HIDDEN)) * stride(d, DW_STRIDE), stride(d, PADDED),
  );
  if (!address(d, DX)) return;
  inputProduct(d, k, 2, dg, address(d, BACK_XA), ZERO, 0, 0);
  inputProduct(d, k, 1, newInput, address(d, BACK_XB), address(d, DX_ROWS), xs, 32);
}

export function gruBeforeStep(d: usize, n: i32, zero: bool, row: usize, next: usize, gates: usize, reset: usize): void {
  const padded = word(d, PADDED), hs = stride(d, ROW), gs = stride(d, GATES), state = hiddenOffset(d);
  gruBeforeReset(n, padded, word(d, INPUTS), rowWidth(d), gates, gs, row, reset, hs);
  gateProduct(d, n, 1, zero, reset, PANELS_B, gates + 2 * stride(d, PADDED));
  gruBeforeState(n, padded, gates, gs, row + state, next + state, hs);
}

/** The cell's own buffer holds dLoss/d(r * h') [CHUNK, P]. */
export function gruBeforeStepBack(d: usize, n: i32, small: bool, row: usize, gates: usize, dg: usize): void {
  const hidden = word(d, HIDDEN), padded = word(d, PADDED), h4 = stride(d, HIDDEN), dh = address(d, DH), drh = address(d, OWN);
  const hs = stride(d, ROW), gs = stride(d, GATES), ds = stride(d, DG_STRIDE), before = row + hiddenOffset(d);
  gruBeforeBackwardNew(small, n, h4, padded, gates, gs, before, hs, dh, dg, ds);
  product(word(d, WIDE), n, padded >> 3, hidden, hidden, dg + 2 * h4, ds, address(d, BACK_B), ZERO, 0, 0, drh, stride(d, PADDED));
  gruBeforeBackwardReset(small, n, h4, padded, gates, gs, before, hs, dh, drh, dg, ds);
}

/** `reset` are the second rows, [x, 1, r * h']: the new gate's. */
export function gruBeforeGradients(d: usize, k: i32, zeros: i32, small: bool, row: usize, reset: usize): void {
  const dg = address(d, DG), dw = address(d, DW), above = <usize>(2 * word(d, HIDDEN));
  rowsGradient(d, 2, k, zeros, small, dg, row, dw);
  rowsGradient(d, 1, k, zeros, small, dg + (above << 2), reset, dw + above * stride(d, DW_STRIDE));
  if (address(d, DX)) inputProduct(d, k, 3, dg, address(d, BACK_XA), ZERO, 0, 0);
}
