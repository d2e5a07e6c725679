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
