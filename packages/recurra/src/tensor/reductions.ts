// sum and mean: float64 accumulation, in an order that depends on the shape alone.
import { flag, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { aroundDimension, dimensionOf } from "./shape.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor } from "./tensor.ts";

/**
 * The sum over `dim`, or over everything to a single number. The dimension goes away unless `keepDim`. Gradient: g, repeated.
 * Throws ShapeError DIMENSION_OUT_OF_RANGE.
 */
export function sum(x: Tensor, dim?: number, keepDim = false): Tensor {
  return reduce("sum", x, dim, keepDim, false);
}

/**
 * The mean of n numbers over `dim`, or over everything to a single number. The dimension goes away unless `keepDim`.
 * Gradient: g / n, repeated. Throws ShapeError DIMENSION_OUT_OF_RANGE.
 */
export function mean(x: Tensor, dim?: number, keepDim = false): Tensor {
  return reduce("mean", x, dim, keepDim, true);
}

function reduce(name: string, x: Tensor, dim: number | undefined, keepDim: boolean, divide: boolean): Tensor {
  requireTensor(name, "x", x);
  requireOption(name, "keepDim", flag, keepDim);
  let outer = 1;
  let n = x.size;
  let inner = 1;
  let shape: number[];
  if (dim === undefined) shape = keepDim ? x.shape.map(() => 1) : [];
  else {
    const d = dimensionOf(name, dim, x.shape);
    ({ outer, n, inner } = aroundDimension(x.shape, d));
    shape = keepDim ? x.shape.map((m, i) => (i === d ? 1 : m)) : x.shape.filter((_, i) => i !== d);
  }
  const divisor = divide ? n : 1;
  const out = allocateTensor(shape, name);
  kernels().sumDim(out.pointer(), x.pointer(), outer, n, inner, divisor, 0);
  record(name, [x], [out], () => {
    const g = out.gradPointer();
    const accumulate = x.takeFreshGrad() ? 0 : 1;
    kernels().spreadDim(x.gradPointer(), g, outer, n, inner, divisor, accumulate);
  });
  return out;
}
