// Numbers in another order, or repeated; squeeze and unsqueeze share memory with their input, the rest copy.
import { ShapeError } from "../core/errors.ts";
import { made, NUMBERS, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import {
  addReducedGradient,
  allocateTensor,
  copyStrided,
  describeShape,
  dimensionOf,
  expandTo,
  record,
  requireShape,
  requireTensor,
  reshape,
  type Shape,
  stridesOf,
  type Tensor,
} from "../tensor/index.ts";

/**
 * The dimensions in another order: dimension i of the result is dimension dims[i] of x. Gradient: g in the order of x.
 * Throws ShapeError DIMENSION_TWICE unless `dims` names each once. Source: torch.permute.
 */
export function permute(x: Tensor, dims: readonly number[]): Tensor {
  requireTensor("permute", "x", x);
  requireOption("permute", "dims", NUMBERS, dims);
  const order = Array.from(dims, (dim) => dimensionOf("permute", dim, x.shape));
  if (order.length !== x.shape.length || new Set(order).size !== order.length) {
    throw new ShapeError(
      "DIMENSION_TWICE",
      "permute",
      `the dimensions ${describeShape(dims)} are not each of the ${x.shape.length} of the shape ${describeShape(x.shape)} once`,
      { found: [...dims] },
    );
  }
  const strides = stridesOf(x.shape);
  return rearranged(
    "permute",
    x,
    order.map((d) => x.shape[d]),
    order.map((d) => strides[d]),
    0,
    order,
  );
}

/**
 * The order along one dimension, or several, turned around. Gradient: g turned around. Throws ShapeError DIMENSION_OUT_OF_RANGE,
 * DIMENSION_TWICE for a dimension that is named twice. Source: torch.flip.
 */
export function flip(x: Tensor, dims: number | readonly number[]): Tensor {
  requireTensor("flip", "x", x);
  const named = typeof dims === "number" ? [dims] : dims;
  requireOption("flip", "dims", NUMBERS, named);
  const turned = Array.from(named, (dim) => dimensionOf("flip", dim, x.shape));
  if (new Set(turned).size !== turned.length) {
    throw new ShapeError("DIMENSION_TWICE", "flip", `the dimensions ${describeShape(named)} have one twice`, {
      found: [...named],
    });
  }
  const strides = stridesOf(x.shape);
  let last = 0;
  for (const d of turned) {
    last += (x.shape[d] - 1) * strides[d];
    strides[d] = -strides[d];
  }
  return rearranged("flip", x, x.shape, strides, last, turned);
}

/** A copy of x that walks it with these strides from `start`, in elements; `dims` is for whoever watches. */
function rearranged(
  name: string,
  x: Tensor,
  shape: Shape,
  strides: readonly number[],
  start: number,
  dims: readonly number[],
): Tensor {
  const own = stridesOf(shape);
  const out = allocateTensor(shape, name);
  copyStrided(out.pointer(), x.pointer() + 4 * start, shape, own, strides, false);
  record(
    name,
    [x],
    [out],
    () => {
      const accumulate = !x.takeFreshGrad();
      copyStrided(x.gradPointer() + 4 * start, out.gradPointer(), shape, strides, own, accumulate);
    },
    dims,
  );
  return out;
}

/** A new dimension of 1 before dimension `dim`; -1 is behind the last. Throws ShapeError DIMENSION_OUT_OF_RANGE. Source: torch.unsqueeze. */
export function unsqueeze(x: Tensor, dim: number): Tensor {
  requireTensor("unsqueeze", "x", x);
  const d = dimensionOf("unsqueeze", dim, x.shape, 1);
  return reshape(x, [...x.shape.slice(0, d), 1, ...x.shape.slice(d)]);
}

/**
 * Without dimension `dim`, if it is 1, or without all that are 1. Throws ShapeError DIMENSION_OUT_OF_RANGE. Source: torch.squeeze.
 */
export function squeeze(x: Tensor, dim?: number): Tensor {
  requireTensor("squeeze", "x", x);
  const d = dim === undefined ? undefined : dimensionOf("squeeze", dim, x.shape);
  return reshape(
    x,
    x.shape.filter((n, i) => n !== 1 || (d !== undefined && i !== d)),
  );
}

const SHAPE = /* @__PURE__ */ made<Shape>("a list, such as [2, 3]", (value): value is Shape => Array.isArray(value));

/**
 * x repeated along its dimensions of 1, and along new ones before the first; -1 keeps a dimension. Gradient: g summed over what was
 * repeated. Throws ShapeError SHAPES_DIFFER where a dimension is neither 1 nor as asked. Source: torch.Tensor.expand.
 */
export function expand(x: Tensor, shape: Shape): Tensor {
  requireTensor("expand", "x", x);
  requireOption("expand", "shape", SHAPE, shape);
  const lead = shape.length - x.shape.length;
  const target = shape.map((n, i) => (n === -1 && i >= lead ? x.shape[i - lead] : n));
  requireShape("expand", target);
  if (lead < 0 || x.shape.some((n, i) => n !== 1 && n !== target[i + lead])) {
    throw new ShapeError(
      "SHAPES_DIFFER",
      "expand",
      `${describeShape(x.shape)} cannot become ${describeShape(shape)}: only dimensions of 1 are repeated, and new ones come first`,
      { found: [...shape] },
    );
  }
  const out = allocateTensor(target, "expand");
  kernels().copyArray(out.pointer(), expandTo(x, target), out.size);
  record("expand", [x], [out], () => addReducedGradient(x, out.gradPointer(), target));
  return out;
}
