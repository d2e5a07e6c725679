// The plain recurrent cell for n rows of one step: h = tanh or relu of the product. Strides in bytes.
import { tanhRow } from "./functions";

/** h = max(0, a), NaN kept. */
// @ts-ignore: decorator
@inline
function relu4(a: v128): v128 {
  return f32x4.pmax(a, f32x4.splat(0));
}

export function rnnForward(relu: bool, n: i32, padded: i32, gates: usize, gs: usize, h: usize, hs: usize): void {
  const p = <usize>padded << 2;
  for (; n > 0; n--) {
    if (relu) for (let j: usize = 0; j < p; j += 16) v128.store(h + j, relu4(v128.load(gates + j)));
    else tanhRow(h, gates, p);
    gates += gs; h += hs;
  }
}

/** Writes the gradient of the pre-activation to dg, from dh and the new state h; dh becomes 0. */
export function rnnBackward(relu: bool, n: i32, padded: i32, h: usize, hs: usize, dh: usize, dg: usize, ds: usize): void {
  const p = <usize>padded << 2;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (; n > 0; n--) {
    for (let j: usize = 0; j < p; j += 16) {
      const y = v128.load(h + j);
      const d = v128.load(dh + j);
      // andnot: a NaN state lets the gradient pass, as in PyTorch.
      v128.store(dg + j, relu ? v128.andnot(d, f32x4.le(y, zero)) : f32x4.mul(d, f32x4.sub(one, f32x4.mul(y, y))));
      v128.store(dh + j, zero);
    }
    h += hs; dh += p; dg += ds;
  }
}
