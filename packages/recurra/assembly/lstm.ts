// The LSTM's gates for n rows of one step. Gates lie as [i f g o], each P wide.
import { sigmoidRow, tanh4, tanhRow, tanhTimes } from "./functions";

/** Activates the gates in place; c = f * c' + i * g; h = o * tanh(c). Strides in bytes. */
export function lstmForward(n: i32, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2;
  for (; n > 0; n--) {
    sigmoidRow(gates, gates, 2 * p);
    tanhRow(gates + 2 * p, gates + 2 * p, p);
    sigmoidRow(gates + 3 * p, gates + 3 * p, p);
    for (let j: usize = 0; j < p; j += 16) {
      const at = gates + j;
      const i = v128.load(at), f = v128.load(at + p), g = v128.load(at + 2 * p);
      v128.store(cells + j, f32x4.add(f32x4.mul(f, v128.load(before + j)), f32x4.mul(i, g)));
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
export function lstmBackward(
  n: i32, h4: usize, padded: i32, gates: usize, gs: usize, before: usize, cells: usize, dh: usize, dc: usize, dg: usize, ds: usize,
): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (; n > 0; n--) {
    for (let j = p; j > 0;) {
      j -= 16;
      const at = gates + j, to = dg + j;
      const i = v128.load(at), f = v128.load(at + p), g = v128.load(at + 2 * p), o = v128.load(at + 3 * p);
      const t = tanh4(v128.load(cells + j));
      const d = v128.load(dh + j);
      const od = f32x4.mul(d, o);
      const carry = f32x4.add(v128.load(dc + j), f32x4.mul(od, f32x4.sub(one, f32x4.mul(t, t))));
      v128.store(to, f32x4.mul(f32x4.mul(carry, g), f32x4.mul(i, f32x4.sub(one, i))));
      v128.store(to + h4, f32x4.mul(f32x4.mul(carry, v128.load(before + j)), f32x4.mul(f, f32x4.sub(one, f))));
      v128.store(to + 2 * h4, f32x4.mul(f32x4.mul(carry, i), f32x4.sub(one, f32x4.mul(g, g))));
      v128.store(to + 3 * h4, f32x4.mul(f32x4.mul(d, t), f32x4.mul(o, f32x4.sub(one, o))));
      v128.store(dc + j, f32x4.mul(carry, f));
      v128.store(dh + j, zero);
    }
    gates += gs; before += p; cells += p; dh += p; dc += p; dg += ds;
  }
}
