// The minGRU's gates for n rows of one step: h = h' + z * (n - h'), so z weighs the new value. Gates lie as [z n], each P wide, P a
// multiple of 8: vectors go in pairs, which an engine can join into one of 256 bits. No gate reads the state: the gates of all steps of a
// chunk are one product, and there is no product from step to step in either direction.
import { sigmoidRow } from "../functions";
import { ZERO } from "../gemm";
import {
  address, hiddenOffset, stride, word, BACK_XA, DG, DG_STRIDE, DH, DW, DX, GATES, HIDDEN, INPUTS, PADDED, PANELS_A, ROW, WIDE,
} from "../layer";
import { turnedProduct } from "../product";
import { kept4, kept4With, leastKept, lifted4, liftedLeast } from "../vanish";
import { inputProduct, rowProduct } from "./joint";

/** h' + z * (n - h') of four lanes, 0 below `least`. */
// @ts-ignore: decorator
@inline
function state4(n: v128, z: v128, before: v128, least: v128): v128 {
  return kept4(f32x4.add(before, f32x4.mul(z, f32x4.sub(n, before))), least);
}

/** Activates z in place and writes the new state. Strides in bytes. */
function minGruForward(n: i32, p: usize, gates: usize, gs: usize, before: usize, h: usize, hs: usize): void {
  const least = leastKept();
  for (; n > 0; n--) {
    sigmoidRow(gates, gates, p);
    for (let j: usize = 0; j < p; j += 32) {
      const at = gates + j;
      const a = state4(v128.load(at + p), v128.load(at), v128.load(before + j), least);
      const b = state4(v128.load(at + p, 16), v128.load(at, 16), v128.load(before + j, 16), least);
      v128.store(h + j, a);
      v128.store(h + j, b, 16);
    }
    gates += gs; before += hs; h += hs;
  }
}

/**
 * Writes the gradients of [z n] to dg, each H wide: `h4` bytes; dh becomes the part that passes z. The padding of z's last lanes (zeros)
 * falls on n, so lanes go from the last to the first.
 */
function minGruBackward(
  n: i32, h4: usize, p: usize, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  const one = f32x4.splat(1), least = leastKept(), up = lifted4(), floor = liftedLeast();
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 32;
      const at = gates + j, to = dg + j;
      const z0 = v128.load(at), n0 = v128.load(at + p), z1 = v128.load(at, 16), n1 = v128.load(at + p, 16);
      const d0 = kept4(v128.load(dh + j), least), d1 = kept4(v128.load(dh + j, 16), least);
      const s0 = kept4With(d0, f32x4.sub(n0, v128.load(before + j)), up, floor);
      const s1 = kept4With(d1, f32x4.sub(n1, v128.load(before + j, 16)), up, floor);
      const y0 = f32x4.sub(one, z0), y1 = f32x4.sub(one, z1);
      v128.store(to, kept4(f32x4.mul(f32x4.mul(d0, s0), f32x4.mul(z0, y0)), least));
      v128.store(to, kept4(f32x4.mul(f32x4.mul(d1, s1), f32x4.mul(z1, y1)), least), 16);
      v128.store(to + h4, f32x4.mul(d0, z0));
      v128.store(to + h4, f32x4.mul(d1, z1), 16);
      v128.store(dh + j, f32x4.mul(d0, y0));
      v128.store(dh + j, f32x4.mul(d1, y1), 16);
    }
    gates += gs; before += hs; dh += p; dg += ds;
  }
}

/** The gates of `k` rows, those of all steps of a chunk: [x, 1] times the weights. */
export function minGruGates(d: usize, k: i32, row: usize, gates: usize): void {
  const terms = word(d, INPUTS) + 1;
  rowProduct(d, k, 2, terms, terms, row, PANELS_A, gates);
}

export function minGruStep(d: usize, n: i32, row: usize, next: usize, gates: usize): void {
  const state = hiddenOffset(d);
  minGruForward(n, stride(d, PADDED), gates, stride(d, GATES), row + state, next + state, stride(d, ROW));
}

export function minGruStepBack(d: usize, n: i32, row: usize, gates: usize, dg: usize): void {
  minGruBackward(
    n, stride(d, HIDDEN), stride(d, PADDED), gates, stride(d, GATES), row + hiddenOffset(d), stride(d, ROW), address(d, DH), dg,
    stride(d, DG_STRIDE),
  );
}

/** The joint gradient is transposed, [I + 1, 2H in whole panels], since few inputs would waste a tile's width. */
export function minGruGradients(d: usize, k: i32, row: usize): void {
  const dg = address(d, DG), width = (2 * word(d, HIDDEN) + 7) & ~7;
  turnedProduct(
    word(d, WIDE), word(d, INPUTS) + 1, width, k, row, stride(d, ROW), dg, stride(d, DG_STRIDE), address(d, DW), <usize>width << 2,
  );
  if (address(d, DX)) inputProduct(d, k, 2, dg, address(d, BACK_XA), ZERO, 0, 0);
}
