// The loss of two classes: see ../losses.
import { LOGISTIC, slopes, total } from "../losses";

/** The mean of -y log(p) - (1 - y) log(1 - p) with p = sigmoid(x). */
export function bceLoss(out: usize, x: usize, y: usize, n: i32): void {
  store<f32>(out, <f32>(total(LOGISTIC, x, y, n, 0) / <f64>n));
}

/** out (+)= g sign / n (sigmoid(x) - y) */
export function bceGradient(out: usize, x: usize, y: usize, n: i32, g: usize, sign: f64, accumulate: i32): void {
  slopes(LOGISTIC, out, x, y, n, 0, g, sign, accumulate);
}
