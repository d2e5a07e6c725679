// The largest and the least number along a dimension, or of everything, and where they are.

import { flag, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { moreKernels } from "../kernels/wasm/more-kernels.ts";
import {
  allocateTensor,
  announce,
  record,
  reducedShape,
  requireTensor,
  scratch,
  type Tensor,
  viewTensor,
} from "../tensor/index.ts";

/**
 * The largest number over `dim`, or of everything; NaN where there is one. The dimension goes away unless `keepDim`. Gradient: g to
 * the first of equal ones. Throws ShapeError DIMENSION_OUT_OF_RANGE. Source: torch.max.
 */
export function max(x: Tensor, dim?: number, keepDim = false): Tensor {
  return extreme("max", x, dim, keepDim, 0).values;
}

/** The least number, as max has the largest. Source: torch.min. */
export function min(x: Tensor, dim?: number, keepDim = false): Tensor {
  return extreme("min", x, dim, keepDim, 1).values;
}

/**
 * The index along `dim` of the largest number, of everything its place in row-major order: the first of equal ones, or of NaN. No
 * gradient. Throws ShapeError DIMENSION_OUT_OF_RANGE. Source: torch.argmax.
 */
export function argmax(x: Tensor, dim?: number, keepDim = false): Tensor {
  return extreme("argmax", x, dim, keepDim, 0).indices;
}

/** The index of the least number, as argmax has that of the largest. Source: torch.argmin. */
export function argmin(x: Tensor, dim?: number, keepDim = false): Tensor {
  return extreme("argmin", x, dim, keepDim, 1).indices;
}

function extreme(name: string, x: Tensor, dim: number | undefined, keepDim: boolean, least: number) {
  requireTensor(name, "x", x);
  requireOption(name, "keepDim", flag, keepDim);
  const { outer, n, inner, shape } = reducedShape(name, x.shape, dim, keepDim);
  const values = allocateTensor(shape, name);
  const { size } = values;
  const indices = viewTensor(shape, name, scratch(size * 4));
  const at = scratch(size * 4);
  moreKernels().extremeDim(values.pointer(), indices.pointer(), at, x.pointer(), outer, n, inner, least);
  record(
    least === 1 ? "min" : "max",
    [x],
    [values],
    () => {
      kernels().scatterAdd(x.gradPointer(), values.gradPointer(), at, size);
    },
    dim,
  );
  announce(least === 1 ? "argmin" : "argmax", [x], [indices], dim);
  return { values, indices };
}
