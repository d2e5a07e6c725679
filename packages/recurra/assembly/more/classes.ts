// Numbers of classes, which are float32 as all numbers of a tensor are. One that is none makes its row of logp NaN: so a plan, whose numbers
// nobody looks at, stays within the row, and its loss tells.
import { fillArray } from "../elementwise";
import { calledExp4 } from "../exponential";
import { share } from "../losses";

/** out[r], a 32-bit integer, is the class from[r] of a row of n. */
export function classNumbers(out: usize, from: usize, logp: usize, rows: i32, n: i32): void {
  for (let r = 0; r < rows; r++, out += 4, from += 4, logp += <usize>n << 2) {
    const v = load<f32>(from);
    const known = v >= 0 && v < <f32>n && v == floor(v);
    store<u32>(out, known ? <u32>v : 0);
    if (!known) fillArray(logp, NaN, n);
  }
}

/** The mean over rows of -logp[r, class[r]]; logp [rows, classes] is a log-softmax. */
export function crossEntropyLoss(out: usize, logp: usize, classes: usize, rows: i32, n: i32): void {
  let sum: f64 = 0;
  for (let r = 0; r < rows; r++, classes += 4, logp += <usize>n << 2) {
    sum -= <f64>load<f32>(logp + (<usize>load<u32>(classes) << 2));
  }
  store<f32>(out, <f32>(sum / <f64>rows));
}

/** out (+)= g / rows (exp(logp) - onehot(class)) */
export function crossEntropyGradient(
  out: usize, logp: usize, classes: usize, rows: i32, n: i32, g: usize, accumulate: i32,
): void {
  const scale = share(g, rows, 1);
  const scales = f32x4.splat(scale);
  for (let r = 0; r < rows; r++, classes += 4) {
    const hit = out + (<usize>load<u32>(classes) << 2);
    const p = f32x4.extract_lane(calledExp4(v128.load32_splat(logp + (<usize>load<u32>(classes) << 2))), 0);
    const missed = scale * (p - 1);
    const value = accumulate ? load<f32>(hit) + missed : missed;
    let i = 0;
    for (; i + 4 <= n; i += 4, out += 16, logp += 16) {
      const v = f32x4.mul(calledExp4(v128.load(logp)), scales);
      v128.store(out, accumulate ? f32x4.add(v128.load(out), v) : v);
    }
    for (; i < n; i++, out += 4, logp += 4) {
      const v = f32x4.extract_lane(f32x4.mul(calledExp4(v128.load32_splat(logp)), scales), 0);
      store<f32>(out, accumulate ? load<f32>(out) + v : v);
    }
    store<f32>(hit, value);
  }
}
