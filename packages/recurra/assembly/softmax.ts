// softmax and log-softmax of each row, shifted by the row's maximum; sums in float64 in the order of reduce.ts.
import { addScalar, divScalar } from "./elementwise";
import { calledExp4, calledLog4, expRow } from "./exponential";
import { sumArray } from "./reduce";

function maximum(x: usize, n: i32): f32 {
  let most = f32x4.splat(-Infinity);
  let i = 0;
  for (; i + 4 <= n; i += 4, x += 16) most = f32x4.max(most, v128.load(x));
  for (; i < n; i++, x += 4) most = f32x4.max(most, v128.load32_splat(x));
  // Not max<f32>: f32x4.max passes NaN.
  most = f32x4.max(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  most = f32x4.max(most, v128.shuffle<i32>(most, most, 1, 0, 3, 2));
  return f32x4.extract_lane(most, 0);
}

/** out[r, :] = exp(x[r, :]) / sum(exp(x[r, :])) */
export function softmaxRows(out: usize, x: usize, rows: i32, n: i32): void {
  const size = <usize>n << 2;
  for (let r = 0; r < rows; r++, out += size, x += size) {
    addScalar(out, x, -maximum(x, n), n);
    expRow(out, out, n);
    const sum = <f32>sumArray(out, n);
    divScalar(out, out, sum, n, 0);
  }
}

/** out[r, :] = x[r, :] - log(sum(exp(x[r, :]))) */
export function logSoftmaxRows(out: usize, x: usize, rows: i32, n: i32): void {
  const size = <usize>n << 2;
  for (let r = 0; r < rows; r++, out += size, x += size) {
    const most = maximum(x, n);
    addScalar(out, x, -most, n);
    expRow(out, out, n);
    const log = f32x4.extract_lane(calledLog4(f32x4.splat(<f32>sumArray(out, n))), 0);
    const m = f32x4.splat(most), l = f32x4.splat(log);
    let i: usize = 0;
    for (; i + 16 <= size; i += 16) v128.store(out + i, f32x4.sub(f32x4.sub(v128.load(x + i), m), l));
    for (; i < size; i += 4) store<f32>(out + i, load<f32>(x + i) - most - log);
  }
}

/** out[r, :] (+)= y (g - sum(g y)), for y = softmax(x) */
export function softmaxGradient(out: usize, g: usize, y: usize, rows: i32, n: i32, accumulate: i32): void {
  const size = <usize>n << 2;
  for (let r = 0; r < rows; r++, out += size, g += size, y += size) {
    let dot: f64 = 0;
    for (let i: usize = 0; i < size; i += 4) dot += <f64>load<f32>(g + i) * <f64>load<f32>(y + i);
    const inner = <f32>dot, d = f32x4.splat(inner);
    let i: usize = 0;
    for (; i + 16 <= size; i += 16) {
      const value = f32x4.mul(v128.load(y + i), f32x4.sub(v128.load(g + i), d));
      v128.store(out + i, accumulate ? f32x4.add(v128.load(out + i), value) : value);
    }
    for (; i < size; i += 4) {
      const value = load<f32>(y + i) * (load<f32>(g + i) - inner);
      store<f32>(out + i, accumulate ? load<f32>(out + i) + value : value);
    }
  }
}

/** out[r, :] (+)= g - exp(y) sum(g), for y = logSoftmax(x) */
export function logSoftmaxGradient(out: usize, g: usize, y: usize, rows: i32, n: i32, accumulate: i32): void {
  const size = <usize>n << 2;
  for (let r = 0; r < rows; r++, out += size, g += size, y += size) {
    const sum = <f32>sumArray(g, n);
    const four = f32x4.splat(sum);
    const whole = <usize>(n & ~3) << 2;
    let i: usize = 0;
    for (; i < whole; i += 16) {
      const value = f32x4.sub(v128.load(g + i), f32x4.mul(calledExp4(v128.load(y + i)), four));
      v128.store(out + i, accumulate ? f32x4.add(v128.load(out + i), value) : value);
    }
    for (; i < size; i += 4) {
      const p = f32x4.extract_lane(calledExp4(v128.load32_splat(y + i)), 0);
      const value = load<f32>(g + i) - p * sum;
      store<f32>(out + i, accumulate ? load<f32>(out + i) + value : value);
    }
  }
}
