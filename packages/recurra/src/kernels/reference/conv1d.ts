// The convolution of torch.nn.Conv1d along the time of sequences [batch, time, channels], in float64.

/** How a convolution walks: `left` zeros before the sequence; steps is T_out. */
export interface ConvolutionSizes {
  readonly batch: number;
  readonly time: number;
  readonly steps: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly left: number;
  readonly groups: number;
}

/** Calls `visit` with the places in x, weight and y of every product. */
function eachProduct(s: ConvolutionSizes, visit: (x: number, weight: number, y: number) => void): void {
  const [from, to] = [s.inputs / s.groups, s.outputs / s.groups];
  for (let b = 0; b < s.batch; b++) {
    for (let t = 0; t < s.steps; t++) {
      for (let o = 0; o < s.outputs; o++) {
        for (let c = 0; c < from; c++) {
          for (let k = 0; k < s.kernel; k++) {
            const at = t * s.stride + k * s.dilation - s.left;
            if (at < 0 || at >= s.time) continue;
            const channel = Math.floor(o / to) * from + c;
            visit(
              (b * s.time + at) * s.inputs + channel,
              (o * from + c) * s.kernel + k,
              (b * s.steps + t) * s.outputs + o,
            );
          }
        }
      }
    }
  }
}

/** y[b, t, o] = bias[o] + the sum over c and k of weight[o, c, k] x[b, stride t + dilation k - left, c]; x is 0 outside. */
export function conv1d(
  x: Float64Array,
  weight: Float64Array,
  bias: Float64Array,
  sizes: ConvolutionSizes,
): Float64Array {
  const y = new Float64Array(sizes.batch * sizes.steps * sizes.outputs);
  for (let i = 0; i < y.length; i++) y[i] = bias[i % sizes.outputs]!;
  eachProduct(sizes, (from, factor, to) => {
    y[to]! += x[from]! * weight[factor]!;
  });
  return y;
}

/** Gradients of conv1d for dY [batch, steps, outputs]. */
export function conv1dBackward(
  x: Float64Array,
  weight: Float64Array,
  dY: Float64Array,
  sizes: ConvolutionSizes,
): { dX: Float64Array; dWeight: Float64Array; dBias: Float64Array } {
  const [dX, dWeight] = [new Float64Array(x.length), new Float64Array(weight.length)];
  const dBias = new Float64Array(sizes.outputs);
  for (let i = 0; i < dY.length; i++) dBias[i % sizes.outputs]! += dY[i]!;
  eachProduct(sizes, (from, factor, to) => {
    dX[from]! += dY[to]! * weight[factor]!;
    dWeight[factor]! += dY[to]! * x[from]!;
  });
  return { dX, dWeight, dBias };
}
