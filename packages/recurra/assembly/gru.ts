// The GRU's gates for n rows of one step. z weighs the old state: h = (1 - z) * n + z * h'. Strides in bytes.
// Reset after the product (PyTorch): gates lie as [r z nh nx], nh the hidden and nx the input half of the new gate;
// n overwrites nx. Reset before it (the original paper): [r z n], the product for n runs on r * h'.
import { sigmoidRow, tanhRow } from "./functions";

/** n = tanh(nx + r * nh); h = (1 - z) * n + z * h' = n + z * (h' - n). */
export function gruAfterForward(n: i32, padded: i32, gates: usize, gs: usize, before: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2;
  for (; n > 0; n--) {
    sigmoidRow(gates, gates, 2 * p);
    for (let j: usize = 0; j < p; j += 16) {
      const at = gates + j;
      v128.store(at + 3 * p, f32x4.add(v128.load(at + 3 * p), f32x4.mul(v128.load(at), v128.load(at + 2 * p))));
    }
    tanhRow(gates + 3 * p, gates + 3 * p, p);
    for (let j: usize = 0; j < p; j += 16) {
      const c = v128.load(gates + j + 3 * p);
      v128.store(h + j, f32x4.add(c, f32x4.mul(v128.load(gates + j + p), f32x4.sub(v128.load(before + j), c))));
    }
    gates += gs; before += hs; h += hs;
  }
}

/**
 * Writes the gradients of [r z nh nx] to dg, each H wide: `h4` bytes; dh becomes the part that passes z. The padding of a
 * gate's last lanes (zeros) falls on the next gate, so lanes go from the last to the first, and gates from the first to the last.
 */
export function gruAfterBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1);
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 16;
      const at = gates + j, to = dg + j;
      const r = v128.load(at), z = v128.load(at + p), nh = v128.load(at + 2 * p), c = v128.load(at + 3 * p);
      const d = v128.load(dh + j);
      const zn = f32x4.sub(one, z);
      const dn = f32x4.mul(f32x4.mul(d, zn), f32x4.sub(one, f32x4.mul(c, c)));
      v128.store(to, f32x4.mul(f32x4.mul(dn, nh), f32x4.mul(r, f32x4.sub(one, r))));
      v128.store(to + h4, f32x4.mul(f32x4.mul(d, f32x4.sub(v128.load(before + j), c)), f32x4.mul(z, zn)));
      v128.store(to + 2 * h4, f32x4.mul(dn, r));
      v128.store(to + 3 * h4, dn);
      v128.store(dh + j, f32x4.mul(d, z));
    }
    gates += gs; before += hs; dh += p; dg += ds;
  }
}

/** First half of a reset-before step: activates r and z, and writes [x, 1, r * h'] for the product of n. */
export function gruBeforeReset(n: i32, padded: i32, inputs: i32, gates: usize, gs: usize, row: usize, reset: usize, hs: usize): void {
  const p = <usize>padded << 2;
  const head = <usize>(inputs + 1) << 2;
  for (; n > 0; n--) {
    for (let i: usize = 0; i < head; i += 4) store<f32>(reset + i, load<f32>(row + i));
    sigmoidRow(gates, gates, 2 * p);
    for (let j: usize = 0; j < p; j += 16) {
      v128.store(reset + head + j, f32x4.mul(v128.load(gates + j), v128.load(row + head + j)));
    }
    gates += gs; row += hs; reset += hs;
  }
}

/** Second half: n = tanh(its product); h = n + z * (h' - n). */
export function gruBeforeState(n: i32, padded: i32, gates: usize, gs: usize, before: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2;
  for (; n > 0; n--) {
    tanhRow(gates + 2 * p, gates + 2 * p, p);
    for (let j: usize = 0; j < p; j += 16) {
      const at = gates + j;
      const c = v128.load(at + 2 * p);
      v128.store(h + j, f32x4.add(c, f32x4.mul(v128.load(at + p), f32x4.sub(v128.load(before + j), c))));
    }
    gates += gs; before += hs; h += hs;
  }
}

/** First half of the gradient: of z and n, to dg; dh becomes the part that passes z. */
export function gruBeforeBackwardNew(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1);
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 16;
      const z = v128.load(gates + j + p), c = v128.load(gates + j + 2 * p);
      const d = v128.load(dh + j);
      const zn = f32x4.sub(one, z);
      v128.store(dg + j + h4, f32x4.mul(f32x4.mul(d, f32x4.sub(v128.load(before + j), c)), f32x4.mul(z, zn)));
      v128.store(dg + j + 2 * h4, f32x4.mul(f32x4.mul(d, zn), f32x4.sub(one, f32x4.mul(c, c))));
      v128.store(dh + j, f32x4.mul(d, z));
    }
    gates += gs; before += hs; dh += p; dg += ds;
  }
}

/** Second half, once drh = dLoss/d(r * h') is known: the gradient of r, to dg, and dh += r * drh. */
export function gruBeforeBackwardReset(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, hs: usize, dh: usize, drh: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1);
  for (; n > 0; n--) {
    // z's first lanes are final already; r's padding, up to 7 lanes, must not stay on them.
    const kept0 = v128.load(dg + h4), kept1 = v128.load(dg + h4, 16);
    for (let j = p; j > 0;) {
      j -= 16;
      const r = v128.load(gates + j);
      const d = v128.load(drh + j);
      v128.store(dg + j, f32x4.mul(f32x4.mul(d, v128.load(before + j)), f32x4.mul(r, f32x4.sub(one, r))));
      v128.store(dh + j, f32x4.add(v128.load(dh + j), f32x4.mul(d, r)));
    }
    v128.store(dg + h4, kept0);
    v128.store(dg + h4, kept1, 16);
    gates += gs; before += hs; dh += p; drh += p; dg += ds;
  }
}
