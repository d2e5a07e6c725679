// The affine map of torch.nn.Linear, in float64.

import { matmul, matmulBackward, transpose } from "./matmul.ts";

/** y = x W^T + b. x [rows, inputs], W [outputs, inputs], b [outputs] -> y [rows, outputs]. */
export function linear(
  x: Float64Array,
  weight: Float64Array,
  bias: Float64Array,
  rows: number,
  inputs: number,
): Float64Array {
  const outputs = bias.length;
  const y = matmul(x, transpose(weight, outputs, inputs), rows, inputs, outputs);
  for (let i = 0; i < y.length; i++) y[i] = y[i]! + bias[i % outputs]!;
  return y;
}

/** Gradients of y = x W^T + b for dY [rows, outputs]: dX = dY W, dW = dY^T x, db = the sum of dY's rows. */
export function linearBackward(
  x: Float64Array,
  weight: Float64Array,
  dY: Float64Array,
  rows: number,
  inputs: number,
  outputs: number,
): { dX: Float64Array; dWeight: Float64Array; dBias: Float64Array } {
  const { dA, dB } = matmulBackward(x, transpose(weight, outputs, inputs), dY, rows, inputs, outputs);
  const dBias = new Float64Array(outputs);
  for (let i = 0; i < dY.length; i++) dBias[i % outputs] = dBias[i % outputs]! + dY[i]!;
  return { dX: dA, dWeight: transpose(dB, inputs, outputs), dBias };
}
