// Rows less their mean, over their standard deviation: layer normalisation (Ba et al. 2016). And the normal distribution function.
import { sumArray } from "../reduce";
import { wideExp } from "./wide-exp";

/**
 * out = (x - mean) / sqrt(variance + epsilon) * weight + bias for rows of n; the variance divides by n. `saved` gets 1 / sqrt(..) of each
 * row, `normal` the rows before weight and bias. Weight and bias may be 0.
 */
export function layerNorm(
  out: usize, normal: usize, saved: usize, x: usize, weight: usize, bias: usize, rows: i32, n: i32, epsilon: f64,
): void {
  for (let r = 0; r < rows; r++, saved += 4) {
    const mean = sumArray(x, n) / <f64>n;
    let squares: f64 = 0;
    for (let i = 0; i < n; i++) {
      const d = <f64>load<f32>(x + (<usize>i << 2)) - mean;
      squares += d * d;
    }
    const scale = 1 / sqrt(squares / <f64>n + epsilon);
    store<f32>(saved, <f32>scale);
    for (let i: usize = 0; i < <usize>n << 2; i += 4, x += 4, out += 4, normal += 4) {
      const y = <f32>((<f64>load<f32>(x) - mean) * scale);
      store<f32>(normal, y);
      const weighted = weight ? y * load<f32>(weight + i) : y;
      store<f32>(out, bias ? weighted + load<f32>(bias + i) : weighted);
    }
  }
}

/** dx (+)= scale (g w - mean(g w) - y mean(g w y)) of each row, y normal; dw += g y and db += g where there are such. dx may be 0. */
export function layerNormGradient(
  dx: usize, dw: usize, db: usize, g: usize, normal: usize, saved: usize, weight: usize, rows: i32, n: i32, accumulate: i32,
): void {
  const width = <usize>n << 2;
  for (let r = 0; r < rows; r++, saved += 4, g += width, normal += width) {
    let sum: f64 = 0, product: f64 = 0;
    for (let i: usize = 0; i < width; i += 4) {
      const slope = load<f32>(g + i), y = load<f32>(normal + i);
      const part = <f64>(weight ? slope * load<f32>(weight + i) : slope);
      sum += part;
      product += part * <f64>y;
      if (dw) store<f32>(dw + i, load<f32>(dw + i) + slope * y);
      if (db) store<f32>(db + i, load<f32>(db + i) + slope);
    }
    if (!dx) continue;
    const scale = load<f32>(saved), mean = <f32>(sum / <f64>n), along = <f32>(product / <f64>n);
    for (let i: usize = 0; i < width; i += 4, dx += 4) {
      const slope = load<f32>(g + i);
      const value = scale * ((weight ? slope * load<f32>(weight + i) : slope) - mean - load<f32>(normal + i) * along);
      store<f32>(dx, accumulate ? load<f32>(dx) + value : value);
    }
  }
}

/**
 * out = the share of a normal distribution below x, with an absolute error < 2e-7: half the complementary error function of -x / sqrt(2), by
 * the fit of Numerical Recipes (erfcc, Press et al. 1992).
 */
export function normalShare(out: usize, x: usize, n: i32): void {
  for (let i = 0; i < n; i++, out += 4, x += 4) {
    const at = <f64>load<f32>(x);
    const z = abs(at) * 0.7071067811865476;
    const t = 1 / (1 + 0.5 * z);
    const p = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806
      + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
    const tail = 0.5 * t * wideExp(max(p - z * z, -800));
    store<f32>(out, <f32>(at > 0 ? 1 - tail : at == at ? tail : at));
  }
}
