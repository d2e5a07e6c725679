// sum and mean: float64 accumulation, in an order that depends on the shape alone.
import { flag, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { aroundDimension, dimensionOf, type Shape, sizeOf } from "./shape.ts";
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
  const { outer, n, inner, shape } = reducedShape(name, x.shape, dim, keepDim);
  const divisor = divide ? n : 1;
  const out = allocateTensor(shape, name);
  kernels().sumDim(out.pointer(), x.pointer(), outer, n, inner, divisor, 0);
  record(
    name,
    [x],
    [out],
    () => {
      const g = out.gradPointer();
      const accumulate = x.takeFreshGrad() ? 0 : 1;
      kernels().spreadDim(x.gradPointer(), g, outer, n, inner, divisor, accumulate);
    },
    dim,
  );
  return out;
}

/** A shape around the dimension that a reduction takes, or as one dimension where it takes all; and what is left of it. */
export function reducedShape(
  name: string,
  of: Shape,
  dim: number | undefined,
  keepDim: boolean,
): { outer: number; n: number; inner: number; shape: number[] } {
  if (dim === undefined) return { outer: 1, n: sizeOf(of), inner: 1, shape: keepDim ? of.map(() => 1) : [] };
  const d = dimensionOf(name, dim, of);
  return {
    ...aroundDimension(of, d),
    shape: keepDim ? of.map((m, i) => (i === d ? 1 : m)) : of.filter((_, i) => i !== d),
  };
}
