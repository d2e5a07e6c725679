// The element-wise functions with their slopes, and softmax, in float64.

import { sigmoid } from "./cell.ts";

/** A function of one number; its slope as a function of the argument x and the result y. */
export interface Elementwise {
  readonly value: (x: number) => number;
  readonly slope: (x: number, y: number) => number;
}

/** neg, tanh, sigmoid, relu (slope 0 at 0), exp, log, softplus and asinh. */
export const elementwise: {
  readonly [name in "neg" | "tanh" | "sigmoid" | "relu" | "exp" | "log" | "softplus" | "asinh"]: Elementwise;
} = {
  neg: { value: (x) => -x, slope: () => -1 },
  tanh: { value: Math.tanh, slope: (_, y) => 1 - y * y },
  sigmoid: { value: sigmoid, slope: (_, y) => y * (1 - y) },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  exp: { value: Math.exp, slope: (_, y) => y },
  log: { value: Math.log, slope: (x) => 1 / x },
  softplus: { value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), slope: sigmoid },
  asinh: { value: Math.asinh, slope: (x) => 1 / Math.sqrt(1 + x * x) },
};

/** log softmax of each row of x [rows, columns]: x - max - log sum e^(x - max). */
export function logSoftmax(x: Float64Array, columns: number): Float64Array {
  const y = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += columns) {
    const row = x.subarray(start, start + columns);
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const total = row.reduce((sum, value) => sum + Math.exp(value - largest), 0);
    for (let i = 0; i < columns; i++) y[start + i] = row[i]! - largest - Math.log(total);
  }
  return y;
}

/** Gradient of logSoftmax from its result y: dX = dY - e^y sum(dY), row by row. */
export function logSoftmaxBackward(y: Float64Array, dY: Float64Array, columns: number): Float64Array {
  const dX = new Float64Array(y.length);
  for (let start = 0; start < y.length; start += columns) {
    const total = dY.subarray(start, start + columns).reduce((a, b) => a + b, 0);
    for (let i = start; i < start + columns; i++) dX[i] = dY[i]! - Math.exp(y[i]!) * total;
  }
  return dX;
}

/** Softmax of each row of x [rows, columns]. */
export function softmax(x: Float64Array, columns: number): Float64Array {
  return logSoftmax(x, columns).map(Math.exp);
}

/** Gradient of softmax from its result y: dX = y (dY - sum(dY y)), row by row. */
export function softmaxBackward(y: Float64Array, dY: Float64Array, columns: number): Float64Array {
  const dX = new Float64Array(y.length);
  for (let start = 0; start < y.length; start += columns) {
    let total = 0;
    for (let i = start; i < start + columns; i++) total += dY[i]! * y[i]!;
    for (let i = start; i < start + columns; i++) dX[i] = y[i]! * (dY[i]! - total);
  }
  return dX;
}
