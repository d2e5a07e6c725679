// Losses with mean reduction, as PyTorch defines them, each with the gradient of its first argument, in float64.

import { sigmoid } from "./cell.ts";
import { logSoftmax } from "./elementwise.ts";

/** A loss and its gradient with respect to the predictions. */
export interface LossAndGradient {
  readonly loss: number;
  readonly gradient: Float64Array;
}

function reduceToMean(
  x: Float64Array,
  y: Float64Array,
  value: (x: number, y: number) => number,
  slope: (x: number, y: number) => number,
): LossAndGradient {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += value(x[i]!, y[i]!);
  return { loss: sum / x.length, gradient: x.map((xi, i) => slope(xi, y[i]!) / x.length) };
}

/** mean |x - y|; slope 0 where they are equal. */
export function l1Loss(x: Float64Array, y: Float64Array): LossAndGradient {
  return reduceToMean(
    x,
    y,
    (a, b) => Math.abs(a - b),
    (a, b) => Math.sign(a - b),
  );
}

/** mean (x - y)^2. */
export function mseLoss(x: Float64Array, y: Float64Array): LossAndGradient {
  return reduceToMean(
    x,
    y,
    (a, b) => (a - b) ** 2,
    (a, b) => 2 * (a - b),
  );
}

/** mean of (x - y)^2 / 2 within delta, and delta (|x - y| - delta / 2) beyond. */
export function huberLoss(x: Float64Array, y: Float64Array, delta: number): LossAndGradient {
  return reduceToMean(
    x,
    y,
    (a, b) => (Math.abs(a - b) <= delta ? 0.5 * (a - b) ** 2 : delta * (Math.abs(a - b) - 0.5 * delta)),
    (a, b) => (Math.abs(a - b) <= delta ? a - b : delta * Math.sign(a - b)),
  );
}

/** mean of max(x, 0) - x y + log(1 + e^-|x|): the cross-entropy of sigmoid(x) and y in [0, 1]. */
export function bceWithLogitsLoss(x: Float64Array, y: Float64Array): LossAndGradient {
  return reduceToMean(
    x,
    y,
    (a, b) => Math.max(a, 0) - a * b + Math.log1p(Math.exp(-Math.abs(a))),
    (a, b) => sigmoid(a) - b,
  );
}

/** mean over rows of -logSoftmax(x)[class]; x [rows, columns], one class number per row. */
export function crossEntropyLoss(x: Float64Array, classes: readonly number[], columns: number): LossAndGradient {
  const y = logSoftmax(x, columns);
  const rows = classes.length;
  const gradient = y.map((value) => Math.exp(value) / rows);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * columns + classes[row]!;
    sum -= y[at]!;
    gradient[at] = gradient[at]! - 1 / rows;
  }
  return { loss: sum / rows, gradient };
}

/** mean over rows and quantiles of q d where d = y - x > 0, and (q - 1) d elsewhere; x [rows, quantiles], one y a row. */
export function quantileLoss(x: Float64Array, y: Float64Array, quantiles: readonly number[]): LossAndGradient {
  const count = quantiles.length;
  const gradient = new Float64Array(x.length);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const q = quantiles[i % count]!;
    const d = y[Math.floor(i / count)]! - x[i]!;
    sum += d > 0 ? q * d : (q - 1) * d;
    gradient[i] = (d > 0 ? -q : d < 0 ? 1 - q : 0) / x.length;
  }
  return { loss: sum / x.length, gradient };
}

/** log Gamma(x), x > 0: by Gamma(x + 1) = x Gamma(x) to 15 and more, then Stirling's series. */
function logGamma(x: number): number {
  let shift = 0;
  for (; x < 15; x++) shift += Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** The slope of logGamma, in the same way. */
function digamma(x: number): number {
  let shift = 0;
  for (; x < 15; x++) shift += 1 / x;
  return (
    Math.log(x) - 1 / (2 * x) - 1 / (12 * x ** 2) + 1 / (120 * x ** 4) - 1 / (252 * x ** 6) + 1 / (240 * x ** 8) - shift
  );
}

/** mean over rows of -log p(y) of Student's t with x [rows, 3]: degrees of freedom, middle, scale. */
export function studentTNllLoss(x: Float64Array, y: Float64Array): LossAndGradient {
  const gradient = new Float64Array(x.length);
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const [v, m, s] = x.subarray(3 * row) as unknown as [number, number, number];
    const z = (y[row]! - m) / s;
    const tail = 1 + (z * z) / v;
    sum +=
      logGamma(v / 2) -
      logGamma((v + 1) / 2) +
      0.5 * Math.log(v * Math.PI) +
      Math.log(s) +
      ((v + 1) / 2) * Math.log(tail);
    const slope = ((v + 1) * z) / (v * tail);
    gradient[3 * row] =
      (digamma(v / 2) - digamma((v + 1) / 2) + 1 / v + Math.log(tail) - (z * slope) / v) / 2 / y.length;
    gradient[3 * row + 1] = -slope / s / y.length;
    gradient[3 * row + 2] = (1 - slope * z) / s / y.length;
  }
  return { loss: sum / y.length, gradient };
}
