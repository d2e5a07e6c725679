// Operations that move numbers without changing them. Only reshape shares memory with its input; the rest copy.

import { ShapeError } from "../core/errors.ts";
import { NUMBER, requireOption } from "../core/option-rules.ts";
import { kernels } from "../kernels/wasm/engine.ts";
import { counted } from "../words/counted.ts";
import { addGradient } from "./broadcast.ts";
import { copyStrided } from "./layout.ts";
import { describeShape, dimensionOf, requireShape, type Shape, sizeOf, stridesOf } from "./shape.ts";
import { record } from "./tape.ts";
import { allocateTensor, requireTensor, type Tensor, viewTensor } from "./tensor.ts";

/** The same numbers in another shape; one dimension may be -1. Throws ShapeError RESHAPE_SIZE when sizes differ. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  requireTensor("reshape", "x", x);
  const target = resolveShape(x, shape);
  const from = x.pointer();
  let out: Tensor;
  if (x.kind === "parameter") {
    // An optimizer changes a parameter in place; what an operation has read must not change with it.
    out = allocateTensor(target, "reshape");
    kernels().copyArray(out.pointer(), from, x.size);
  } else out = viewTensor(target, "reshape", from);
  record("reshape", [x], [out], () => addGradient(x, out.gradPointer()));
  return out;
}

/** Two dimensions exchanged: out[.., j, .., i, ..] = x[.., i, .., j, ..]. Throws ShapeError DIMENSION_OUT_OF_RANGE. */
export function transpose(x: Tensor, dim0: number, dim1: number): Tensor {
  requireTensor("transpose", "x", x);
  const a = dimensionOf("transpose", dim0, x.shape);
  const b = dimensionOf("transpose", dim1, x.shape);
  const shape = [...x.shape];
  const inStrides = stridesOf(x.shape);
  [shape[a], shape[b]] = [shape[b], shape[a]];
  [inStrides[a], inStrides[b]] = [inStrides[b], inStrides[a]];
  const outStrides = stridesOf(shape);
  const out = allocateTensor(shape, "transpose");
  copyStrided(out.pointer(), x.pointer(), shape, outStrides, inStrides, false);
  record(
    "transpose",
    [x],
    [out],
    () => {
      const g = out.gradPointer();
      const accumulate = !x.takeFreshGrad();
      copyStrided(x.gradPointer(), g, shape, inStrides, outStrides, accumulate);
    },
    a,
    b,
  );
  return out;
}

/**
 * Index `index` of dimension `dim`, which goes away; negative indices count from the end.
 * Throws ShapeError DIMENSION_OUT_OF_RANGE or INDEX_OUT_OF_RANGE.
 */
export function select(x: Tensor, dim: number, index: number): Tensor {
  requireTensor("select", "x", x);
  requireOption("select", "index", NUMBER, index);
  const d = dimensionOf("select", dim, x.shape);
  const n = x.shape[d];
  const at = index < 0 ? index + n : index;
  if (!Number.isInteger(index) || at < 0 || at >= n) {
    throw new ShapeError(
      "INDEX_OUT_OF_RANGE",
      "select",
      `dimension ${d} of ${describeShape(x.shape)} has no index ${index}; use ${-n} to ${n - 1}`,
    );
  }
  const shape = x.shape.filter((_, i) => i !== d);
  return cut("select", x, d, at, 1, shape);
}

/**
 * Indices start to end (not included) of dimension `dim`; negative ones count from the end, a missing end is the end.
 * Throws ShapeError DIMENSION_OUT_OF_RANGE or SLICE_OUT_OF_RANGE.
 */
export function slice(x: Tensor, dim: number, start: number, end?: number): Tensor {
  requireTensor("slice", "x", x);
  requireOption("slice", "start", NUMBER, start);
  if (end !== undefined) requireOption("slice", "end", NUMBER, end);
  const d = dimensionOf("slice", dim, x.shape);
  const n = x.shape[d];
  const from = start < 0 ? start + n : start;
  const to = end === undefined ? n : end < 0 ? end + n : end;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > n || from >= to) {
    throw new ShapeError(
      "SLICE_OUT_OF_RANGE",
      "slice",
      `${start} to ${end ?? "the end"} takes nothing, or more than there is, from dimension ${d} of ${describeShape(x.shape)}`,
      { remedies: [`use 0 <= start < end <= ${n}, or negative numbers counted from the end`] },
    );
  }
  const shape = x.shape.map((m, i) => (i === d ? to - from : m));
  return cut("slice", x, d, from, to - from, shape);
}

function cut(name: string, x: Tensor, dim: number, from: number, count: number, shape: Shape): Tensor {
  const walked = x.shape.map((m, i) => (i === dim ? count : m));
  const inStrides = stridesOf(x.shape);
  const outStrides = stridesOf(walked);
  const offset = from * inStrides[dim] * 4;
  const out = allocateTensor(shape, name);
  copyStrided(out.pointer(), x.pointer() + offset, walked, outStrides, inStrides, false);
  record(
    name,
    [x],
    [out],
    () => {
      copyStrided(x.gradPointer() + offset, out.gradPointer(), walked, inStrides, outStrides, true);
    },
    dim,
    from,
  );
  return out;
}

function resolveShape(x: Tensor, shape: Shape): Shape {
  if (!Array.isArray(shape)) requireShape("reshape", shape);
  const open = shape.indexOf(-1);
  const target = [...shape];
  if (open >= 0) {
    target[open] = 1;
    target[open] = x.size / sizeOf(target);
  }
  if (sizeOf(target) !== x.size || !Number.isInteger(target[open] ?? 1) || target.indexOf(-1) >= 0) {
    throw new ShapeError(
      "RESHAPE_SIZE",
      "reshape",
      `${describeShape(x.shape)} has ${counted(x.size, "element")} and cannot become ${describeShape(shape)}`,
      { remedies: ["the products must be equal; one dimension may be -1 and is worked out"] },
    );
  }
  requireShape("reshape", target);
  return target;
}
