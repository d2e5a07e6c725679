// Numbers of classes, which are float32 as all numbers of a tensor are. One that is none makes its row of logp NaN: so a plan, whose numbers
// nobody looks at, stays within the row, and its loss tells.
import { fillArray } from "./elementwise";

/** out[r], a 32-bit integer, is the class from[r] of a row of n. */
export function classNumbers(out: usize, from: usize, logp: usize, rows: i32, n: i32): void {
  for (let r = 0; r < rows; r++, out += 4, from += 4, logp += <usize>n << 2) {
    const v = load<f32>(from);
    const known = v >= 0 && v < <f32>n && v == floor(v);
    store<u32>(out, known ? <u32>v : 0);
    if (!known) fillArray(logp, NaN, n);
  }
}
